"""Uploading annexes in a real browser: on choosing, several at once, with what was refused beside them."""

import pytest

from projects.models import Attachment
from tests.browsing import faults, sign_in
from tests.factories.calls import CallAnnexFactory
from tests.factories.programmes import RegionFactory
from tests.factories.projects import complete_project
from tests.hostile_files import EXE, pdf

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def project():
    for code in ("BE", "FR"):
        RegionFactory(code=code, level=0)
    project = complete_project()
    CallAnnexFactory(call=project.call, key="letter", title={"en": "Letter of support"})
    return project


def file(name, content):
    return {"name": name, "mimeType": "application/octet-stream", "buffer": content}


def test_files_are_uploaded_on_choosing_and_can_be_saved_once_checked(new_page, project):
    page = new_page(tolerates="422")
    sign_in(page, project.created_by, f"/en/apply/{project.uid}/annexes/")
    assert faults(page) == []
    category = page.locator("#annex-letter")
    category.locator("input[type=file]").set_input_files(
        [file("steun.pdf", pdf()), file("setup.exe", EXE), file("bad.pdf", EXE)]
    )
    category.get_by_role("link", name="steun.pdf").wait_for()
    category.get_by_text("setup.exe").wait_for()
    category.get_by_text("Files of this type are not accepted").first.wait_for()
    assert sorted(Attachment.objects.values_list("name", "state")) == [
        ("bad.pdf", "refused"),
        ("steun.pdf", "clean"),
    ]
    assert faults(page) == []
    with page.expect_download() as download:
        category.get_by_role("link", name="steun.pdf").click()
    assert download.value.suggested_filename == "steun.pdf"
