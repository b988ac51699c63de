"""A local server that answers as Kolada and SCB do, and as they do on bad days.

The shapes are those of the services' own answers (SCB's as recorded, Kolada's as documented); the
figures of culture are invented.
"""

import json
import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, unquote, urlsplit


class Answer:
    """What the server says to one question.

    :param body: something for JSON, or bytes; :param cut: send only so many bytes of it
    :param silent: say nothing at all until the client has gone
    """

    def __init__(self, body, status=200, headers=None, cut=None, silent=False):
        self.body = body if isinstance(body, bytes) else json.dumps(body).encode()
        self.status, self.headers = status, headers or {}
        self.cut, self.silent = cut, silent


class Service:
    """:ivar asked: paths of all questions; :ivar hosts: whom they were for (of a proxy)."""

    def __init__(self):
        self.asked, self.hosts, self.first = [], [], []
        self.answer = lambda path, query: Answer({}, 404)
        self.address = ""
        self.gone = threading.Event()


@contextmanager
def serving():
    """Give a :class:`Service` that runs until the end."""
    service = Service()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            parts = urlsplit(self.path)
            service.asked.append(unquote(self.path))
            service.hosts.append(self.headers["Host"])
            said = (
                service.first.pop(0)
                if service.first
                else service.answer(unquote(parts.path), parse_qs(parts.query))
            )
            if said.silent:
                service.gone.wait(30)
                self.close_connection = True
                return
            self.send_response(said.status)
            for name, value in said.headers.items():
                self.send_header(name, value)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(said.body)))
            self.end_headers()
            self.wfile.write(said.body[: said.cut])
            self.close_connection = True

        def log_message(self, *_):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    service.address = f"http://127.0.0.1:{server.server_port}"
    try:
        yield service
    finally:
        service.gone.set()
        server.shutdown()
        thread.join()
        server.server_close()


def row(figure, area, year, value, status="", **more):
    """Return a row as Kolada gives it."""
    total = {"gender": "T", "value": value, "status": status, "count": 1, "isdeleted": False}
    return {"kpi": figure, "period": year, "municipality": area, "values": [total | more]}


def page(rows, following=None):
    """Return a page of Kolada's; it may be kept, so that an old answer could be taken for new."""
    said = {"values": rows, "next_url": following, "previous_url": None, "count": len(rows)}
    return Answer(said, headers={"Cache-Control": "max-age=3600"})


def kolada(service, value, size=5000):
    """Let a server answer as Kolada, in pages of ``size`` rows.

    :param value: function of figure, area and year that gives a row, or None
    """

    def answer(path, query):
        parts = path.strip("/").split("/")
        figures, areas = parts[2].split(","), parts[4].split(",")
        if len(figures) > 25 or len(areas) > 25:
            return Answer({"detail": "too many ids"}, 400)
        years = [int(year) for year in parts[6].split(",")] if len(parts) > 6 else [2023, 2024]
        rows = [value(f, a, y) for f in figures for a in areas for y in years]
        rows = [item for item in rows if item]
        start = int(query.get("page", ["0"])[0]) * size
        number = start // size + 1
        more = len(rows) > start + size
        following = f"{service.address}{path}?per_page={size}&page={number}" if more else None
        return page(rows[start : start + size], following)

    service.answer = answer
