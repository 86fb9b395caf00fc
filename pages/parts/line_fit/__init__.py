"""The parts of the line-fit page."""
