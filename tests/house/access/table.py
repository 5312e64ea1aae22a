"""What a row of the table of access says, and all rows together.

A row names an address, what each kind of person gets, and how its object is made:

    Row("apply:proposal", {200: "applicant colleague officer manager committee auditor", 302: "anonymous"},
        of=lambda world: {"uid": world.submitted.uid})

Whoever is not named gets 404. A view that takes only posts: `method="post"`, with `data`. The same
address may have several rows, one for each kind of object or each method.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from tests.people import PEOPLE
from tests.world import World

SIGNED_IN = " ".join(PEOPLE[1:])
EVERYBODY = " ".join(PEOPLE)
# Those who see every submitted proposal of the programme, and its writers.
READERS = "applicant colleague officer manager committee auditor"
SECRETARIAT = "officer manager"
EDITORS = f"{SECRETARIAT} editor"
STAFF = "officer officer_elsewhere manager assessor committee auditor editor"


@dataclass(frozen=True)
class Row:
    """`answers` maps a status to the people who get it; `anonymous` is led to the sign-in unless named."""

    name: str
    answers: Mapping[int, str]
    of: Callable[[World], Mapping[str, Any]] = field(default=lambda world: {})
    method: str = "get"
    data: Callable[[World], Mapping[str, Any]] = field(default=lambda world: {})
    query: str = ""
    note: str = ""

    def expected(self, person: str) -> int:
        """The status that this person gets."""
        for status, people in self.answers.items():
            if person in people.split():
                return status
        return 404

    def __str__(self) -> str:
        return " ".join(part for part in (self.method.upper(), self.name, self.note) if part)
