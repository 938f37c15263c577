"""What went wrong, in a sentence that names the host: statuses, certificates, connections, times."""

import ssl
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

import aiohttp
from multidict import CIMultiDictProxy

from index.errors import FetchError, HostUnreachable, Message, PageGone, ServerRefused
from index.sources.fetch._settings import FetchSettings

_MAX_DATE_CHARS = 64
_MAX_RETRY_AFTER_S = 30 * 86_400.0

_STATUS = {
    400: Message("it does not understand the address"),
    401: Message("the page is for people who log in"),
    402: Message("the page is for people who pay"),
    403: Message("it does not let programs read it"),
    405: Message("the page cannot be read this way"),
    406: Message("it does not have the page in a form that is read"),
    407: Message("it wants a proxy to log in"),
    408: Message("it did not wait for the question; try again later"),
    418: Message("it does not let programs read it"),
    421: Message("it does not answer for that name"),
    423: Message("the page is locked"),
    425: Message("try again later"),
    426: Message("it wants another kind of connection"),
    429: Message("too much was asked of it; it is asked again later"),
    451: Message("the page is withheld for legal reasons"),
    500: Message("something is wrong at the site; try again later"),
    502: Message("something is wrong at the site; try again later"),
    503: Message("the site is overloaded or being worked on; try again later"),
    504: Message("the site is too slow at the moment; try again later"),
    511: Message("this network wants a login first"),
}
_GONE = {404: Message("there is no such page"), 410: Message("the page is gone for good")}
# What OpenSSL calls the reasons for which a certificate is refused (X509_V_ERR_* in x509_vfy.h).
_CERTIFICATE = {
    9: Message("is not valid yet"),
    10: Message("has expired"),
    18: Message("was made by the site itself, so nobody vouches for it"),
    19: Message("is vouched for by somebody unknown"),
    20: Message("is vouched for by somebody unknown"),
    21: Message("is vouched for by somebody unknown"),
    23: Message("was revoked"),
    62: Message("is for another site"),
    64: Message("is for another site"),
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
        raise PageGone(
            "{host} answered {code}: {reason}.", status=status, host=host, code=status, reason=_GONE[status]
        )
    reason = _STATUS.get(status)
    if reason is None:
        by_class = {
            2: Message("it has no page to show"),
            3: Message("it leads nowhere"),
            4: Message("it does not give the page"),
            5: Message("something is wrong at the site; try again later"),
        }
        reason = by_class.get(status // 100, Message("nobody knows what that means"))
    raise ServerRefused(
        "{host} answered {code}: {reason}.",
        status=status,
        retry_after_s=retry_after_s,
        host=host,
        code=status,
        reason=reason,
    )


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
        return ServerRefused(
            "{host} answered with something that is no web page, or with too many headers.", host=host
        )
    if isinstance(error, aiohttp.ClientConnectorCertificateError):
        return HostUnreachable(_certificate(error.certificate_error, host))
    return HostUnreachable(_connection(error, host, settings))


def _connection(error: Exception, host: str, settings: FetchSettings) -> Message:
    """What happened to a connection; the first kind that fits says it."""
    system = error.os_error if isinstance(error, aiohttp.ClientConnectorError) else error
    kinds: tuple[tuple[type[Exception] | tuple[type[Exception], ...], Message], ...] = (
        (
            (aiohttp.ClientConnectorSSLError, ssl.SSLError),
            Message(
                "{host} does not speak TLS in a way that is safe, so nothing was asked of it.", host=host
            ),
        ),
        (
            aiohttp.ConnectionTimeoutError,
            Message(
                "{host} did not take a connection within {seconds:g} seconds; try again later.",
                host=host,
                seconds=settings.connect_timeout_s,
            ),
        ),
        (
            aiohttp.SocketTimeoutError,
            Message(
                "{host} is too slow: nothing came for {seconds:g} seconds; try again later.",
                host=host,
                seconds=settings.read_timeout_s,
            ),
        ),
        (
            aiohttp.ClientConnectorError,
            Message("{host} cannot be reached from here; try again later.", host=host),
        ),
    )
    if isinstance(system, ConnectionRefusedError):
        return Message("{host} refuses the connection; is the site running?", host=host)
    broken = Message("{host} broke off in the middle; try again later.", host=host)
    return next((sentence for kind, sentence in kinds if isinstance(error, kind)), broken)


def _certificate(error: Exception, host: str) -> Message:
    code = getattr(error, "verify_code", None)
    reason = _CERTIFICATE.get(code) if isinstance(code, int) else None
    return Message(
        "The certificate of {host} {reason}, so it cannot be told whether this is {host}.",
        host=host,
        reason=reason or Message("is not valid"),
    )
