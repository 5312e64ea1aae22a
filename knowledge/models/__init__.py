"""What the knowledge app keeps."""
