"""X W + b as a picture: which row meets which column."""
