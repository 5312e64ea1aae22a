"""One annex that a call asks for, with its template."""

from __future__ import annotations

from typing import Any

import magic
from django import forms
from django.utils.translation import gettext_lazy as _

from calls.models import CallAnnex
from calls.setting_up import Upload
from calls.states import FormStep
from core.texts import Text
from core.uploads import ACCEPT, EXTENSIONS, Fault, clean_name, extension_of
from core.uploads.types import accepts
from secretariat.call_forms.base import Block, PartForm

TITLE_LIMIT, DESCRIPTION_LIMIT = 200, 1000
MOST_BYTES = 10 * 1024 * 1024
HEAD = 8192  # bytes that tell the type


class AnnexForm(PartForm):
    """Title, description, for whom, and the file that applicants download and fill in."""

    groups = ("annex",)
    annex: CallAnnex | None = None

    def build(self) -> None:
        annex = self.annex
        self.add_texts("title", _("Title"), annex.title if annex else Text(), limit=TITLE_LIMIT)
        held = annex.description if annex else Text()
        self.add_texts("description", _("Description"), held, limit=DESCRIPTION_LIMIT, rows=3)
        self.fields["is_required"] = forms.BooleanField(
            label=_("Every proposal needs it"), required=False, initial=annex.is_required if annex else True
        )
        self.fields["per_partner"] = forms.BooleanField(
            label=_("One for each partner"), required=False, initial=bool(annex and annex.per_partner)
        )
        if self.call.is_two_step:
            self.fields["step"] = forms.TypedChoiceField(
                label=_("Asked"), choices=FormStep.choices, coerce=int, initial=annex.step if annex else 1
            )
        self.fields["template"] = forms.FileField(
            label=_("Template to download"),
            required=False,
            max_length=200,
            widget=forms.FileInput(attrs={"accept": ACCEPT}),
            help_text=_("A document up to 10 MB that applicants fill in."),
        )
        if annex and annex.template:
            self.fields["drop_template"] = forms.BooleanField(
                label=_("Remove the template %(name)s") % {"name": annex.template_name}, required=False
            )

    def blocks(self) -> list[Block]:
        rest = ("is_required", "per_partner", "step", "template", "drop_template")
        return [
            self.text_block("title", _("Title")),
            self.text_block("description", _("Description")),
            Block("", self.bound(*(name for name in rest if name in self.fields))),
        ]

    def clean_template(self) -> Any:
        """The file, judged by its content; the name becomes harmless."""
        file: Any = self.cleaned_data.get("template")
        if file is None:
            return None
        if (file.size or 0) > MOST_BYTES:
            raise forms.ValidationError(_("The file is larger than 10 MB. Make it smaller, or split it."))
        family = EXTENSIONS.get(extension_of(file.name or ""))
        if family is None:
            raise forms.ValidationError(Fault.TYPE.label)
        head = file.read(HEAD)
        file.seek(0)
        if not accepts(family, magic.from_buffer(head, mime=True).lower()):
            raise forms.ValidationError(Fault.DISGUISED.label)
        return file

    def values(self) -> dict[str, Any]:
        values = {
            "title": self.text_of("title"),
            "description": self.text_of("description"),
            "is_required": self.cleaned_data["is_required"],
            "per_partner": self.cleaned_data["per_partner"],
        }
        return values | ({"step": self.cleaned_data["step"]} if "step" in self.fields else {})

    def upload(self) -> Upload | None:
        """The template and the name by which people download it."""
        file = self.cleaned_data.get("template")
        if not file:
            return None
        name = clean_name(file.name or "")
        ending = f".{extension_of(name)}"
        return file, f"{name.removesuffix(ending)[:100]}{ending}"


def form_for(annex: CallAnnex) -> type[AnnexForm]:
    """The form of an annex that is there already."""
    return type("HeldAnnexForm", (AnnexForm,), {"annex": annex})
