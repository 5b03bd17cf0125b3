"""Whether a port of this machine can be served on; says in one sentence why not, and exits 1."""

import errno
import socket
import sys

text = sys.argv[1]
if not (text.isascii() and text.isdecimal() and 1 <= int(text) <= 65535):
    sys.exit(
        f"PORT must be a number from 1 to 65535, not “{text}”: for example, make demo PORT=8123."
    )
with socket.socket() as listener:
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind(("127.0.0.1", int(text)))
        listener.listen()
    except OSError as error:
        why = {
            errno.EADDRINUSE: "in use",
            errno.EACCES: "kept for the administrator of this machine",
        }
        sys.exit(
            f"Port {text} is {why.get(error.errno, 'not to be had')}: "
            "choose another, for example make demo PORT=8123."
        )
