import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.addresses import canonical, host_of, without_fragment


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("HTTP://Example.COM", "http://example.com/"),
        ("https://example.com:443/a", "https://example.com/a"),
        ("http://example.com:443/a", "http://example.com:443/a"),
        ("https://example.com:8443/", "https://example.com:8443/"),
        ("https://example.com./a", "https://example.com/a"),
        ("https://Müller.example.org/ä", "https://xn--mller-kva.example.org/%C3%A4"),
        ("https://xn--mller-kva.example.org/%c3%a4", "https://xn--mller-kva.example.org/%C3%A4"),
        ("https://例え。jp/", "https://xn--r8jz45g.jp/"),
        ("http://[2606:4700:4700:0::1111]:80/", "http://[2606:4700:4700::1111]/"),
        ("https://example.com/?utm_source=a&id=2&UTM_Medium=b&fbclid=c", "https://example.com/?id=2"),
        ("https://example.com/a?gclid=1&mc_cid=2&mc_eid=3&_hsenc=4", "https://example.com/a"),
        ("https://example.com/?b=1&a=2&b=3", "https://example.com/?b=1&a=2&b=3"),
        ("https://example.com/?utmost=1&ref=2&id=fbclid", "https://example.com/?utmost=1&ref=2&id=fbclid"),
        ("https://example.com/a?", "https://example.com/a"),
        ("https://example.com/a?&#", "https://example.com/a"),
        ("https://example.com/a#part-2", "https://example.com/a#part-2"),
        ("https://example.com/a#part-2:~:text=word", "https://example.com/a#part-2"),
        ("https://example.com/a?q=a+b&r=a%20b", "https://example.com/a?q=a+b&r=a%20b"),
        ("https://example.com/x/../a", "https://example.com/a"),
        ("https://example.com/%7Eann/", "https://example.com/~ann/"),
        ("https://example.com/a%2Fb", "https://example.com/a%2Fb"),
    ],
)
def test_one_page_has_one_address(written: str, expected: str) -> None:
    """However a link to a page is written, and wherever it was clicked, it is stored in one form."""
    assert canonical(written) == expected


@pytest.mark.parametrize(
    "rubbish",
    [
        "",
        "notes/bridge.txt",
        "example.com",
        "mailto:ann@example.com",
        "ftp://example.com/?utm_source=a",
        "http://",
        "http://[::1",
        "http://example.com:99999/",
        "http://ann:secret@example.com/?utm_source=a",
        "http://exa mple.com/?utm_source=a",
        "http://example.com\\@evil.example/?utm_source=a",
        "http://example.com/\ud800",
        "\x00",
    ],
)
def test_what_is_no_web_address_stays_as_it_is(rubbish: str) -> None:
    """Whatever is given as an address is stored as it came if it is none."""
    assert canonical(rubbish) == rubbish


@given(
    st.one_of(
        st.text(),
        st.text().map("https://example.com/".__add__),
        st.from_regex(
            r"https?://[a-zA-Zäß.\-]{1,20}(:[0-9]{1,5})?/[a-z%0-9./]{0,9}(\?[a-z_=&%+;]{0,20})?(#[a-z]{0,4})?"
        ),
    )
)
def test_canonical_form_is_final(text: str) -> None:
    """Any string has a form, and the form of that form is itself."""
    form = canonical(text)
    assert canonical(form) == form


def test_page_is_found_from_its_section() -> None:
    """The address of a section leads to that of its page."""
    assert without_fragment("https://example.com/a?b=1#part") == "https://example.com/a?b=1"
    assert without_fragment("https://example.com/a") == "https://example.com/a"


def test_host_of_a_page_is_known() -> None:
    """Sites are named in one way, with or without their www."""
    assert host_of("https://www.Example.com:8080/a") == "example.com"
    assert host_of("http://[::1") is None
    assert host_of(None) is None
