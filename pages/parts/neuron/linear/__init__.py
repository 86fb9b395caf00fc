"""A grid through one matrix, through two, and with a bend between."""
