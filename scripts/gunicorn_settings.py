"""How gunicorn serves the portal, on this machine and in production."""

from __future__ import annotations

import ctypes
import gc
import os
import socket
import struct
from typing import Any

# seconds that a thread waits for the next bytes of a slow client, or for it to take ours
PATIENCE = int(os.environ.get("WEB_PATIENCE", "15"))

worker_class = "gthread"
workers = int(os.environ.get("WEB_WORKERS", "2"))
threads = int(os.environ.get("WEB_THREADS", "16"))  # most of them wait for a client or the database
# Read once, before the workers part, so that they share it. New code: start anew (SIGHUP keeps the old).
preload_app = True
timeout = 60
graceful_timeout = 10
keepalive = 5
max_requests = 50_000  # memory that a library keeps is given back now and then
max_requests_jitter = 25_000  # so that two workers never go at once
accesslog = None  # the portal writes one structured line for each request itself
errorlog = "-"
control_socket_disable = True  # it would lie in the home of whoever starts us, one for all portals there
limit_request_line = 8190
limit_request_fields = 100
worker_tmp_dir = "/dev/shm" if os.path.isdir("/dev/shm") else None  # noqa: PTH112, S108

# Threads share two pools of memory: one for each would keep what a page once took, sixteen times.
MOST_POOLS = 2
# Bytes from which memory is taken from the system and given back by itself. Left to the library, this grows
# with what was asked for, and a search that once counted some megabytes leaves holes of that size for ever.
LARGE = 32 * 1024
_ARENA_MAX, _MMAP_THRESHOLD, _TRIM_THRESHOLD = -8, -3, -1  # glibc's numbers
mallopt = getattr(ctypes.CDLL(None), "mallopt", None)  # other libraries of C have neither
give_back = getattr(ctypes.CDLL(None), "malloc_trim", None)
if mallopt is not None:
    mallopt(_ARENA_MAX, MOST_POOLS)
    mallopt(_MMAP_THRESHOLD, LARGE)
    mallopt(_TRIM_THRESHOLD, LARGE)


def when_ready(server: Any) -> None:
    """What was read so far is left alone by the collector, which would copy it into each worker.

    Connections inherit the listener's patience, so that silent clients hold no thread for ever.
    """
    gc.collect()
    if give_back is not None:
        give_back(0)
    gc.freeze()
    interval = struct.pack("ll", PATIENCE, 0)
    for listener in server.LISTENERS:
        listener.sock.setsockopt(socket.SOL_SOCKET, socket.SO_RCVTIMEO, interval)
        listener.sock.setsockopt(socket.SOL_SOCKET, socket.SO_SNDTIMEO, interval)
