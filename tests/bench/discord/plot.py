"""The latencies as a plot: which share of questions had been acknowledged, and answered, by when."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Protocol


class Measured(Protocol):
    """What was measured with so many at once, in milliseconds."""

    at_once: int
    acknowledged: list[float]
    answered: list[float]


def draw(rounds: Sequence[Measured], targets: Mapping[str, float], path: Path) -> None:
    """A panel for acknowledgements and one for answers, a line for each number at once."""
    import matplotlib as mpl  # noqa: PLC0415 - it is there for benchmarks only

    mpl.use("agg")
    from matplotlib import pyplot as plt  # noqa: PLC0415 - after the backend is chosen

    figure, panels = plt.subplots(1, 2, figsize=(11, 4), sharey=True)
    for panel, name in zip(panels, ("acknowledged", "answered"), strict=True):
        for each in rounds:
            values = sorted(getattr(each, name))
            shares = [(place + 1) / len(values) for place in range(len(values))]
            panel.plot(values, shares, label=f"{each.at_once} at once")
        panel.set(xscale="log", xlabel="milliseconds after INTERACTION_CREATE", title=f"Questions {name}")
        panel.grid(alpha=0.3)
    for share, target in zip((0.5, 0.95), targets.values(), strict=False):
        panels[0].plot([target], [share], "kx")
    panels[0].set_ylabel("share of questions")
    panels[0].legend()
    figure.tight_layout()
    figure.savefig(path, dpi=110)
