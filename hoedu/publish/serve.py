"""A folder as a web address on this computer, for nobody else."""

import functools
import http.server
from pathlib import Path

from hoedu.errors import ContentError


class _Handler(http.server.SimpleHTTPRequestHandler):
    # What the system says of .js is wrong on some Windows machines, and a script of another type is not run.
    extensions_map = {
        **http.server.SimpleHTTPRequestHandler.extensions_map,
        ".js": "text/javascript",
        ".css": "text/css",
        ".svg": "image/svg+xml",
    }

    def end_headers(self) -> None:
        self.send_header("Cache-Control", "no-cache")
        super().end_headers()

    def log_message(self, *_) -> None:
        pass


def server(folder: Path, port: int = 0) -> http.server.ThreadingHTTPServer:
    """A server of `folder`, bound and not yet started; port 0 takes a free one. Raises ContentError for a port in use."""
    handler = functools.partial(_Handler, directory=str(folder))
    try:
        return http.server.ThreadingHTTPServer(("127.0.0.1", port), handler)
    except (OSError, OverflowError) as error:
        raise ContentError(
            f"cannot be opened ({error}); try another one, or leave --port out", file=f"port {port}"
        ) from None
