"""The phone's page: what it shows of a room, and what it sends."""
