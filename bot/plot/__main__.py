"""The process that draws: a `Plot` as JSON on its input, a PNG on its output.

The picture has a background of its own, so that it is read as well on Discord's dark theme (#313338) as on
its light one. Its colours are told apart without red and green, and by how light they are.
"""

import io
import json
import sys
from typing import Any

import matplotlib as mpl

mpl.use("Agg")
from matplotlib import pyplot as plt
from matplotlib.ticker import MaxNLocator

# 1,200 × 675 pixels; Discord shows it at half of that on a desktop, at a third on a phone.
_INCHES, _DPI = (8.0, 4.5), 150
_BACKGROUND, _INK, _LINE = "#1E1F22", "#F2F3F5", "#4E5058"
_COLOURS = ("#5AA2FF", "#F5C84C", "#E8604C")
_FONT_POINTS, _MIN_POINTS = 18, 6
_MAX_LABELS = 7
_MAX_SUMS = 12


def main() -> None:
    """Draw what is asked for."""
    plot = json.load(sys.stdin)
    sys.stdout.buffer.write(draw(plot["labels"], plot["parts"]))


def draw(labels: list[str], parts: list[tuple[str, list[int]]]) -> bytes:
    """Bars with their parts on each other, their sum above."""
    with mpl.rc_context({"font.size": _FONT_POINTS, "text.color": _INK, "axes.labelcolor": _INK}):
        figure, axes = plt.subplots(figsize=_INCHES, dpi=_DPI, facecolor=_BACKGROUND)
        sums = [0] * len(labels)
        for (name, heights), colour in zip(parts, _COLOURS, strict=True):
            axes.bar(range(len(labels)), heights, bottom=sums, color=colour, label=name, width=0.7)
            sums = [a + b for a, b in zip(sums, heights, strict=True)]
        for place, height in enumerate(sums):
            if height and len(sums) <= _MAX_SUMS:
                axes.annotate(f"{height:,}", (place, height), (0, 4), textcoords="offset points", ha="center")
        _set_axes(axes, labels, max(sums, default=0))
        _add_legend(figure, axes)
        figure.tight_layout(rect=(0, 0, 1, 0.88))
        picture = io.BytesIO()
        figure.savefig(picture, format="png", facecolor=_BACKGROUND)
        plt.close(figure)
        return picture.getvalue()


def _add_legend(figure: Any, axes: Any) -> None:  # noqa: ANN401 - it has no types
    """The names of the parts above, in letters as large as there is room for."""
    handles, names = axes.get_legend_handles_labels()
    for points in range(_FONT_POINTS, _MIN_POINTS - 1, -1):
        legend = figure.legend(
            handles,
            names,
            loc="upper center",
            ncols=len(names),
            frameon=False,
            fontsize=points,
            columnspacing=1.2,
            handlelength=1.2,
            handletextpad=0.5,
        )
        if points == _MIN_POINTS or legend.get_window_extent().width <= figure.bbox.width * 0.97:
            return
        legend.remove()


def _set_axes(axes: Any, labels: list[str], top: int) -> None:  # noqa: ANN401 - it has no types
    step = -(-len(labels) // _MAX_LABELS)
    # From the present week back, so that it has a label always.
    shown = sorted(range(len(labels) - 1, -1, -step))
    axes.set_xticks(shown, [labels[place] for place in shown])
    axes.set_ylim(0, max(top, 1) * 1.15)
    axes.yaxis.set_major_locator(MaxNLocator(nbins=4, integer=True))
    axes.set_facecolor(_BACKGROUND)
    axes.set_axisbelow(True)
    axes.grid(axis="y", color=_LINE)
    axes.tick_params(colors=_INK, length=0)
    for side in ("top", "left", "right"):
        axes.spines[side].set_visible(False)
    axes.spines["bottom"].set_color(_LINE)


if __name__ == "__main__":
    main()
