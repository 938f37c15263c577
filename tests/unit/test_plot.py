import io

import pytest
from PIL import Image

from bot.plot import Plot, Plotter

MARGIN = 12


@pytest.mark.parametrize(
    "names",
    [
        ("answered", "in part", "not answered"),
        ("beantwortet", "teilweise", "nicht beantwortet"),
        ("avec une réponse entière", "avec une réponse en partie", "restées sans réponse"),
    ],
    ids=["en", "de", "long"],
)
async def test_nothing_is_cut_off_at_the_sides(names: tuple[str, str, str]) -> None:
    """The legend stands whole within the picture, however long the words of a language are."""
    drawn = await Plotter().draw(Plot(("9 Nov", "16 Nov"), [(name, (3, 4)) for name in names]))
    assert drawn is not None
    picture = Image.open(io.BytesIO(drawn)).convert("RGB")
    background = picture.getpixel((0, 0))
    for left in (0, picture.width - MARGIN):
        strip = picture.crop((left, 0, left + MARGIN, picture.height))
        assert strip.getcolors() == [(MARGIN * picture.height, background)]
