"""The tests: the core's, what pages share, the parts, whole pages, and real browsers."""

import os

# As in `pages`: a second BLAS thread waits more than it works where other tests keep the cores busy. NumPy reads this
# once, when it is first imported, and this package is imported before.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
