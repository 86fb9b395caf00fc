"""What an update is made of: the race's view of one method, step by step."""
