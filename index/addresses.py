"""Addresses of web pages: their host, and the one form in which the same address is the same string."""

import re
from urllib.parse import urlsplit

from yarl import URL

# Parameters that say where a visitor came from and nothing about the page. After the documentation of those
# who add them (Google, Meta, Microsoft, Mailchimp, HubSpot, Marketo, Matomo, Piwik PRO, Yandex, X, TikTok,
# Vero, Drip, Olytics, Adobe, Klaviyo, LinkedIn, Openstat) and the lists by which Firefox and Brave drop them.
_TRACKING = frozenset(
    """
    __hsfp __hssc __hstc __s _bhlid _branch_match_id _branch_referrer _ga _gl _hsenc _hsmi _kx _openstat
    at_campaign at_medium dclid epik fb_action_ids fb_action_types fb_ref fb_source fbclid gad_campaignid
    gad_source gbraid gclid gclsrc hmb_campaign hmb_medium hmb_source hsctatracking igsh igshid irclickid
    li_fat_id mc_cid mc_eid mkt_tok ml_subscriber ml_subscriber_hash msclkid oly_anon_id oly_enc_id rb_clickid
    s_cid sc_cid scid srsltid sscid ttclid twclid vero_conv vero_id wbraid wickedid yclid ysclid
    """.split()
)
_TRACKING_BEGINS = ("utm_", "hsa_", "matomo_", "mtm_", "piwik_", "pk_")
# Where in the page to scroll, which no page sees (WICG, URL Fragment Text Directives).
_TEXT_DIRECTIVE = re.compile(r":~:.*", re.DOTALL)
# What yarl would drop or repair without a word; an address that has it stays as it is.
_UNWRITABLE = re.compile(r"[\x00-\x20\x7f-\xa0\\\ud800-\udfff]")


def host_of(url: str | None) -> str | None:
    """The host that a page is on, in lower case and without "www."; None if the URL names none."""
    try:
        host = urlsplit(url or "").hostname
    except ValueError:
        return None
    return (host or "").removeprefix("www.") or None


def canonical(url: str) -> str:
    """The form of a web address by which two of them are compared; what is none comes back as it is.

    Scheme and host are in lower case, a name in the form that DNS has (Punycode, no final dot), the default
    port and an empty query or fragment are dropped, escapes are those of RFC 3986, section 6.2.2. Parameters
    that only track visitors are dropped, the others keep their order. ``http`` stays ``http``, and the
    fragment stays: an imported article may be a section of a page.
    """
    if _UNWRITABLE.search(url):
        return url
    try:
        parsed = URL(url)
        if parsed.scheme not in {"http", "https"} or not parsed.host or parsed.user or parsed.password:
            return url
        return str(_plain(parsed))
    except (ValueError, UnicodeError):
        return url


def without_fragment(url: str) -> str:
    """The address of the whole page, in whatever form it is."""
    return url.split("#", 1)[0]


def _plain(url: URL) -> URL:
    """The URL without what does not tell it from another."""
    kept = [pair for pair in url.raw_query_string.split("&") if pair and not _is_tracking(pair)]
    fragment = _TEXT_DIRECTIVE.sub("", url.raw_fragment)
    host = (url.host_subcomponent or "").removesuffix(".")
    port = f":{url.explicit_port}" if url.explicit_port not in {None, url.with_port(None).port} else ""
    text = f"{url.scheme}://{host}{port}{url.raw_path or '/'}"
    text += f"?{'&'.join(kept)}" if kept else ""
    return URL(text + (f"#{fragment}" if fragment else ""), encoded=True)


def _is_tracking(pair: str) -> bool:
    name = pair.split("=", 1)[0].lower()
    return name in _TRACKING or name.startswith(_TRACKING_BEGINS)
