"""A small web server on this machine's own address, for tests: files of a folder, in parts if it is asked to."""

import contextlib
import gzip
import threading
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import unquote, urlsplit

from harbour import corpus, gold, write
from sayso.data.corpus import load
from sayso.data.tables import write_parquet


def shelf(path):
    """A corpus folder with what may be read at a URL besides: a compressed run, one in another order, a table."""
    folder = corpus(path)
    (folder / "run.jsonl.gz").write_bytes(gzip.compress((folder / "gold.jsonl").read_bytes()))
    write(folder / "back.jsonl", gold()[::-1])
    (folder / "back.meta.json").write_text('{"extractor": "x"}')
    write_parquet(load(folder), folder / "all.parquet")
    return folder


@contextlib.contextmanager
def served(folder, *, ranges=True, login=None):
    """Serve a folder; gives the server, whose `url` it is at, and whose `asked` are the requests so far.

    With `login` (the header that a client must send) all else is refused; a name of `fails` breaks off half way.
    """

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_HEAD(self):
            self.answer(body=False)

        def do_GET(self):
            self.answer(body=True)

        def answer(self, *, body):
            path = Path(folder) / unquote(urlsplit(self.path).path).lstrip("/")
            part = self.headers.get("Range")
            server.asked.append((self.command, path.name, part))
            if login and self.headers.get("Authorization") != login:
                return self.head(HTTPStatus.UNAUTHORIZED, 0)
            if not path.is_file():
                return self.head(HTTPStatus.NOT_FOUND, 0)
            content = path.read_bytes()
            broken = server.fails.get(path.name, 0) > 0 and body
            if broken:
                server.fails[path.name] -= 1
            if ranges and part:
                first, _, last = part.removeprefix("bytes=").partition("-")
                begin, end = int(first), min(int(last) + 1, len(content))
                if begin >= len(content):
                    return self.head(HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE, 0)
                told = {"Content-Range": f"bytes {begin}-{end - 1}/{len(content)}"}
                self.head(HTTPStatus.PARTIAL_CONTENT, end - begin, told)
                content = content[begin:end]
            else:
                self.head(HTTPStatus.OK, len(content), {"ETag": f'"{path.stat().st_mtime_ns}"'})
            if broken:
                self.wfile.write(content[: len(content) // 2])
                self.close_connection = True
            elif body:
                self.wfile.write(content)
            return None

        def head(self, status, length, more=()):
            self.send_response(status)
            for name, value in {"Content-Length": length, **dict(more)}.items():
                self.send_header(name, str(value))
            self.end_headers()

        def log_message(self, *_):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    server.asked, server.fails = [], {}
    server.url = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, args=(0.02,))
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
