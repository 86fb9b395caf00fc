"""The numbers of `written_page.py`."""

DIGITS = (2, 5, 6)
VALUES = [
    *(sign * size * 10.0**power for power in range(-12, 13, 3) for size in (1, 1.5, 3.14159265) for sign in (1, -1)),
    0, 0.1, 1 / 3, 0.30000000000000004, 2015, 3346.7, 123456.7, 999999.7, 0.000099999999, 1e-4, 12345.678, 1e300,
]  # fmt: skip
