"""The chain rule through two layers, factor by factor, and the smallest net."""
