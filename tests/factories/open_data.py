"""Files of open data, without files behind them."""

from datetime import date

import factory

from publications.models import DataFile, Extract, Purpose


class ExtractFactory(factory.django.DjangoModelFactory):
    """A spreadsheet that waits for a worker."""

    class Meta:
        model = Extract

    key = factory.Sequence(lambda n: f"{n:064x}")
    table = "operations"
    format = "xlsx"
    language = "en"
    total = 3


class DataFileFactory(factory.django.DjangoModelFactory):
    """A dated file of a night."""

    class Meta:
        model = DataFile

    table = "operations"
    format = "csv"
    day = date(2027, 1, 31)
    name = factory.Sequence(lambda n: f"operations-{n}.csv.gz")
    purpose = Purpose.NIGHTLY
    operations = 3
    size = 10
    sha256 = "0" * 64
    file = "open-data/nothing"
