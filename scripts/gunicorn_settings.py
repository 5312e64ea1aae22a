"""How gunicorn serves the portal, on this machine and in production."""

import os

worker_class = "gthread"
workers = int(os.environ.get("WEB_WORKERS", "2"))
threads = int(os.environ.get("WEB_THREADS", "4"))
preload_app = False  # each worker opens connections of its own
timeout = 60
graceful_timeout = 10
keepalive = 5
max_requests = 5000  # memory that a library keeps is given back now and then
max_requests_jitter = 500
accesslog = None  # the portal writes one structured line for each request itself
errorlog = "-"
limit_request_line = 8190
limit_request_fields = 100
worker_tmp_dir = "/dev/shm" if os.path.isdir("/dev/shm") else None  # noqa: PTH112, S108
