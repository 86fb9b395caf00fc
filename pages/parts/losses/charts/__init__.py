"""The charts of the page of losses."""
