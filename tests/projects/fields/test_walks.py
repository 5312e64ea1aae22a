"""Three people write at random, with pages of different age: nothing that was acknowledged ever vanishes."""

import random

import pytest

from projects import entries, fields
from projects.form import find
from projects.states import Level
from tests.factories.projects import CollaboratorFactory, complete_call, complete_project, show_fields

pytestmark = pytest.mark.django_db
WORDS = ("Een", "Twee\r\nregels", "", "drie ", "<b>vier</b>", "é" * 200, "\u202evijf")
OTHERS = {
    "period": ("1", "2", "3", "4"),
    "number": ("1", "2.5", ""),
    "choice": ("yes", "no", "general_public", ""),
}


class Walk:
    """A proposal, people with pages of different age, and what the portal acknowledged."""

    def __init__(self, seed):
        self.chance = random.Random(seed)  # noqa: S311 - the same walk each time
        self.project = complete_project(call=show_fields(complete_call(period_months=6)))
        first = self.project.created_by
        others = [CollaboratorFactory(project=self.project, level=Level.EDIT).user for _each in range(2)]
        package = entries.add(self.project, "work_package", by=first)
        self.activity = entries.add(self.project, "activity", by=first, parent=package)
        entries.add(self.project, "result", by=first)
        self.seen = {user: fields.tokens(self.project) for user in (first, *others)}
        self.acknowledged = {"title.nl": "Titel (nl)"}
        self.conflicts = []
        kinds = {"line", "text", *OTHERS}
        heads = ("work_package", "activity", "result", "cooperation", "title.nl")
        self.keys = [
            key for key in self.seen[first] if key.startswith(heads) and find(key).field.kind in kinds
        ]

    def turn(self):
        """One person does one thing: removes or brings back, reads the page anew, saves a field."""
        user = self.chance.choice(list(self.seen))
        if self.chance.random() < 0.1:
            self.activity.refresh_from_db()
            (entries.restore if self.activity.removed_at else entries.remove)(self.activity, by=user)
        if self.chance.random() < 0.3:
            self.seen[user] = fields.tokens(self.project)
        key = self.chance.choice(self.keys)
        if key in self.seen[user]:
            self.save(user, key, self.chance.choice(OTHERS.get(find(key).field.kind, WORDS)))

    def save(self, user, key, value):
        try:
            saved = fields.save(self.project, key, value, base=self.seen[user][key].token, by=user)
        except fields.StaleValue as stale:
            # their text is what was acknowledged last
            self.conflicts.append(stale.theirs == self.acknowledged.get(key, ""))
        except fields.InvalidValue:
            pass
        else:
            self.seen[user][key] = fields.Current(saved.value, saved.token)
            self.acknowledged[key] = saved.value


@pytest.mark.parametrize("seed", range(3))
def test_what_was_acknowledged_is_there_whoever_else_writes(seed):
    walk = Walk(seed)
    for _turn in range(120):
        walk.turn()
    assert len(walk.acknowledged) > 5
    assert walk.conflicts
    assert all(walk.conflicts)
    entries.restore(walk.activity, by=walk.project.created_by)
    now = fields.tokens(walk.project)
    assert {key: now[key].value for key in walk.acknowledged} == walk.acknowledged
    newest = {key: fields.history(walk.project, key) for key in walk.acknowledged}
    assert {key: past[0].value if past else "" for key, past in newest.items()} == walk.acknowledged
