"""Articles for the tests, written for them."""

from index.models import Actor, NewArticle

ANN = Actor("ann", "test")

LIGHTHOUSE = NewArticle(
    title="The lighthouse of Porto Vento",
    text=(
        "The lighthouse of Porto Vento was built in 1874 by the engineer Clara Moretti.\n\n"
        "Its lamp burned whale oil until 1902, when it was replaced by an electric one. The light can be "
        "seen from 32 kilometres away.\n\n"
        "Since 1988 nobody lives in the tower. A warden from the village climbs its 211 steps every Sunday "
        "to clean the lens."
    ),
    url="https://www.example.org/lighthouse",
    author="Ada Winter",
    published_at="2024-05-17",
)
BRIDGE = NewArticle(
    title="How the old bridge fell",
    text=(
        "The old bridge over the Sarn collapsed on a quiet morning in March. Nobody was hurt.\n\n"
        "Engineers had warned for years that its middle pier was being washed away by the river. The mayor "
        "said that a new bridge would cost 14 million crowns."
    ),
)
LAMPS = NewArticle(
    title="A new lens for the lighthouse",
    text=(
        "The lighthouse of Porto Vento gets a new lens. The old one had served since the engineer Clara Moretti built "
        "the tower in 1874.\n\nAn electric lamp will light it, and only the keepers of Porto Vento remember whale oil."
    ),
)
HOSTILE = NewArticle(
    title="@everyone **free** `nitro` [click](http://evil.example) <@&1>",
    text=(
        "Hello @everyone and @here, the zebra says <@&1> and <@123456789012345678> and <#1> to you.\n\n"
        "A zebra wrote ```python\nprint('x')\n``` and ||a spoiler|| and [a](http://b) "
        "and https://evil.example/x "
        "and <:emoji:1> and :smile: 🦓.\n\n"
        "# Zebra heading\n> Zebra quotation\n- Zebra point\n1. Zebra number\n-# Zebra small\n"
        "The zebra_said_this ~~and that~~ **boldly** \\o/."
    ),
    url="javascript:alert(1)",
)
