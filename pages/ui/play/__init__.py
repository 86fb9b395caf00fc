"""What moves: the transport bar, charts that follow it, and runs that are watched."""
