"""Words for generated texts, in Dutch, French and English, used as often as words are: rank by rank rarer."""

from __future__ import annotations

import itertools
import random
from collections.abc import Sequence

from core.texts import LANGUAGES

# Subjects, the commonest first: Dutch, French, English.
SUBJECTS = [
    ("water", "l'eau", "water"),
    ("gezondheid", "la santé", "health"),
    ("innovatie", "l'innovation", "innovation"),
    ("natuur", "la nature", "nature"),
    ("klimaat", "le climat", "climate"),
    ("energie", "l'énergie", "energy"),
    ("onderwijs", "l'enseignement", "education"),
    ("toerisme", "le tourisme", "tourism"),
    ("landbouw", "l'agriculture", "farming"),
    ("mobiliteit", "la mobilité", "mobility"),
    ("erfgoed", "le patrimoine", "heritage"),
    ("arbeidsmarkt", "le marché du travail", "labour market"),
    ("zorg", "les soins", "care"),
    ("bodem", "le sol", "soil"),
    ("veiligheid", "la sécurité", "safety"),
    ("jongeren", "les jeunes", "young people"),
    ("ondernemers", "les entrepreneurs", "entrepreneurs"),
    ("kringloopeconomie", "l'économie circulaire", "circular economy"),
    ("overstromingen", "les inondations", "floods"),
    ("luchtkwaliteit", "la qualité de l'air", "air quality"),
    ("havens", "les ports", "harbours"),
    ("ouderen", "les aînés", "older people"),
    ("kunst", "l'art", "art"),
    ("bossen", "les forêts", "forests"),
    ("waterstof", "l'hydrogène", "hydrogen"),
    ("voeding", "l'alimentation", "food"),
    ("fietspaden", "les pistes cyclables", "cycle paths"),
    ("fotonica", "la photonique", "photonics"),
    ("textiel", "le textile", "textiles"),
    ("biodiversiteit", "la biodiversité", "biodiversity"),
    ("rampenplannen", "les plans de secours", "disaster plans"),
    ("kanalen", "les canaux", "canals"),
    ("bijen", "les abeilles", "bees"),
    ("duinen", "les dunes", "dunes"),
    ("vleermuizen", "les chauves-souris", "bats"),
]
ACTIONS = [
    ("Samen werken aan", "Travailler ensemble pour", "Working together on"),
    ("Slimmer omgaan met", "Mieux gérer", "Managing better:"),
    ("Een netwerk voor", "Un réseau pour", "A network for"),
    ("Nieuwe kansen voor", "De nouvelles chances pour", "New chances for"),
    ("Meten en delen:", "Mesurer et partager :", "Measuring and sharing:"),
    ("Grenzeloos leren over", "Apprendre sans frontières :", "Learning across borders about"),
    ("Het grensland kiest voor", "La région frontalière choisit", "The border region chooses"),
    ("Proeftuinen voor", "Des sites pilotes pour", "Pilot sites for"),
]
SENTENCES = [
    (
        "{place} en {other} delen hun kennis over {a} en {b}.",
        "{place} et {other} partagent leurs connaissances sur {a} et {b}.",
        "{place} and {other} share what they know about {a} and {b}.",
    ),
    (
        "De partners bouwen een gezamenlijk aanbod voor {a}, met aandacht voor {b}.",
        "Les partenaires construisent une offre commune pour {a}, attentive à {b}.",
        "The partners build a joint offer for {a}, with attention to {b}.",
    ),
    (
        "In drie jaar tijd worden {number} acties rond {a} uitgeprobeerd.",
        "En trois ans, {number} actions autour de {a} sont testées.",
        "Over three years, {number} actions around {a} are tried out.",
    ),
    (
        "Gemeenten, scholen en bedrijven aan beide kanten van de grens doen mee.",
        "Des communes, des écoles et des entreprises des deux côtés de la frontière participent.",
        "Municipalities, schools and businesses on both sides of the border take part.",
    ),
    (
        "Wat in {place} werkt, wordt in {other} overgenomen: {a}, {b} en {rare}.",
        "Ce qui marche à {place} est repris à {other} : {a}, {b} et {rare}.",
        "What works in {place} is taken up in {other}: {a}, {b} and {rare}.",
    ),
    (
        "Een eerste proef met {rare} toonde aan dat {a} beter kan.",
        "Un premier essai avec {rare} a montré que {a} peut progresser.",
        "A first trial with {rare} showed that {a} can be done better.",
    ),
    (
        "De resultaten over {a} komen in drie talen beschikbaar.",
        "Les résultats sur {a} seront disponibles en trois langues.",
        "The results on {a} become available in three languages.",
    ),
]
PLACES = [
    "Kortrijk",
    "Lille",
    "Doornik",
    "Antwerpen",
    "Breda",
    "Eindhoven",
    "Gent",
    "Brugge",
    "Mons",
    "Namur",
    "Maastricht",
    "Hasselt",
    "Charleroi",
    "Dunkerque",
    "Middelburg",
    "Tilburg",
    "Leuven",
    "Arras",
    "Amiens",
    "Reims",
    "Roeselare",
    "Oudenaarde",
    "Valenciennes",
    "Ieper",
    "Terneuzen",
    "Roosendaal",
    "Turnhout",
    "Genk",
    "Arlon",
    "Laon",
]
STARTS = (
    "Tri",
    "Eco",
    "Nova",
    "Sam",
    "Lys",
    "Agri",
    "Trans",
    "Bio",
    "Eu",
    "Inno",
    "Delta",
    "Vita",
    "Aqua",
    "Smart",
)
ENDS = (
    "link",
    "net",
    "port",
    "lab",
    "care",
    "flux",
    "land",
    "mer",
    "tech",
    "pass",
    "grid",
    "form",
    "vita",
    "novo",
)
SYLLABLES = ("ba", "do", "ke", "li", "mo", "nu", "ra", "si", "te", "va", "zo", "fe", "gi", "ha", "ju", "pe")


