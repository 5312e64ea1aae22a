"""What the events app keeps."""
