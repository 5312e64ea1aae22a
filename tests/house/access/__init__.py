"""Who may open what, address by address: one row for each, in one file for each front door."""
