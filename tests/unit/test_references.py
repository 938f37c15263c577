import pytest

from index.errors import AmbiguousArticle, ArticleNotFound
from index.library import Library
from index.models import NewArticle
from tests.conftest import AddArticles
from tests.texts import ANN

OLYMPICS = NewArticle("The 2012 Olympics", "They were held in London.")
NUMBER = NewArticle("1984", "It was a bright cold day in April.", external_id="77")


@pytest.fixture
async def stored(library: Library, add: AddArticles) -> Library:
    """A library with a few articles in the collection "a"."""
    await add("a", OLYMPICS, NUMBER, NewArticle("Tides", "They rise."), NewArticle("Low tides", "They fall."))
    return library


@pytest.mark.parametrize(
    ("reference", "number"),
    [
        ("1", 1),
        (" 2 ", 2),
        ("77", 2),
        ("1984", 2),
        ("tides", 3),
        ("LOW", 4),
        ("2012 olympics", 1),
    ],
)
async def test_articles_are_called_by_number_id_title_or_part_of_it(
    stored: Library, reference: str, number: int
) -> None:
    """A number is a number first, then an id, then a whole title; words may be a part of one."""
    assert (await stored.get_article("a", reference)).id == number


@pytest.mark.parametrize("reference", ["5", "2012", "012", "２０１２", "198", "", " ", "\u0301", "ti\udcff"])
async def test_digits_and_nothing_are_no_part_of_a_title(stored: Library, reference: str) -> None:
    """A number that is not there finds no article that has its digits, and a lone accent finds none."""
    with pytest.raises(ArticleNotFound, match="No article here is numbered or titled"):
        await stored.get_article("a", reference)
    with pytest.raises(ArticleNotFound, match="No article here is numbered or titled"):
        await stored.remove("a", reference, ANN)
    assert await stored.count_articles("a") == 4


async def test_a_part_of_a_title_removes_nothing(stored: Library, add: AddArticles) -> None:
    """Removing takes a whole title; for a part the candidates are named with their numbers."""
    with pytest.raises(ArticleNotFound, match=r"only a part of 1 \(The 2012 Olympics\)"):
        await stored.remove("a", "olympics", ANN)
    await add("a", NewArticle("Tides", "They turn."))
    with pytest.raises(AmbiguousArticle, match=r"3 \(Tides\); 5 \(Tides\)\. Give the number"):
        await stored.remove("a", "TIDES", ANN)
    assert (await stored.remove("a", "low TIDES", ANN))[0].id == 4
    assert (await stored.remove("a", "77", ANN))[0].id == 2
    assert (await stored.remove("a", "1", ANN))[0].id == 1
    with pytest.raises(ArticleNotFound, match="numbered or titled '1'"):
        await stored.remove("a", "1", ANN)


async def test_a_number_is_looked_up_as_nothing_else(stored: Library) -> None:
    """A button that knows an article by its number opens that one or none."""
    assert (await stored.get_article_by_id("a", 2)).citation.title == "1984"
    for number in (77, 1984, 2012, 10**30):
        with pytest.raises(ArticleNotFound):
            await stored.get_article_by_id("a", number)
    with pytest.raises(ArticleNotFound):
        await stored.get_article_by_id("b", 1)
