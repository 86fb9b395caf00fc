"""A digit that somebody writes: the canvas, what a net reads on it, and how that is shown."""
