"""The web server: waitress, in processes that a supervisor keeps alive.

Waitress reads a request to its end before a thread works on it, so clients that send half a body hold up nobody, and
it breaks the connection when an answer fails halfway, so that a broken export never looks complete. (Granian 2.8 does
neither for WSGI.) Added here: HEAD without a body, errors in the API's shape, an oversized body refused in a way
its sender gets to read, a break with readers who take nothing, and a clean end when the supervisor asks for it or is gone.

The supervisor (`manage.py serve`) holds the listening socket and hands it down, so that while a process is replaced
connections wait instead of being refused. A process is run as `python -m factcheck.server SOCKET`, its standard input
being a pipe from the supervisor: when that closes, the supervisor is dead, and the process ends too.
"""

from __future__ import annotations

import contextlib
import copy
import ctypes
import json
import os
import signal
import socket
import struct
import sys
import threading
import time
from collections.abc import Callable, Iterable
from typing import Any

from waitress.channel import HTTPChannel
from waitress.parser import HTTPRequestParser
from waitress.server import create_server
from waitress.task import ErrorTask, WSGITask
from waitress.utilities import RequestEntityTooLarge

from factcheck.uploads import body_limit

THREADS = 16
LINGER_SECONDS = 5
M_MMAP_THRESHOLD = -3  # mallopt(3)

Application = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]

SENTENCES = {
    400: "The request cannot be read as HTTP. Check its first line, headers and body.",
    413: "The body is over {megabytes} MB. Send less at a time.",
    431: "The request's headers are too long. Send fewer cookies or shorter headers.",
    500: "Something went wrong on our side. Try again, and tell whoever runs the site if it stays so.",
    501: "That transfer encoding is not supported. Send the body with a Content-Length.",
}


class Parser(HTTPRequestParser):
    """A request whose body is refused is not asked to send it. How much is refused depends on the address."""

    adj: Any

    def parse_header(self, header_plus: bytes) -> None:
        """Reads the headers. Only who brings credentials may send what is kept on disk."""
        super().parse_header(header_plus)
        if self.headers.keys() & {"AUTHORIZATION", "COOKIE"}:
            adjusted: Any = copy.copy(self.adj)
            adjusted.max_request_body_size = body_limit(self.command, self.path) + 1
            self.adj = adjusted

    def received(self, data: bytes) -> int:
        """Takes in bytes; returns how many were used."""
        used: int = super().received(data)
        if self.error:
            self.expect_continue = False
        return used


class Problem(ErrorTask):
    """What waitress itself refuses, told as application/problem+json."""

    def execute(self) -> None:
        """Answers with the parser's error."""
        error = self.request.error
        megabytes = self.request.adj.max_request_body_size // (1024 * 1024)
        detail = SENTENCES.get(error.code, SENTENCES[400]).format(megabytes=megabytes)
        problem = {"type": "about:blank", "title": error.reason, "status": error.code, "detail": detail, "errors": []}
        body = json.dumps(problem).encode()
        self.status = f"{error.code} {error.reason}"
        self.response_headers.append(("Content-Type", "application/problem+json"))
        self.response_headers.append(("X-Content-Type-Options", "nosniff"))
        self.set_close_on_finish()
        self.content_length = len(body)
        self.write(body)


class Task(WSGITask):
    """One request. An answer that fails halfway, and says by nothing but its end that it is whole, must not end cleanly."""

    def service(self) -> None:
        """Runs the application. HTTP/1.0, which proxies speak too, knows neither chunks nor here a length."""
        try:
            super().service()
        except BaseException:
            if self.wrote_header and not self.chunked_response and self.content_length is None:
                self.channel.broken = True
            raise


