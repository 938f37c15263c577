from hypothesis import given
from hypothesis import strategies as st
from protego import Protego

from index.sources.fetch import _robots

AGENTS = st.sampled_from(["*", "Pullquote", "pullquote*", "Other", "A*"]).map("User-agent: ".__add__)
PATHS = st.sampled_from(["", "/", "/a", "/a/b", "/*b", "/a$", "/a # not this", "*"])
RULES = st.builds("{}: {}".format, st.sampled_from(["Allow", "Disallow", "disalow"]), PATHS)
OTHERS = st.sampled_from(["", "# a comment", "Sitemap: https://example.com/map", "Crawl-delay: 3"])


@given(st.lists(st.one_of(AGENTS, RULES, RULES, OTHERS), max_size=15).map("\n".join))
def test_what_is_left_out_of_a_file_makes_no_difference(text: str) -> None:
    """Of any robots.txt, the lines that are for us say the same as the whole file does."""
    whole, ours = Protego.parse(text), _robots.parse(text.encode())
    for path in ("/", "/a", "/a/b", "/b"):
        url = f"https://example.com{path}"
        assert ours.is_allowed(url) == whole.can_fetch(url, _robots.AGENT)
    assert ours.crawl_delay_s == (whole.crawl_delay(_robots.AGENT) or 0)
