"""A mail back end that puts each mail in a file of its own, for a portal that sends nothing outside."""

from __future__ import annotations

import os
import re
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend


class EmailBackend(BaseEmailBackend):
    """Writes `EMAIL_FILE_PATH/<Message-ID>.eml` whole or not at all; the same mail sent twice is one file."""

    def __init__(self, *args: Any, file_path: str | None = None, **kwargs: Any) -> None:
        self.folder = Path(file_path or settings.EMAIL_FILE_PATH)
        super().__init__(*args, **kwargs)

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        self.folder.mkdir(parents=True, exist_ok=True)
        for email in email_messages:
            self._write(email)
        return len(email_messages)

    def _write(self, email: EmailMessage) -> None:
        message = email.message()
        name = re.sub(r"[^A-Za-z0-9@.-]", "", str(message["Message-ID"])).strip(".")
        with tempfile.NamedTemporaryFile(dir=self.folder, suffix=".part", delete=False) as file:
            file.write(message.as_bytes())
            file.flush()
            os.fsync(file.fileno())
        Path(file.name).replace(self.folder / f"{name}.eml")
