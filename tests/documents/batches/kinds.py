"""A kind of batch for the tests: things with a number, some of which are faulty, hidden or broken."""

from documents.batches import asking
from documents.batches.kinds import BatchKind, Candidate, Wanted

HIDDEN: set[str] = set()  # keys of what nobody may have now


class Things(BatchKind):
    label = "Things"
    most = 1_500

    def wanted(self, items, *, by):
        return {item.pk: Wanted("probe", f"thing:{item.key}", _data(item.key)) for item in items}

    def allowed(self, items, *, by):
        return frozenset(item.pk for item in items if item.key not in HIDDEN)


def _data(key):
    if key == "broken":
        raise ValueError("no data of this")
    if key.startswith("fault"):
        return {"name": key, "fault": "does not render"}
    return {"name": key, "seconds": 0.2} if key.startswith("slow") else {"name": key}


def ask(keys, *, by, key, form="zip"):
    found = [Candidate(str(one).replace("\x00", ""), "nl", f"thing/{one}", f"Thing {one}") for one in keys]
    return asking.ask("things", found, by=by, key=key, form=form, title="Things of the test")
