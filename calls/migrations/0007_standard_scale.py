"""Calls that are there keep their scale of 0 to 5 with the words that the page had for it."""

from django.db import migrations

WORDS = {
    5: {"nl": "uitstekend", "fr": "excellent", "en": "excellent"},
    4: {"nl": "goed", "fr": "bon", "en": "good"},
    3: {"nl": "voldoende", "fr": "suffisant", "en": "adequate"},
    2: {"nl": "zwak", "fr": "faible", "en": "weak"},
    1: {"nl": "zeer zwak", "fr": "très faible", "en": "very weak"},
    0: {"nl": "ontbreekt of onbruikbaar", "fr": "absent ou inutilisable", "en": "missing or unusable"},
}


def give_words(apps, schema_editor):
    point = apps.get_model("calls", "ScalePoint")
    calls = apps.get_model("calls", "Call").objects.values_list("pk", flat=True)
    point.objects.bulk_create(
        point(call_id=call, value=value, words=words) for call in calls for value, words in WORDS.items()
    )


class Migration(migrations.Migration):

    dependencies = [("calls", "0006_scale_and_thresholds")]

    operations = [migrations.RunPython(give_words, migrations.RunPython.noop)]
