"""What the cascade app keeps."""
