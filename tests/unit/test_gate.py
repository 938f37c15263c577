import json
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.errors import AddressRefused
from index.sources.fetch import FetchSettings, check_url
from index.sources.fetch._public import is_public, is_public_or_private

SECURITY = Path(__file__).parents[3] / "shared" / "security"

PUBLIC = [
    "https://example.com/",
    "http://example.com:80/",
    "HTTPS://EXAMPLE.COM:443/Path?q=1#part",
    "https://example.com./",
    "https://foo_bar.example.com/",
    "https://a-b.example.co.uk/~x/@ann/a:b",
    "https://r3---sn-4g5e.example.com/",
    "https://müller.example.org/ä",
    "https://xn--mller-kva.example.org/",
    "https://例え。jp/",
    "https://fa.example.org/می‌شود",
    "https://example.com?q=user@host",
    "https://8.8.8.8/",
    "https://[2606:4700:4700::1111]:443/",
    "http://[::ffff:8.8.8.8]/",
    f"https://example.com/{'a' * 8_000}",
]
HOSTILE = [
    # what is no web address
    "",
    "example.com",
    "//example.com/",
    "http:/example.com/",
    "http:///example.com/",
    "https:example.com",
    "file:///etc/passwd",
    "ftp://example.com/",
    "javascript:alert(1)",
    "http://",
    f"https://example.com/{'a' * 8_192}",
    f"https://example.com/{'ä' * 5_000}",
    # two hosts in one string
    "http://user@example.com/",
    "http://user:secret@example.com/",
    "http://@example.com/",
    "http://example.com\\@127.0.0.1/",
    "http://example.com\\/",
    "http://example.com%2f@127.0.0.1/",
    "http://exam%70le.com/",
    "http://[::1]example.com/",
    "http://[::1",
    "http://::1/",
    # characters that parsers drop
    " http://example.com/",
    "http://example.com/ ",
    "http://exa\tmple.com/",
    "http://example.com/\r\nX: 1",
    "http://example.com/a\u00a0b",
    "http://example.com/\u2028",
    "http://example.com/\ud800",
    "http://exam\u200bple.com/",
    "http://exam\u00adple.com/",
    # ports
    "http://example.com:8080/",
    "http://example.com:22/",
    "http://example.com:0/",
    "http://example.com:65616/",
    "http://example.com:/",
    "http://example.com:+80/",
    "http://example.com:８０/",
    # addresses in disguise
    "http://2130706433/",
    "http://0x7f000001/",
    "http://0177.0.0.1/",
    "http://127.1/",
    "http://127.0.0.1./",
    "http://8.8.8/",
    "http://08.8.8.8/",
    "http://8.8.8.256/",
    "http://8.8.8.8.8/",
    "http://example.0x7f/",
    "http://example.127/",
    "http://①②⑦.⓪.⓪.①/",
    "http://127。0。0。1/",
    "http://ｅxample.com/",
    "http://localhoſt/",
    # addresses that are not public
    "http://127.0.0.1/",
    "http://10.1.2.3/",
    "http://169.254.169.254/latest/meta-data/",
    "http://168.63.129.16/",
    "http://[::1]/",
    "http://[fe80::1%25eth0]/",
    "http://[::ffff:127.0.0.1]/",
    "http://[64:ff9b::8.8.8.8]/",
    "http://[2002:808:808::1]/",
    # names that are not public
    "http://localhost/",
    "http://localhost./",
    "http://x.localhost/",
    "http://intranet/",
    "http://printer.local/",
    "http://nas.lan/",
    "http://db.corp/",
    "http://x.home.arpa/",
    "http://x.internal/",
    "http://api.default.svc/",
    "http://api.default.svc.cluster.local/",
    "http://x.test/",
    "http://x.invalid/",
    "http://x.onion/",
    "http://x.i2p/",
    "http://metadata.google.internal/",
    "http://metadata.tencentyun.com/",
    # names that DNS cannot have
    "http://a..example.com/",
    "http://.example.com/",
    "http://example.com../",
    "http://-a.example.com/",
    "http://a-.example.com/",
    "http://exa*mple.com/",
    "http://exa,mple.com/",
    f"http://{'a' * 64}.com/",
    f"http://{'a.' * 126}com/",
    "http://xn--/",
    "http://xn--localhost-.com/",
]


