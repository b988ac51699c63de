"""Asks services over the network, through QGIS: its proxies and its authentication hold."""

import datetime
import email.utils
import json
import threading
from dataclasses import dataclass

from ..errors import N_, Cancelled, SourceError

_TOO_MANY, _UNAVAILABLE = 429, 503
# Answers that asking again will not change.
_FINAL = range(400, 500)


class FetchError(SourceError):
    """A service did not answer, or with something else than was asked for."""


@dataclass(frozen=True)
class Patience:
    """How long is waited, and how often is asked again.

    :param timeout: seconds for an answer; :param tries: how often a question is put
    :param longest: the longest wait that a service may ask for, in seconds
    :param second: how long a second of waiting is; tests shorten it
    """

    timeout: float = 60.0
    tries: int = 4
    longest: float = 120.0
    second: float = 1.0


class Client:
    """Puts questions to one service. To be used in a task.

    :param name: what the service is called, for messages
    :param is_cancelled: asked while waiting; True ends it with ``Cancelled``
    """

    def __init__(self, name, is_cancelled=lambda: False, patience=None):
        self.name = name
        self.is_cancelled = is_cancelled
        self.patience = patience or Patience()

    def get_json(self, address):
        """Return the answer of an address, read as JSON.

        :raises FetchError: if there is none after some tries, or it is no JSON
        :raises Cancelled: if the user wants to stop
        """
        content = self.get(address)
        try:
            return json.loads(content.decode("utf-8"))
        except ValueError as error:
            raise FetchError(
                N_("{service} answered with something that cannot be read. Try again later."),
                service=self.name,
                details=f"{address}\n{error}\n{content[:500]!r}",
            ) from error

    def get(self, address):
        """Return the bytes of an answer; see :meth:`get_json`."""
        told = ""
        for number in range(self.patience.tries):
            status, pause, content, told = self._ask(address)
            if content is not None:
                return content
            busy = status in (_TOO_MANY, _UNAVAILABLE)
            if status in _FINAL and not busy:
                break
            if number + 1 < self.patience.tries:
                self._wait(2.0**number if pause is None else pause, address)
        raise FetchError(
            N_(
                "{service} could not be reached or did not answer fully. "
                "Check the connection, and try again later."
            ),
            service=self.name,
            details=f"{address}\n{told}",
        )

    def _ask(self, address):
        """Return ``(HTTP status, seconds to wait or None, content or None, what went wrong)``."""
        from qgis.core import QgsNetworkAccessManager
        from qgis.PyQt.QtCore import QUrl
        from qgis.PyQt.QtNetwork import QNetworkReply, QNetworkRequest

        self._stop_if_wanted()
        request = QNetworkRequest(QUrl(address))
        request.setRawHeader(b"Accept", b"application/json")
        request.setTransferTimeout(round(self.patience.timeout * 1000))
        for attribute, value in (
            # No other host is sent what was meant for this one; no old answer is taken for new.
            (
                QNetworkRequest.Attribute.RedirectPolicyAttribute,
                QNetworkRequest.RedirectPolicy.SameOriginRedirectPolicy,
            ),
            (
                QNetworkRequest.Attribute.CacheLoadControlAttribute,
                QNetworkRequest.CacheLoadControl.AlwaysNetwork,
            ),
        ):
            # Qt 6 takes the number of an enum, Qt 5 the enum, which is a number.
            request.setAttribute(attribute, getattr(value, "value", value))
        # QgsBlockingNetworkRequest may wait for ever for a request that is given up.
        reply = QgsNetworkAccessManager.instance().get(request)
        self._wait_for(reply)
        self._stop_if_wanted()
        try:
            return self._answer(reply, QNetworkReply.NetworkError.NoError, QNetworkRequest)
        finally:
            reply.deleteLater()

    def _wait_for(self, reply):
        """Wait until a reply is complete, or given up because the user wants to stop."""
        from qgis.PyQt.QtCore import QEventLoop, QTimer

        loop, watch = QEventLoop(), QTimer()
        reply.finished.connect(loop.quit)
        watch.timeout.connect(lambda: reply.abort() if self.is_cancelled() else None)
        watch.start(50)
        if not reply.isFinished():
            loop.exec()
        watch.stop()

    @staticmethod
    def _answer(reply, no_error, request):
        """Return what came of a request; see :meth:`_ask`."""
        status = reply.attribute(request.Attribute.HttpStatusCodeAttribute)
        pause = _seconds(bytes(reply.rawHeader(b"Retry-After")).decode("latin-1"))
        if reply.error() != no_error:
            return status, pause, None, f"{status or ''} {reply.errorString()}"
        # Where a server fails, Qt may give an old answer that it has kept.
        if reply.attribute(request.Attribute.SourceIsFromCacheAttribute):
            return status, pause, None, f"{status or ''} (an old answer, not taken)"
        content = bytes(reply.readAll()) if reply.isOpen() else b""
        expected = bytes(reply.rawHeader(b"Content-Length")).decode("latin-1")
        packed = bytes(reply.rawHeader(b"Content-Encoding"))
        if expected.isdigit() and not packed and len(content) < int(expected):
            return status, None, None, f"{len(content)} of {expected} bytes"
        if status is not None and status >= 300:
            return status, pause, None, f"{status} (not followed)"
        return status, pause, content, ""

    def _wait(self, seconds, address):
        if seconds > self.patience.longest:
            raise FetchError(
                N_("{service} is busy and asks to come back in {minutes} minutes."),
                service=self.name,
                minutes=round(seconds / 60),
                details=address,
            )
        clock, left = threading.Event(), seconds * self.patience.second
        while left > 0:
            self._stop_if_wanted()
            clock.wait(min(0.1, left))
            left -= 0.1

    def _stop_if_wanted(self):
        if self.is_cancelled():
            raise Cancelled()


def _seconds(text):
    """Return the seconds that a ``Retry-After`` asks for, None if it says nothing."""
    text = text.strip()
    if not text:
        return None
    if text.isdigit():
        return float(text)
    try:
        until = email.utils.parsedate_to_datetime(text)
    except ValueError:
        return None
    if until.tzinfo is None:
        until = until.replace(tzinfo=datetime.UTC)
    return max(0.0, (until - datetime.datetime.now(datetime.UTC)).total_seconds())
