"""A real server of one worker on loopback, and a signed-in reader of its pages."""

import http.client
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY

from plans.models import User


class Reader:
    """One kept-open connection with somebody's session."""

    def __init__(self, port: int, cookie: str) -> None:
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        self.headers = {"Cookie": f"{settings.SESSION_COOKIE_NAME}={cookie}"}

    def get(self, path: str, **headers: str) -> http.client.HTTPResponse:
        self.connection.request("GET", path, headers=self.headers | headers)
        response = self.connection.getresponse()
        response.read()
        return response

    def queries(self, path: str) -> int:
        return int(self.get(path, **{"X-Bench-Count": "1"}).headers["X-Bench-Queries"])


def session_of(user: User) -> str:
    """The key of a session that is signed in as this user."""
    store = import_module(settings.SESSION_ENGINE).SessionStore()
    store[SESSION_KEY] = str(user.pk)
    store[BACKEND_SESSION_KEY] = "plans.authentication.PositionBackend"
    store[HASH_SESSION_KEY] = user.get_session_auth_hash()
    store.create()
    return store.session_key


@contextmanager
def serving(database: Path, user: User) -> Iterator[Reader]:
    """A server on that database, stopped at the end whatever happens."""
    cookie = session_of(user)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    process = subprocess.Popen(
        [
            sys.executable, "-m", "gunicorn", "yotplan.wsgi:application",
            "--bind", f"127.0.0.1:{port}", "--workers", "1", "--worker-class", "gthread",
            "--threads", "1", "--keep-alive", "60", "--no-control-socket", "--log-level", "error",
        ],
        env=os.environ | {"DATABASE_URL": f"sqlite:///{database}"},
    )  # fmt: skip
    try:
        _wait(process, port)
        yield Reader(port, cookie)
    finally:
        process.terminate()
        process.wait(timeout=20)


def _wait(process: subprocess.Popen, port: int) -> None:
    for _ in range(200):
        if process.poll() is not None:
            raise RuntimeError("The server did not start.")
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise RuntimeError("The server did not answer within twenty seconds.")