@pytest.mark.parametrize("url", PUBLIC)
def test_public_page_may_be_fetched(url: str) -> None:
    """The links that people paste pass, in whatever script and case."""
    check_url(url)


@pytest.mark.parametrize("url", HOSTILE)
def test_what_is_not_public_is_refused_in_one_sentence(url: str) -> None:
    """What is no address of a public page is refused before anything is looked up, without saying why."""
    with pytest.raises(AddressRefused) as refused:
        check_url(url)
    assert str(refused.value).endswith(
        "is not the address of a public web page; it must begin with http:// or https:// and be open to everybody."
    )
    assert len(str(refused.value)) < 250
    assert str(refused.value).isprintable()


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("8.8.8.8", True),
        ("100.63.255.255", True),
        ("100.64.0.0", False),
        ("100.128.0.0", True),
        ("168.63.129.15", True),
        ("168.63.129.16", False),
        ("192.0.1.0", True),
        ("223.255.255.255", True),
        ("224.0.0.0", False),
        ("255.255.255.255", False),
        ("0.0.0.1", False),
        ("1fff:ffff::1", False),
        ("2001:1ff:ffff::1", False),
        ("2001:200::1", True),
        ("2001:db8::1", False),
        ("2002:808:808::1", False),
        ("3ffe:ffff::1", True),
        ("3fff::1", False),
        ("4000::1", False),
        ("fc00::1", False),
        ("fe80::1%eth0", False),
        ("2606:4700:4700::1111%1", False),
        ("::ffff:8.8.8.8", True),
        ("::ffff:127.0.0.1", False),
        ("::8.8.8.8", False),
        ("64:ff9b::8.8.8.8", False),
        ("2606:4700::5efe:127.0.0.1", False),
        ("2606:4700::200:5efe:10.0.0.1", False),
        ("008.8.8.8", False),
        ("2130706433", False),
        ("example.com", False),
        ("", False),
    ],
)
def test_address_is_public_or_not(address: str, expected: bool) -> None:
    """Each range ends where its registry says; what only embeds a public address does not count as one."""
    assert is_public(address) == expected


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("8.8.8.8", True),
        ("127.0.0.1", True),
        ("10.0.0.5", True),
        ("172.16.0.1", True),
        ("192.168.1.1", True),
        ("100.64.0.1", True),
        ("fd12:3456::1", True),
        ("::1", True),
        ("169.254.169.254", False),
        ("100.100.100.200", False),
        ("fd00:ec2::254", False),
        ("168.63.129.16", False),
        ("0.0.0.1", False),
        ("224.0.0.1", False),
        ("fe80::1", False),
    ],
)
def test_named_host_is_no_door_to_metadata(address: str, expected: bool) -> None:
    """A host that the settings name may be private, but never where clouds keep their secrets."""
    assert is_public_or_private(address) == expected


