"""The public records as tables for machines and spreadsheets: their columns, and how they are written."""
