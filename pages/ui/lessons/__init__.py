"""Lessons as data, and the card of the one that is on."""
