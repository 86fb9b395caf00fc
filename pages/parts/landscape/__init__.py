"""The parts of the landscape page."""
