"""The landscape of a real net: its loss on a plane through its parameters."""
