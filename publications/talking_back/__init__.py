"""What readers tell back: whether they found what they looked for, and what is wrong on a page."""
