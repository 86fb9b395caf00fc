"""The load clients are run by hand, and need more than the app does."""

collect_ignore = ["crowd.py", "room.py"]
