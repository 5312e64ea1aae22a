"""What managers type to set up their programme."""
