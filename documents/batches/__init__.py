"""Batches: many documents that one person asks for together, handed over as one file."""
