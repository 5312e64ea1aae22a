import pytest

from knowledge.service_states import BY_KEY, LIVE, OVER, STEPS, Part, ServiceKind, ServiceState, steps_for

K, S = ServiceKind, ServiceState


def keys(part, kind, state):
    return [step.key for step in steps_for([part], kind, state)]


@pytest.mark.parametrize(
    ("part", "kind", "state", "expected"),
    [
        (Part.TEAM, K.PEER_REVIEW, S.ASKED, ["accept", "refuse"]),
        (Part.TEAM, K.MATCHMAKING, S.PREPARING, ["entrust", "fix", "cancel"]),
        (Part.TEAM, K.HELPDESK, S.ASKED, ["assign", "refuse"]),
        (Part.EXPERT, K.HELPDESK, S.ASSIGNED, ["answer"]),
        (Part.EXPERT, K.PEER_REVIEW, S.FIXED, ["report"]),
        (Part.EXPERT, K.MATCHMAKING, S.FIXED, ["conclude"]),
        (Part.ASKER, K.HELPDESK, S.ANSWERED, ["ask_again", "close"]),
        (Part.ASKER, K.PEER_REVIEW, S.REPORTED, ["follow_up"]),
        (Part.GUEST, K.PEER_REVIEW, S.FIXED, []),
    ],
)
def test_each_part_has_its_steps(part, kind, state, expected):
    assert keys(part, kind, state) == expected


def test_what_is_over_has_no_steps():
    parts = list(Part)
    assert [steps_for(parts, kind, state) for kind in K for state in OVER] == [[]] * len(K) * len(OVER)


def test_each_kind_reaches_its_end_and_no_state_is_a_trap():
    for kind in K:
        reached, ahead = {S.ASKED}, [S.ASKED]
        while ahead:
            state = ahead.pop()
            steps = steps_for(list(Part), kind, state)
            assert steps or state in OVER
            targets = {step.target for step in steps if step.target} - reached
            reached |= targets
            ahead += targets
        assert S.CLOSED in reached
        assert reached >= {S.REFUSED, S.WITHDRAWN, S.CANCELLED}


def test_only_live_requests_may_be_withdrawn_and_keys_are_unique():
    assert BY_KEY["withdraw"].sources == LIVE
    assert len(BY_KEY) == len(STEPS)
