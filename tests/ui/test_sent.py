"""What is sent of a table is what Streamlit would send of it."""

import numpy as np
import pandas as pd
from streamlit.dataframe_util import convert_anything_to_arrow_bytes

from pages.ui.tables.sent import sent


def test_a_table_arrives_as_streamlit_itself_would_send_it():
    n = 700
    table = pd.DataFrame(
        {"update": np.arange(n, dtype=np.int32), "value": np.linspace(0, 1, n, dtype=np.float32),
         "line": pd.Categorical(["mean", "each"] * (n // 2)), "note": ["", "η 0.1 → 0.3"] * (n // 2)}
    )  # fmt: skip
    for part in (table, table[["line", "value"]], table.iloc[:0], table[table["value"] > 0.5]):
        assert convert_anything_to_arrow_bytes(sent(part)) == convert_anything_to_arrow_bytes(part)


def test_what_is_no_table_is_sent_as_it_is():
    rows = [{"across": 1.0, "up": 2.0}]
    assert sent(rows) is rows
