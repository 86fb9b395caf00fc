"""Tables as they travel to the browser."""

from typing import Any

import pandas as pd
import pyarrow as pa


def sent(table: Any) -> Any:
    """Return a table in Arrow's form, which Streamlit sends as it is; what is no table stays what it is.

    Streamlit would make it itself, but with a handful of new threads for a table of 600 rows: that takes three times
    as long, and with sixty visitors much longer, since each of the threads waits for the interpreter.
    """
    return pa.Table.from_pandas(table, nthreads=1) if isinstance(table, pd.DataFrame) else table
