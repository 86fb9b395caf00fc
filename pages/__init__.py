"""The pages of the dashboard, one file each; in `parts` what belongs to one of them, in `ui` what they share."""

import os

# The core's matrix products are small, and many visitors share few cores: a second BLAS thread makes a watched run
# less than half as fast as one (measured). NumPy reads this once, when it is first imported; pages import nothing
# that imports it before they import this package.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
