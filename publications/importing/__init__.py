"""Lists of operations that were published elsewhere: read in any usual form, tried first, taken row by row."""
