"""What readers ask for: alerts of a search, newsletters; and a search in words."""
