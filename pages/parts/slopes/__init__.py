"""The parts of the slopes page."""
