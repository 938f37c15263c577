"""Which IP addresses are public.

``ipaddress.is_global`` is not asked: it differs between versions of Python and calls multicast, 6to4 and
others global. IPv4 is public unless it is in a range below; IPv6 is public only inside the global unicast
space that IANA gives out (2000::/3), less the ranges below. An IPv4 address within an IPv6 address is
judged where an operating system would connect to it (IPv4-mapped) and refused in every other form.

Sources: IANA's IPv4 and IPv6 special-purpose address registries and IPv6 global unicast registry; RFC 6890;
RFC 7526 (6to4 relays); RFC 9637 (3fff::/20); RFC 5214 (ISATAP); Microsoft's documentation of 168.63.129.16.
"""

from collections.abc import Iterable
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address

_DENIED_V4 = tuple(
    IPv4Network(text)
    for text in (
        "0.0.0.0/8",  # this network; 0.0.0.0 itself reaches the machine on Linux
        "10.0.0.0/8",  # private
        "100.64.0.0/10",  # behind a carrier's NAT; also the metadata of Alibaba's cloud
        "127.0.0.0/8",  # loopback
        "169.254.0.0/16",  # link-local, the metadata of most clouds
        "172.16.0.0/12",  # private
        "192.0.0.0/24",  # protocol assignments
        "192.0.2.0/24",  # documentation
        "192.31.196.0/24",  # AS112
        "192.52.193.0/24",  # AMT
        "192.88.99.0/24",  # 6to4 relays, deprecated
        "192.168.0.0/16",  # private
        "192.175.48.0/24",  # AS112
        "198.18.0.0/15",  # benchmarks
        "198.51.100.0/24",  # documentation
        "203.0.113.0/24",  # documentation
        "224.0.0.0/4",  # multicast
        "240.0.0.0/4",  # reserved, and broadcast
        "168.63.129.16/32",  # looks public, is the inside of Microsoft's cloud
    )
)
_GLOBAL_V6 = IPv6Network("2000::/3")
_DENIED_V6 = tuple(
    IPv6Network(text)
    for text in (
        "2001::/23",  # protocol assignments: Teredo, ORCHID, benchmarks
        "2001:db8::/32",  # documentation
        "2002::/16",  # 6to4: an IPv4 address within
        "2620:4f:8000::/48",  # AS112
        "3fff::/20",  # documentation
    )
)
# The lower half of an ISATAP address, less its IPv4 address and the bit that says whose it is.
_ISATAP = 0x5EFE
# What a host that is named in the settings may have beside public addresses: loopback, the private ranges
# and a carrier's NAT, which VPNs use as well. Never link-local, where the metadata of clouds are.
_PRIVATE_V4 = tuple(
    IPv4Network(text)
    for text in ("10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16")
)
_PRIVATE_V6 = (IPv6Network("::1/128"), IPv6Network("fc00::/7"))
# Metadata of clouds within the private ranges: those of Alibaba and, over IPv6, of Amazon.
_NEVER = frozenset(map(ip_address, ("100.100.100.200", "fd00:ec2::254", "fd00:ec2::23", "fd20:ce::254")))


def is_public(address: str) -> bool:
    """Whether this is an IP address, in its usual form, that anybody on the internet can reach."""
    ip = _parse(address)
    if isinstance(ip, IPv4Address):
        return not _is_in(ip, _DENIED_V4)
    if ip is None:
        return False
    is_isatap = (int(ip) >> 32 & 0xFFFF) == _ISATAP and (int(ip) >> 48 & 0xFDFF) == 0
    return ip in _GLOBAL_V6 and not _is_in(ip, _DENIED_V6) and not is_isatap


def is_public_or_private(address: str) -> bool:
    """Whether a host that the settings name may have this address."""
    ip = _parse(address)
    if ip is None or ip in _NEVER:
        return False
    private = _is_in(ip, _PRIVATE_V4 if isinstance(ip, IPv4Address) else _PRIVATE_V6)
    return private or is_public(address)


def _parse(address: str) -> IPv4Address | IPv6Address | None:
    """The address that would be connected to; None if there is none, or only with a zone."""
    try:
        ip = ip_address(address)
    except ValueError:
        return None
    if isinstance(ip, IPv6Address):
        return None if ip.scope_id else ip.ipv4_mapped or ip
    return ip


def _is_in(ip: IPv4Address | IPv6Address, networks: Iterable[IPv4Network | IPv6Network]) -> bool:
    return any(ip in network for network in networks)
