"""Finding funded projects: one query, read from an address, that lists, exports, feeds and maps share."""

from publications.finding.query import Problem, Query, query
from publications.finding.records import records

__all__ = ["Problem", "Query", "query", "records"]
