"""Every act that the code notes in a proposal's trail has its words."""

import ast
from collections.abc import Iterator

from projects.form import GROUPS
from secretariat.pages.trail_words import ACTIONS, in_words
from tests.house.tree import APPS, sources

# Apps whose acts are on people, organisations and what is set up.
NO_PROPOSALS = {"accounts", "calls", "editorial", "events", "ideas", "partners", "programmes"}
# Acts of the other apps that are on no proposal.
ELSEWHERE = {
    "accept place in service",
    "add delegation",
    "add report file",
    "add to agenda of service",
    "agree minutes",
    "answer question",
    "ask for service",
    "ask for sub-call",
    "ask once more",
    "cancel session",
    "change agenda",
    "change consent",
    "change delegation",
    "change letter",
    "change letterhead",
    "change mapping",
    "change session",
    "close session",
    "change scheme",
    "confirm sub-call",
    "consent to publish",
    "convene session",
    "begin mapping",
    "copy mapping",
    "create scheme",
    "decline place in service",
    "delete good practice",
    "delete what-if",
    "deliver report",
    "describe expertise",
    "end expert",
    "export newsletter",
    "extend session",
    "fix date of service",
    "forget person",
    "import list",
    "invite to service",
    "join platform",
    "judge duplicate",
    "leave platform",
    "merge organisation",
    "note outcome",
    "open session",
    "plan assessment",
    "plan session",
    "publish service",
    "record attendance",
    "refuse report file",
    "remove delegation",
    "remove from agenda of service",
    "remove imported record",
    "save what-if",
    "say what was taken over",
    "set rules",
    "set up service",
    "start sub-call",
    "take back place in service",
    "take back sub-call",
    "take service off public pages",
    "undo merge",
    "withdraw service request",
    "write minutes",
    "write to member",
}


def noted() -> Iterator[str]:
    """The names of acts that stand as plain texts in calls of `record`."""
    for path in (path for app in APPS if app not in NO_PROPOSALS for path in sources(app)):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call) or len(node.args) < 2:
                continue
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            action = node.args[1]
            if (
                name in {"record", "_record"}
                and isinstance(action, ast.Constant)
                and isinstance(action.value, str)
            ):
                yield action.value


def test_every_act_on_a_proposal_has_words():
    found = set(noted())
    assert len(found) > 80
    assert sorted(found - set(ACTIONS) - ELSEWHERE) == []


def test_every_row_of_the_form_has_words():
    for kind in GROUPS:
        action = f"add {kind}".replace("_", " ")
        assert str(in_words(action)) != action
