"""The specifications of the charts on a page, as the browser gets them."""

import json

DATA_CAN_BE_HUGE = ("point", "rule", "line", "text", "image")


def specs(app):
    """Return the specification of every chart on a page."""
    return [json.loads(chart.proto.spec) for chart in app.main.get("vega_lite_chart")]


def unclipped(spec):
    """Return the marks at a place the data say, on an axis of fixed ends, that nothing cuts at the plot's edge.

    A mark far outside stretches what the chart has room for, until nothing is left of the plot.
    """
    found = []
    for layer in spec["layer"]:
        if any("clamp(" in str(step.get("calculate")) for step in layer.get("transform", [])):
            continue  # held at the axis' end by its own data
        mark = layer["mark"] if isinstance(layer["mark"], dict) else {"type": layer["mark"]}
        encoding = spec.get("encoding", {}) | layer.get("encoding", {})
        if mark["type"] in DATA_CAN_BE_HUGE and "clip" not in mark:
            found += [
                (mark["type"], channel, place["field"])
                for channel, place in encoding.items()
                if channel in ("x", "y") and place.get("type") == "quantitative" and _fixed(encoding, place)
            ]
    return found


def _fixed(encoding, place):
    return bool((place.get("scale") or {}).get("domain"))
