"""A big, life-like world for measuring: records and proposals made from a seed, all marked as demo.

The same seed and numbers give the same content. Only a demo database takes it (see `refusal`).
"""

from publications.generating.assessed import make_assessed
from publications.generating.marker import refusal
from publications.generating.proposals import make_proposals
from publications.generating.records import make_records

__all__ = ["make_assessed", "make_proposals", "make_records", "refusal"]
