"""A page for `test_numbers.py`: numbers as a chart writes them, and axes of them."""

import altair as alt
import pandas as pd
import streamlit as st

from pages.ui.charts.house import finish, numbered, written
from tests.browser.written import DIGITS, VALUES

told, ends = alt.Chart(alt.NamedData("told")), alt.Chart(alt.NamedData("ends"))
layers = [
    told.transform_calculate(text=f"'{n}|' + datum.row + '|' + ({written('datum.value', n)})")
    .mark_text()
    .encode(x=alt.value(100 * n), y=alt.Y("row:Q"), text="text:N")
    for n in DIGITS
]
table = pd.DataFrame({"value": VALUES, "row": range(len(VALUES))})
st.vega_lite_chart(None, finish(alt.layer(*layers), False) | {"datasets": {"told": table}}, height=800)
axes = {"x": alt.X("x:Q", scale=alt.Scale(type="log"), axis=numbered(format="~g", tickCount=6)),
        "y": alt.Y("y:Q", axis=numbered())}  # fmt: skip
table = pd.DataFrame({"x": [1e-7, 1e7], "y": [-1e-5, 1e-5]})
spec = finish(alt.layer(ends.mark_line()).encode(**axes), False)
st.vega_lite_chart(None, spec | {"datasets": {"ends": table}}, height=300)
