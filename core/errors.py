"""What can go wrong in the domain, in words a person can act on."""

from django.utils.functional import Promise


class DomainError(Exception):
    """A refused act. `text` is shown to the person; `status` is the HTTP status of a page that shows it."""

    status = 409

    def __init__(self, text: str | Promise) -> None:
        super().__init__(text)
        self.text = text


class NotAllowed(DomainError):
    """The person may not do this, or not in this state."""

    status = 403


class TooOften(DomainError):
    """A limit on how often this may be done is reached; the text says how long to wait."""

    status = 429
