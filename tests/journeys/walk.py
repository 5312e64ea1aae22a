"""How people walk through the portal in a browser, in any language: by names of fields, never by words."""

from __future__ import annotations

from django.conf import settings
from playwright.sync_api import Page

from tests.browsing import NewPage, faults
from tests.journeys.crossroads import Partner, typed

WIDE = 1280
WIDTHS = (320, WIDE)
ALL_SAVED = """() => {
  const form = document.querySelector("form[data-autosave]");
  return document.body.innerText.includes(form.dataset.textAllSaved);
}"""


class Walker:
    """One person in one browser, in one language, who walks on a wide page and judges each at the `widths`.

    `judges=False` walks faster and judges none; `tolerates` is what the browser may complain of.
    """

    def __init__(
        self,
        new_page: NewPage,
        email: str,
        language: str,
        *,
        scripts: bool = True,
        judges: bool = True,
        widths: tuple[int, ...] = WIDTHS,
        scheme: str = "light",
        password: str = "",
        tolerates: str = "422",
    ) -> None:
        self.page: Page = new_page(scripts=scripts, scheme=scheme, tolerates=tolerates)
        self.page.set_default_timeout(60_000)
        self.email = email
        self.language = language
        self.scripts = scripts
        self.judges = judges
        self.widths = widths
        self.found: dict[str, list[str]] = {}
        if email:
            self._sign_in(email, password or settings.DEMO_PASSWORD)

    def go(self, path: str) -> None:
        """To an address below the language's prefix; fails on anything but a page."""
        answer = self.page.goto(f"/{self.language}/{path}")
        assert answer is not None
        assert answer.status == 200, (path, answer.status)
        self.look(path)

    def look(self, name: str) -> None:
        """Note what axe finds on this page at each width."""
        if not (self.scripts and self.judges):
            return
        for width in self.widths:
            self._widen(width)
            found = faults(self.page)
            if found:
                self.found[f"{name} at {width}"] = found
        self._widen(WIDE)

    def fill(self, name: str, value: str) -> None:
        """Type into the field of this name, or choose in its list."""
        field = self.page.locator(f'main [name="{name}"]:not([type=hidden])').first
        if field.evaluate("field => field.tagName") == "SELECT" if self.scripts else self._is_list(name):
            field.select_option(value)
        else:
            field.fill(value)

    def choose(self, name: str, value: str) -> None:
        """Tick the radio button of this value."""
        self.page.locator(f'main input[name="{name}"][value="{value}"]').check()

    def press(self, selector: str = "main form[method=post] button.btn-primary") -> None:
        """Press a button (the main one unless named) and wait for the page that follows."""
        with self.page.expect_navigation(timeout=60_000):
            self.page.locator(selector).first.click()

    def save(self) -> None:
        """Press the button of a form that saves itself; without scripts it is a form like any other."""
        if not self.scripts:
            self.press()
            return
        self.page.locator("main form[data-autosave] button.btn-primary").click()
        self.page.wait_for_function(ALL_SAVED, timeout=60_000)

    def text(self) -> str:
        """The words of the page."""
        return self.page.locator("main").inner_text()

    def _widen(self, width: int) -> None:
        self.page.set_viewport_size({"width": width, "height": 900})

    def _is_list(self, name: str) -> bool:
        return self.page.locator(f'main select[name="{name}"]').count() > 0

    def _sign_in(self, email: str, password: str) -> None:
        self.page.goto(f"/{self.language}/account/login/")
        self.page.locator("#id_login").fill(email)
        self.page.locator("#id_password").fill(password)
        self.page.locator("main form[method=post] button.btn-primary").first.click()
        self.page.wait_for_url(lambda address: "/account/login/" not in address)


def enter_partner(walker: Walker, uid: str, partner: Partner, role: str) -> None:
    """A new organisation, taken into the partnership."""
    walker.page.goto(f"/{walker.language}/apply/{uid}/partners/new/{partner.country}/")
    walker.fill("name", partner.name)
    walker.fill("abbreviation", partner.abbreviation)
    walker.fill("role", role)
    walker.fill("legal_status", partner.legal_status)
    walker.fill("type", partner.type)
    walker.fill("region", partner.region)
    walker.fill("city", "Testplaats")
    walker.press()


def enter_budget(walker: Walker, uid: str, partner: Partner, partner_uid: str, own: int) -> None:
    """Costs, rate and the partner's own money; `own` is the row of the latter."""
    walker.page.goto(f"/{walker.language}/apply/{uid}/budget/{partner_uid}/")
    if partner.staff:
        walker.fill(f"partner.{partner_uid}.office_on_staff_rate", "15")
        walker.fill(f"budget.{partner_uid}.staff", typed(partner.staff, walker.language))
    walker.fill(f"budget.{partner_uid}.external", typed(partner.external, walker.language))
    walker.fill(f"rate.{partner_uid}.ERDF", "50")
    walker.fill(f"contribution.{own}.status", partner.legal_status)
    walker.fill(f"contribution.{own}.amount", typed(partner.share, walker.language))
    walker.save()
