"""How a project is cited: in the way of the APA, as BibTeX and as RIS, each with the date of the data."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _

LATEX = {sign: f"\\{sign}" for sign in "{}%$&#_"} | {
    "\\": r"\textbackslash{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
}


@dataclass(frozen=True)
class Citation:
    """What is cited. `programme` stands as author; `data_day` is the day of the newest facts."""

    code: str
    name: str
    programme: str
    site: str
    address: str
    data_day: date
    title: str = ""

    @property
    def work(self) -> str:
        """The acronym, with the title where one is known."""
        return f"{self.name}: {self.title}" if self.title and self.title != self.name else self.name

    @property
    def sentence(self) -> str:
        """As text, in the reader's language."""
        return _(
            "%(programme)s. (%(year)s). %(work)s [Funded project, %(code)s]. %(site)s. Data as of "
            "%(day)s. %(address)s"
        ) % {
            "programme": self.programme,
            "year": self.data_day.year,
            "work": self.work,
            "code": self.code,
            "site": self.site,
            "day": date_format(self.data_day, "DATE_FORMAT"),
            "address": self.address,
        }

    @property
    def bibtex(self) -> str:
        fields = {
            "author": f"{{{_latex(self.programme)}}}",
            "title": f"{{{_latex(self.work)}}}",
            "year": str(self.data_day.year),
            "publisher": _latex(self.site),
            "number": _latex(self.code),
            "note": f"Data of {self.data_day.isoformat()}",
            "url": self.address,
        }
        lines = ",\n".join(f"  {name} = {{{value}}}" for name, value in fields.items())
        return f"@misc{{{re.sub(r'[^A-Za-z0-9-]', '-', self.code)},\n{lines}\n}}\n"

    @property
    def ris(self) -> str:
        """Tagged lines with CR LF, as reference managers read them."""
        lines = [
            ("TY", "DATA"),
            ("AU", self.programme),
            ("TI", self.work),
            ("PY", str(self.data_day.year)),
            ("DA", self.data_day.strftime("%Y/%m/%d")),
            ("PB", self.site),
            ("AN", self.code),
            ("UR", self.address),
            ("ER", ""),
        ]
        return "".join(f"{tag}  - {_one_line(value)}\r\n" for tag, value in lines)


def _latex(text: str) -> str:
    return "".join(LATEX.get(sign, sign) for sign in _one_line(text))


def _one_line(text: str) -> str:
    return " ".join(text.split())
