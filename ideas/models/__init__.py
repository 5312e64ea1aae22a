"""What the ideas app keeps."""
