"""Forms that readers fill in without an account."""
