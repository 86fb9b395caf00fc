"""A page's settings: their kinds, their widgets, what people type, and the address."""
