"""Where descents end, as tables: a basin map's marks, and how many of many starts each method brings to a minimum."""

from collections.abc import Mapping, Sequence

import pandas as pd

from gdcore.basins import Summary
from gdcore.surface import Critical
from pages.ui.text import number, t


def basin_tables(
    image: str, minima: Sequence[Critical], names: Sequence[str], start: tuple[float, float]
) -> dict[str, pd.DataFrame]:
    """Return the tables of `basins`: a picture, the minima with what stands beside them, and the present start."""
    across, up = [point.x for point in minima], [point.y for point in minima]
    return {
        "picture": pd.DataFrame({"image": [image]}),
        "minima": pd.DataFrame({"across": across, "up": up, "text": list(names)}),
        "starts": pd.DataFrame({"across": [start[0]], "up": [start[1]]}),
    }


def methods_table(counted: Mapping[str, Summary]) -> pd.DataFrame:
    """Tabulate how many starts each method brings to the global minimum, for both charts of methods."""
    return pd.DataFrame(
        [
            {
                "method": method,
                "share": counts.share,
                "reached": t("{n} of {all}", n=number(counts.reached), all=number(counts.starts)),
                "lower": counts.lower,
                "median": counts.median,
                "upper": counts.upper,
            }
            for method, counts in counted.items()
        ]
    )
