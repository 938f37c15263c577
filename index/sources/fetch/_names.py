"""Which host names can be those of public web sites.

A public name has at least two labels, ends in a top-level domain that DNS delegates to somebody, and is none
that clouds answer themselves. What a name resolves to is judged elsewhere: this keeps names from a resolver
that would look at home for them.

Sources: RFC 1035, section 2.3.4 (lengths); RFC 6761, 6762 (appendix G), 7686, 8375, 9476 and ICANN's
resolutions on .internal, .corp, .home and .mail (reserved names); RFC 3492, 5890, UTS #46 (non-ASCII names);
the clouds' documentation (metadata). Underscores are no part of a host name in RFC 1123, but sites have them.
"""

import re
import unicodedata

import idna

_MAX_NAME = 253
_LABEL = re.compile(r"[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?")
_TOP_LEVEL = re.compile(r"[a-z]{2,63}|xn--[a-z0-9-]{1,58}[a-z0-9]")
# Looked up at home, or nowhere: no site on the internet has a name that ends in one of these.
_RESERVED = frozenset(
    """
    alt arpa bind cluster consul corp dhcp docker domain example exit gateway gnu home i2p intern internal
    intra intranet invalid kube lan local localdomain localhost localnet mail modem mshome onion pod priv
    private router rsp site-local svc test workgroup zkey
    """.split()
)
# Names under public domains that clouds answer themselves.
_METADATA = frozenset(
    """
    metadata.google.com metadata.packet.net metadata.platformequinix.com metadata.tencentyun.com
    metadata.tencent-cloud.com metadata.cloud.ibm.com api.metadata.cloud.ibm.com
    """.split()
)


def host_key(host: str) -> str:
    """The one form of a host for comparing: as DNS has it, without brackets and final dot."""
    host = host if host.isascii() else ascii_name(host) or host
    return host.lower().removesuffix(".").removeprefix("[").removesuffix("]")


def is_public_name(name: str) -> bool:
    """Whether an ASCII name in lower case, with or without its final dot, can be that of a public site."""
    name = name.removesuffix(".")
    labels = name.split(".")
    if len(name) > _MAX_NAME or len(labels) < 2 or name in _METADATA:
        return False
    if not all(_LABEL.fullmatch(label) and _is_honest(label) for label in labels):
        return False
    return bool(_TOP_LEVEL.fullmatch(labels[-1])) and labels[-1] not in _RESERVED


def ascii_name(host: str) -> str | None:
    """A non-ASCII name as DNS has it, in lower case; None if it is no name, or one in disguise.

    A label that mapping turns into plain ASCII (circled digits, full-width letters) hides what it is, and
    is that of no site.
    """
    try:
        name = idna.encode(host, uts46=True).decode("ascii")
    except (UnicodeError, ValueError):
        return None
    has_dots = all(mark not in host for mark in "．｡")
    labels = re.split("[.。]", host)
    was_plain = [label.isascii() and not label.lower().startswith("xn--") for label in labels]
    is_plain = [not label.startswith("xn--") for label in name.split(".")]
    return name if has_dots and was_plain == is_plain else None


def _is_honest(label: str) -> bool:
    """Whether a label in Punycode stands for something that is not ASCII (RFC 5890, section 2.3.2.1)."""
    if not label.startswith("xn--"):
        return True
    try:
        meant = label[4:].encode("ascii").decode("punycode")
    except UnicodeError:
        return False
    return not unicodedata.normalize("NFKC", meant).isascii()
