"""Two texts for one field, on a page without scripts: where they differ, and a choice that saving takes."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from core.differences import Piece, pieces

# What the choice and the text made of both are called when they are posted; the field's full key follows.
CHOICE, BOTH = "choose:", "both:"


@dataclass(frozen=True)
class Conflict:
    """The two values as a reader sees them; `both` is what comes of two texts, None for other fields."""

    key: str
    id: str
    language: str
    mine: str
    theirs: str
    both: str | None

    @property
    def drawn(self) -> SafeString:
        """The panel below the field."""
        legend = escape(_("What should be saved here?"))
        return SafeString(
            f'<div class="panel panel-care conflict">{self._sides()}'
            f'<fieldset class="conflict-choice" data-plain-choice><legend>{legend}</legend>'
            f"{''.join(self._ways())}</fieldset></div>"
        )

    def _sides(self) -> str:
        found = pieces(self.mine, self.theirs) if self.both is not None else []
        mine = _marked(found, "mine") if found else escape(self.mine)
        theirs = _marked(found, "theirs") if found else escape(self.theirs)
        lang = f' lang="{self.language}"' if self.language else ""
        return (
            f'<div class="side-by-side"><div><p class="hint">{escape(_("Yours, not saved"))}</p>'
            f'<p class="prose"{lang}>{mine}</p></div><div><p class="hint">{escape(_("Theirs, saved"))}</p>'
            f'<p class="prose"{lang}>{theirs}</p></div></div>'
        )

    def _ways(self) -> list[str]:
        ways = [
            self._way("mine", _("Mine, as it stands in the field above"), is_chosen=True),
            self._way("theirs", _("Theirs")),
        ]
        if self.both is not None:
            ways += [self._way("both", _("Both, as in this text")), self._both(self.both)]
        return ways

    def _both(self, text: str) -> str:
        name, lang = escape(BOTH + self.key), f' lang="{self.language}"' if self.language else ""
        return (
            f'<label class="form-label" for="{self.id}-both">{escape(_("Both texts in one"))}</label>'
            f'<textarea class="form-control" rows="8" id="{self.id}-both" name="{name}"'
            f' autocomplete="off"{lang}>\n{escape(text)}</textarea>'
        )

    def _way(self, value: str, label: str, *, is_chosen: bool = False) -> str:
        checked = " checked" if is_chosen else ""
        name = f"{self.id}-choose-{value}"
        return (
            f'<div class="form-check"><input class="form-check-input" type="radio" id="{name}"'
            f' name="{escape(CHOICE + self.key)}" value="{value}"{checked}>'
            f'<label class="form-check-label" for="{name}">{escape(label)}</label></div>'
        )


def _marked(found: list[Piece], side: str) -> str:
    """One of the texts, with the words marked that the other does not have."""
    return "".join(
        escape(text) if kind == "both" else f'<mark class="differs">{escape(text)}</mark>'
        for kind, text in found
        if kind in ("both", side)
    )
