"""Text search in three languages: accents ignored, words reduced to their stems, typos by trigrams."""

from django.contrib.postgres.operations import TrigramExtension, UnaccentExtension
from django.db import migrations

STEMMERS = {"nl": "dutch", "fr": "french", "en": "english"}


def configuration(language: str, stemmer: str) -> migrations.RunSQL:
    return migrations.RunSQL(
        [
            f"DROP TEXT SEARCH CONFIGURATION IF EXISTS portal_{language}",
            f"CREATE TEXT SEARCH CONFIGURATION portal_{language} (COPY = {stemmer})",
            f"ALTER TEXT SEARCH CONFIGURATION portal_{language} ALTER MAPPING FOR "
            f"hword, hword_part, word WITH unaccent, {stemmer}_stem",
        ],
        [f"DROP TEXT SEARCH CONFIGURATION IF EXISTS portal_{language}"],
    )


class Migration(migrations.Migration):
    dependencies = [("publications", "0001_initial")]
    operations = [
        TrigramExtension(),
        UnaccentExtension(),
        *[configuration(language, stemmer) for language, stemmer in STEMMERS.items()],
    ]
