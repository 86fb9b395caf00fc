"""The few lines of Python that repeat a run of the page without it."""

from pages.parts.line_fit.run import OUTLIER, LineRun


def program(live: LineRun) -> str:
    """Write the few lines of Python that repeat the descent with the core."""
    s, drawn = live.settings, live.settings.data in ("noisy", "outlier")
    names = ["LineFit", *(["batches"] if live.order else []), *(["noisy_line"] if drawn else [])]
    lines = ["from numpy.random import default_rng", ""] if drawn or live.order else []
    lines += ["from gdcore.descent import descend", f"from gdcore.line_fit import {', '.join(names)}"]
    lines += ["from gdcore.optimizers import GradientDescent", ""]
    if drawn:
        lifted = f", outlier={OUTLIER}" if s.data == "outlier" else ""
        drawing = f"{s.n}, {s.slope}, {s.intercept}, {s.noise}, default_rng({s.seed}){lifted}"
        lines.append(f"fit = LineFit(*noisy_line({drawing}))")
    else:
        lines.append(f"fit = LineFit({live.fit.x.tolist()}, {live.fit.y.tolist()})")
    seen = ""
    if live.order:
        lines.append(f"deal = batches({len(live.fit.x)}, {s.size(len(live.fit.x))}, default_rng([{s.seed}, 1]))")
        lines.append(f"order = [next(deal) for _ in range({s.steps + 1})]")
        seen = ", seen=lambda k: fit.on(order[k])"
    lines.append(f"path = descend(fit.bowl(), GradientDescent({s.learning_rate}), [{s.m}, {s.b}], {s.steps}{seen})")
    return "\n".join([*lines, "print(path.verdict)", "print(path.thetas[-1])"])
