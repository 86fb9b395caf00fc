"""A room of phones: what it keeps, its code to be read by a camera, and what the lecturer sees of it."""
