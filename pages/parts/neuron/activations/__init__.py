"""Activations, their slopes, and what is left of a gradient behind many layers."""
