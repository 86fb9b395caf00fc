"""What the MNIST page tells beside the run: what the course material got wrong, and what other methods reach."""

import streamlit as st

from pages.ui.tables import training as tables
from pages.ui.text import t

MISTAKE = """
The course material trains this net with the *numerical* gradient: 79,520 forward passes for every update, about a
minute each. It stops after 100 updates at about 10 %, "worse than guessing", and blames the missing framework.

What really happened:

- **100 updates are a sixth of an epoch.** 60,000 images in batches of 100 are 600 updates an epoch; 10,000 updates are
  16.67 epochs, not 100.
- **With these small weights every correct gradient sits on a plateau** for the first 100 updates. Where it stands then
  is chance: 10 to 30 %, often the 11.35 % of a net that answers 1 to everything. It is near 50 % after 300 updates,
  79 % after 600, 86.5 % after 1,000, 93.4 % after 6,000, and between 94 and 95 % after 10,000.
- **Backpropagation gives the same gradient** and is about 30,000 times cheaper. No framework is missing.
"""
METHODS = """
784-50-10 with ReLU and He's initial weights, batches of 100: test accuracy after so many updates, the mean of three
seeds. The learning rates are this page's first choice for each method.
"""


def show() -> None:
    """Draw the folds at the end of the page."""
    with st.expander(t("A mistake that circulates: “it does not learn without a framework”")):
        st.markdown(t(MISTAKE))
    with st.expander(t("What the seven methods reach")):
        st.markdown(t(METHODS))
        st.table(tables.method_results(), hide_index=True)
