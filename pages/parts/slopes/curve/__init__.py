"""The part of the slopes page that shows one variable: a curve, its secants and their errors."""
