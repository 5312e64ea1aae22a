"""Waiting for what workers do, and the files that they stored."""

import time


def until(true, seconds=120, pause=0.05):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if true():
            return
        time.sleep(pause)
    raise AssertionError("waited in vain")


def files(settings):
    return [path for path in settings.MEDIA_ROOT.rglob("*.pdf") if path.is_file()]
