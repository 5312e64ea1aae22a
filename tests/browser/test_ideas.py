"""The partner search in a real browser, narrow and wide, with and without signing in: no faults."""

import pytest

from tests.browsing import found_on, sign_in
from tests.factories.ideas import CardFactory, ContactFactory, searching

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize("width", [320, 1280])
def test_partner_search_has_no_faults(new_page, width):
    call = searching()
    idea = CardFactory(call=call)
    offer = CardFactory(call=call, kind="offer", country="FR", title={"en": "Sensors"})
    contact = ContactFactory(card=idea)
    page = new_page(width=width)
    public = f"/en/calls/{call.code}/partners/"
    assert found_on(page, [public, f"{public}{idea.uid}/"]) == {}
    sign_in(page, idea.owner)
    mine = [
        "/en/apply/partners/",
        f"/en/apply/partners/{idea.uid}/",
        f"/en/apply/partners/{idea.uid}/edit/",
        f"/en/apply/partners/{idea.uid}/draft/",
        f"/en/apply/partners/{offer.uid}/ask/",
        f"/en/apply/partners/talks/{contact.uid}/",
    ]
    assert found_on(page, mine) == {}
