"""Three people edit one proposal in any order: nothing acknowledged vanishes, and every sum holds."""

from decimal import Decimal

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from projects import dossier, fields
from tests.factories.projects import complete_project
from tests.projects.people import with_level

pytestmark = pytest.mark.django_db

PEOPLE = st.integers(0, 2)
TEXTS = st.sampled_from(["", "Water", "Eau", "Water, eau.\n\nEn meer.", "é" * 25])
AMOUNTS = st.sampled_from(["", "0", "0.01", "1234.56", "33333.33", "999999999.99"])


class Walk(RuleBasedStateMachine):
    """Each person has a page with the values and tokens as they were when it was opened."""

    @initialize()
    def begin(self):
        self.project = complete_project()
        self.people = [self.project.created_by, *(with_level(self.project) for _ in range(2))]
        first, second = (str(one.uid) for one in self.project.partnerships.order_by("position"))
        own = self.project.partnerships.get(uid=first).contributions.get()
        self.texts = ["title.nl", "title.fr", "summary.nl", "acronym"]
        self.amounts = [
            f"budget.{first}.staff",
            f"budget.{first}.travel",
            f"budget.{second}.external",
            f"contribution.{own.pk}.amount",
        ]
        self.stored = fields.tokens(self.project)
        self.pages = [dict(self.stored) for _ in self.people]
        self.acknowledged = []
        self.posts = []

    @rule(who=PEOPLE)
    def open_the_page(self, who):
        self.pages[who] = fields.tokens(self.project)

    @rule(who=PEOPLE, number=st.integers(0, 3), text=TEXTS)
    def write(self, who, number, text):
        self._save(who, self.texts[number], text, self.pages[who][self.texts[number]].token)

    @rule(who=PEOPLE, number=st.integers(0, 3), amount=AMOUNTS)
    def budget(self, who, number, amount):
        self._save(who, self.amounts[number], amount, self.pages[who][self.amounts[number]].token)

    @rule(which=st.integers(0, 50))
    def send_again(self, which):
        """A post whose answer was lost arrives once more, perhaps long after."""
        if self.posts:
            self._save(*self.posts[which % len(self.posts)])

    def _save(self, who, key, value, base):
        self.posts.append((who, key, value, base))
        before = self.stored[key]
        try:
            saved = fields.save(self.project, key, value, base=base, by=self.people[who])
        except fields.InvalidValue:
            return
        except fields.StaleValue as refusal:
            stale = refusal
        else:
            stale = None
        if stale:
            assert (stale.theirs, stale.token) == before
            assert base != before.token
            self.pages[who][key] = fields.Current(stale.theirs, stale.token)
            return
        assert base == before.token or saved.value == before.value
        self.stored[key] = self.pages[who][key] = fields.Current(saved.value, saved.token)
        if saved.value != before.value:
            self.acknowledged.append((key, saved.value))

    @invariant()
    def what_stands_is_what_was_saved_last(self):
        found = fields.tokens(self.project)
        assert {key: found[key] for key in self.stored} == self.stored

    @invariant()
    def nothing_acknowledged_vanished(self):
        for key in {key for key, _value in self.acknowledged}:
            values = [one.value for one in reversed(fields.history(self.project, key))]
            saved = [value for known, value in self.acknowledged if known == key]
            assert values[-len(saved) :] == saved

    @invariant()
    def every_sum_holds(self):
        now = dossier.load(self.project)
        totals = now.totals
        assert totals.total == sum((one.budget.total for one in now.partners), Decimal(0))
        assert sum(totals.by_fund.values(), totals.partner_share) == totals.total
        assert sum(totals.by_category.values()) == totals.total
        for one in now.partners:
            assert one.funding + one.partner_share == one.budget.total


def test_a_walk_of_three_people_loses_nothing():
    run_state_machine_as_test(
        Walk,
        settings=settings(
            max_examples=5,
            stateful_step_count=20,
            deadline=None,
            suppress_health_check=[HealthCheck.too_slow],
        ),
    )
