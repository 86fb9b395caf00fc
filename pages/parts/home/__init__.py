"""What only the front page uses."""
