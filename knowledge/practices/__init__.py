"""A good practice from its first word to its transfer: written, submitted, reviewed, decided, published."""
