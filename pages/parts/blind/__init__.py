"""Blind descent: what belongs to its page alone."""
