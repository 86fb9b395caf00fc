"""Exclusive or by a net of 2-2-1, with a bend and without."""