class Words:
    """Texts from one seed. `rare` words have a long tail, so that some occur in a handful of records only."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)  # noqa: S311 - the same seed must give the same world
        self.subject_weights = _zipf(len(SUBJECTS))
        self.tail = ["".join(parts) for parts in itertools.product(SYLLABLES, repeat=3)]
        self.tail_weights = _zipf(len(self.tail))

    def subjects(self, number: int) -> list[tuple[str, str, str]]:
        return self.random.choices(SUBJECTS, cum_weights=self.subject_weights, k=number)

    def rare(self) -> str:
        return self.random.choices(self.tail, cum_weights=self.tail_weights)[0]

    def acronym(self) -> str:
        return f"{self.random.choice(STARTS)}{self.random.choice(ENDS)}-{self.rare().capitalize()}"

    def title(self) -> dict[str, str]:
        action, (first, second) = self.random.choice(ACTIONS), self.subjects(2)
        place = self.random.choice(PLACES)
        joined = ("en", "et", "and")
        around = ("rond", "autour de", "around")
        return {
            language: f"{action[at]} {first[at]} {joined[at]} {second[at]} {around[at]} {place}"
            for at, language in enumerate(LANGUAGES)
        }

    def summary(self) -> dict[str, str]:
        texts: dict[str, list[str]] = {language: [] for language in LANGUAGES}
        for sentence in self.random.choices(SENTENCES, k=self.random.randint(3, 8)):
            first, second = self.subjects(2)
            place, other = self.random.sample(PLACES, 2)
            number, rare = self.random.randint(3, 40), self.rare()
            for at, language in enumerate(LANGUAGES):
                texts[language].append(
                    sentence[at].format(
                        place=place, other=other, a=first[at], b=second[at], number=number, rare=rare
                    )
                )
        return {language: " ".join(sentences) for language, sentences in texts.items()}

    def organisation(self, country: str) -> tuple[str, str]:
        """A name and a town."""
        place = self.random.choice(PLACES)
        kinds = KINDS.get(country, KINDS["EN"])
        return f"{self.random.choice(kinds)} {place} {self.rare().capitalize()}", place


KINDS: dict[str, Sequence[str]] = {
    "BE": ("Stad", "Ville de", "Provincie", "Universiteit", "Intercommunale", "Hogeschool", "Ziekenhuis"),
    "FR": (
        "Ville de",
        "Communauté urbaine de",
        "Université de",
        "Chambre d'agriculture",
        "Hôpital de",
        "Lycée",
    ),
    "NL": ("Gemeente", "Waterschap", "Provincie", "Universiteit", "Stichting", "Ontwikkelingsmaatschappij"),
    "EN": ("City of", "Region of", "University of", "Agency of", "Chamber of commerce of"),
}


def _zipf(number: int) -> list[float]:
    """Cumulative weights 1, 1/2, 1/3 ..."""
    return list(itertools.accumulate(1 / rank for rank in range(1, number + 1)))