@pytest.mark.parametrize(
    ("url", "hosts", "ports", "expected"),
    [
        ("http://wiki/", ("wiki",), (), True),
        ("http://WIKI./", ("wiki",), (), True),
        ("http://wiki:8080/", ("wiki",), (), False),
        ("http://wiki:8080/", ("wiki:8080",), (), True),
        ("http://wiki/", ("wiki:8080",), (), False),
        ("http://wiki:8080/", ("wiki",), (8080,), True),
        ("http://10.0.0.5/", ("10.0.0.5",), (), True),
        ("http://10.0.0.6/", ("10.0.0.5",), (), False),
        ("http://[fd00::5]:8080/", ("[fd00::5]:8080",), (), True),
        ("http://x.intranet/", ("intranet",), (), False),
        ("http://user@wiki/", ("wiki",), (), False),
        ("ftp://wiki/", ("wiki",), (), False),
        ("http://bücher.intranet/", ("Bücher.intranet",), (), True),
        ("http://example.com:8080/", (), (8080,), True),
        ("http://example.com:8081/", (), (8080,), False),
        ("http://127.0.0.1:8080/", (), (8080,), False),
    ],
)
def test_settings_open_what_they_name_and_no_more(
    url: str, hosts: tuple[str, ...], ports: tuple[int, ...], expected: bool
) -> None:
    """A private host or another port is reached where the settings name it, and nothing beside it."""
    settings = FetchSettings(private_hosts=hosts, ports=ports)
    if expected:
        check_url(url, settings)
    else:
        with pytest.raises(AddressRefused):
            check_url(url, settings)


@pytest.mark.parametrize(
    "wrong",
    [
        {"contact": "ann\r\nX-Injected: 1"},
        {"contact": "ann (at) example.com"},
        {"ports": (0,)},
        {"ports": (65_536,)},
        {"private_hosts": ("http://wiki/",)},
        {"private_hosts": ("wiki:99999",)},
        {"private_hosts": ("10.0.0.0/8",)},
        {"private_hosts": ("",)},
    ],
)
def test_wrong_setting_is_refused(wrong: dict[str, object]) -> None:
    """A setting that would not do what it says is refused at the start."""
    with pytest.raises(ValueError, match="must be"):
        FetchSettings(**wrong)  # type: ignore[arg-type]


_PIECES = st.sampled_from(
    """
    http https :// : / // @ # ? [ ] % %2f \\ . .. 。 127.0.0.1 0x7f 1 0 ::1 localhost example com local ä ⓪ ſ
    xn-- - _ 80 :80 :443 :22 user \u200b \u00ad 8.8.8.8 10 169.254.169.254 2606:4700:4700::1111 \t \x01
    """.split(" ")
)


@given(st.one_of(st.text(), st.lists(_PIECES, max_size=9).map(lambda pieces: "http://" + "".join(pieces))))
def test_what_passes_means_the_same_to_everybody(url: str) -> None:
    """Of any string, what passes the gate is a URL that passes again and that the standard library reads alike."""
    try:
        parsed = check_url(url)
    except AddressRefused:
        return
    written = str(parsed)
    assert check_url(written) == parsed
    parts = urlsplit(written)
    assert (parts.scheme, parts.hostname) == (parsed.scheme, (parsed.raw_host or "").lower())
    assert (parts.port or {"http": 80, "https": 443}[parts.scheme]) == parsed.port
    assert (parts.username, parts.password) == (None, None)


def test_passwords_in_addresses_are_not_repeated() -> None:
    """The sentence about a refused address is kept and shown to others, so it leaves out who logs in."""
    with pytest.raises(AddressRefused) as refused:
        check_url("https://ann:secret@wiki.example.org/page@2")
    assert "“https://…@wiki.example.org/page@2”" in str(refused.value)


def _shared(name: str, kind: str) -> list[str]:
    path = SECURITY / name
    if not path.exists():
        pytest.skip("the shared list of addresses is not at hand")
    lines = [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines() if line[:1] != "#"]
    values = [json.loads(line[1]) for line in lines if line[0] == kind]
    assert values
    return values


def test_shared_hostile_addresses_are_refused() -> None:
    """None of the addresses collected from other projects' tests and lists passes."""
    assert [address for address in _shared("hostile_urls.txt", "ip") if is_public(address)] == []
    passed = []
    for url in _shared("hostile_urls.txt", "url"):
        try:
            passed.append(check_url(url))
        except AddressRefused:
            continue
    assert passed == []


def test_shared_public_addresses_pass() -> None:
    """Their neighbours, which are public, all pass."""
    assert [address for address in _shared("must_allow.txt", "ip") if not is_public(address)] == []
    for url in _shared("must_allow.txt", "url"):
        check_url(url)
