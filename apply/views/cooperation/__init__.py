"""Pages of what editors write: news, briefs and the cooperation pages."""
