"""What went wrong, in a sentence that names the host: statuses, certificates, connections, times."""

import ssl
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

import aiohttp
from multidict import CIMultiDictProxy

from index.errors import FetchError, HostUnreachable, PageGone, ServerRefused
from index.sources.fetch._settings import FetchSettings

_MAX_DATE_CHARS = 64
_MAX_RETRY_AFTER_S = 30 * 86_400.0

_STATUS = {
    400: "it does not understand the address",
    401: "the page is for people who log in",
    402: "the page is for people who pay",
    403: "it does not let programs read it",
    405: "the page cannot be read this way",
    406: "it does not have the page in a form that is read",
    407: "it wants a proxy to log in",
    408: "it did not wait for the question; try again later",
    418: "it does not let programs read it",
    421: "it does not answer for that name",
    423: "the page is locked",
    425: "try again later",
    426: "it wants another kind of connection",
    429: "too much was asked of it; it is asked again later",
    451: "the page is withheld for legal reasons",
    500: "something is wrong at the site; try again later",
    502: "something is wrong at the site; try again later",
    503: "the site is overloaded or being worked on; try again later",
    504: "the site is too slow at the moment; try again later",
    511: "this network wants a login first",
}
_GONE = {404: "there is no such page", 410: "the page is gone for good"}
# What OpenSSL calls the reasons for which a certificate is refused (X509_V_ERR_* in x509_vfy.h).
_CERTIFICATE = {
    9: "is not valid yet",
    10: "has expired",
    18: "was made by the site itself, so nobody vouches for it",
    19: "is vouched for by somebody unknown",
    20: "is vouched for by somebody unknown",
    21: "is vouched for by somebody unknown",
    23: "was revoked",
    62: "is for another site",
    64: "is for another site",
}


def check_status(status: int, headers: CIMultiDictProxy[str], host: str) -> None:
    """Let only what carries a page pass: 200, and 203, which is the same from somebody between.

    Raises:
        PageGone: 404, 410.
        ServerRefused: any other.
    """
    if status in {200, 203}:
        return
    retry_after_s = read_retry_after(headers)
    if status in _GONE:
        raise PageGone(f"{host} answered {status}: {_GONE[status]}.", status=status)
    reason = _STATUS.get(status)
    if reason is None:
        by_class = {
            2: "it has no page to show",
            3: "it leads nowhere",
            4: "it does not give the page",
            5: "something is wrong at the site; try again later",
        }
        reason = by_class.get(status // 100, "nobody knows what that means")
    sentence = f"{host} answered {status}: {reason}."
    raise ServerRefused(sentence, status=status, retry_after_s=retry_after_s)


def read_retry_after(headers: CIMultiDictProxy[str]) -> float | None:
    """How long the server asks to wait, in seconds and at most a month (RFC 9110, section 10.2.3)."""
    text = headers.get("Retry-After", "").strip()[:_MAX_DATE_CHARS]
    if text.isascii() and text.isdigit() and len(text) < 12:
        return min(float(text), _MAX_RETRY_AFTER_S)
    try:
        when = parsedate_to_datetime(text)
        when = when if when.tzinfo else when.replace(tzinfo=UTC)
        left_s = (when - datetime.now(UTC)).total_seconds()
    except (ValueError, TypeError, LookupError, OverflowError):  # what dates that are none are parsed to
        return None
    return min(max(left_s, 0.0), _MAX_RETRY_AFTER_S)


def explain(error: Exception, host: str, settings: FetchSettings) -> FetchError:
    """The error to raise for one of aiohttp's."""
    if isinstance(error, aiohttp.ClientResponseError):
        return ServerRefused(f"{host} answered with something that is no web page, or with too many headers.")
    if isinstance(error, aiohttp.ClientConnectorCertificateError):
        return HostUnreachable(_certificate(error.certificate_error, host))
    return HostUnreachable(f"{host} {_connection(error, settings)}")


def _connection(error: Exception, settings: FetchSettings) -> str:
    """What happened to a connection; the first kind that fits says it."""
    system = error.os_error if isinstance(error, aiohttp.ClientConnectorError) else error
    kinds: tuple[tuple[type[Exception] | tuple[type[Exception], ...], str], ...] = (
        (
            (aiohttp.ClientConnectorSSLError, ssl.SSLError),
            "does not speak TLS in a way that is safe, so nothing was asked of it.",
        ),
        (
            aiohttp.ConnectionTimeoutError,
            f"did not take a connection within {settings.connect_timeout_s:g} seconds; try again later.",
        ),
        (
            aiohttp.SocketTimeoutError,
            f"is too slow: nothing came for {settings.read_timeout_s:g} seconds; try again later.",
        ),
        (aiohttp.ClientConnectorError, "cannot be reached from here; try again later."),
    )
    if isinstance(system, ConnectionRefusedError):
        return "refuses the connection; is the site running?"
    broken = "broke off in the middle; try again later."
    return next((sentence for kind, sentence in kinds if isinstance(error, kind)), broken)


def _certificate(error: Exception, host: str) -> str:
    code = getattr(error, "verify_code", None)
    reason = _CERTIFICATE.get(code) if isinstance(code, int) else None
    return (
        f"The certificate of {host} {reason or 'is not valid'}, so it cannot be told whether this is {host}."
    )
