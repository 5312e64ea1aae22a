"""What the editorial app keeps."""
