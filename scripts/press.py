"""A worker of documents, with the options of `celery worker`: `python -m scripts.press -Q documents -c 2`.

The whole command line of Celery loads a prompt to type at as well, which would lie in each child.
"""

from __future__ import annotations

from celery.bin.base import CLIContext
from celery.bin.worker import worker

from interreg_portal.press import app

if __name__ == "__main__":
    worker.main(prog_name="press", obj=CLIContext(app=app, no_color=False, workdir=None))
