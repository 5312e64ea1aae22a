"""Lists of operations that were published elsewhere: read in any form, tried first, row by row."""
