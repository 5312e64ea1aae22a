"""What pages of applicants show, worked out without a request."""