class Channel(HTTPChannel):
    """One connection. After a refused body it lingers and throws away what comes: the answer could be lost else.

    A reader who has taken nothing for long is cut off, and whatever makes the answer ends: waitress closes by itself only
    connections for which nobody works, and lets a thread wait for ever for a reader who does not read.
    """

    parser_class = Parser
    task_class = Task
    error_task_class = Problem
    unread_body = False
    linger_until = 0.0
    waiting_since = 0.0
    broken = False

    def received(self, data: bytes) -> Any:
        """Takes in bytes of one or more requests."""
        answer = super().received(data)
        with self.requests_lock:
            self.unread_body |= any(isinstance(request.error, RequestEntityTooLarge) for request in self.requests)
        return answer

    def readable(self) -> bool:
        """Whether the loop should tell us about incoming bytes."""
        return bool(self.linger_until or super().readable())

    def writable(self) -> bool:
        """Whether the loop should let us write, or close. It asks once a second at least."""
        if not self.total_outbufs_len:
            self.waiting_since = 0.0
        elif not self.waiting_since:
            self.waiting_since = time.time()
        elif time.time() - max(self.waiting_since, self.last_activity) > self.server.patience:
            self.logger.info("A reader has taken nothing for %s seconds", self.server.patience)
            self.broken = True
            self.handle_close()
            return False
        return time.monotonic() > self.linger_until if self.linger_until else bool(super().writable())

    def handle_read(self) -> None:
        """Reads a request, or throws away the rest of a refused one."""
        if not self.linger_until:
            super().handle_read()
            return
        try:
            if self.socket.recv(1 << 20):
                return
        except BlockingIOError:
            return
        except OSError:
            pass
        super().handle_close()

    def handle_close(self) -> None:
        """Closes; after a refused body at first only for writing. A broken answer ends with a reset."""
        if self.broken and self.connected:
            with contextlib.suppress(OSError):
                self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            super().handle_close()
            return
        if self.unread_body and self.connected and not self.linger_until:
            with contextlib.suppress(OSError):
                self.socket.shutdown(socket.SHUT_WR)
                self.linger_until = time.monotonic() + LINGER_SECONDS
                return
        super().handle_close()


def without_head_bodies(application: Application) -> Application:
    """HEAD answers the headers of GET alone; waitress would send the body after them."""

    def wrapped(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        answer = application(environ, start_response)
        if environ["REQUEST_METHOD"] != "HEAD":
            return answer
        if hasattr(answer, "close"):
            answer.close()
        return ()

    return wrapped


def serve(application: Application, listening: socket.socket, *, most: int, patience: int, https: bool) -> None:
    """Serves until SystemExit, which a signal handler raises; running requests are given a few seconds to end."""
    server = create_server(
        without_head_bodies(application),
        sockets=[listening],
        threads=THREADS,
        connection_limit=1000,
        asyncore_use_poll=True,
        backlog=1024,
        # Of waitress's own: more would be kept on disk while the sender takes its time.
        max_request_body_size=most + 1,
        # Looking ahead notices a client that left, which cancels the export it asked for.
        channel_request_lookahead=1,
        # What an export may run ahead of its reader, in bytes: beyond it the database waits too.
        outbuf_high_watermark=1 << 20,
        channel_timeout=60,
        url_scheme="http",
        # The proxy's word is taken only when there is said to be one.
        **({"trusted_proxy": "*", "trusted_proxy_headers": "x-forwarded-proto x-forwarded-for"} if https else {}),
        clear_untrusted_proxy_headers=https,
        ident=None,
    )
    server.channel_class = Channel
    server.patience = patience
    server.run()


def _end(*_: Any) -> None:
    raise SystemExit(0)


def _end_with_supervisor() -> None:
    """Ends the process when the pipe on standard input closes."""
    while os.read(0, 1024):  # sys.stdin would keep a lock that the interpreter needs to end
        pass
    os.kill(os.getpid(), signal.SIGTERM)
    time.sleep(15)
    os._exit(1)  # a thread would not end


def _give_long_texts_back() -> None:
    """Has the memory of blocks of a megabyte and more go back when they are freed.

    glibc keeps what it has once given, by itself up to 32 MB a block and for each thread apart: a few long articles, and
    sixteen threads keep hundreds of megabytes for ever. Other C libraries have no mallopt, and nothing to be told.
    """
    with contextlib.suppress(AttributeError):
        ctypes.CDLL(None).mallopt(M_MMAP_THRESHOLD, 1 << 20)


def main() -> None:
    """One server process, on the socket whose number is its argument."""
    _give_long_texts_back()
    signal.signal(signal.SIGTERM, _end)
    signal.signal(signal.SIGINT, _end)
    threading.Thread(target=_end_with_supervisor, daemon=True).start()
    from django.conf import settings

    from factcheck.wsgi import application

    # A thread whose database has answered waits this long for one that computes, a dozen times in a request.
    sys.setswitchinterval(0.0005)
    listening = socket.socket(fileno=int(sys.argv[1]))
    serve(application, listening, most=body_limit("", ""), patience=settings.PATIENCE, https=settings.HTTPS)


if __name__ == "__main__":
    main()
