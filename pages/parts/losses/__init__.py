"""The parts of the page of losses."""
