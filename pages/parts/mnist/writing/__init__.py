"""A digit of one's own: written, read, and explained."""
