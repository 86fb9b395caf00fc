"""Make torch_paths.json (see README.md): the paths of `torch.optim`, for tests that do without PyTorch.

    python tests/core/reference/make.py

It needs PyTorch, which nothing else does.
"""

import json
import sys
from pathlib import Path

FOLDER = Path(__file__).resolve().parent
sys.path.insert(0, str(FOLDER.parents[2]))

from gdcore.surfaces import SURFACES  # noqa: E402  (only their expressions and starts)

STEPS = 50
EPS = 1e-8
USUAL = {"momentum": 0.9, "decay": 0.9, "beta1": 0.9, "beta2": 0.999, "epsilon": EPS, "weight_decay": 0.01}
UNUSUAL = {"momentum": 0.5, "decay": 0.99, "beta1": 0.7, "beta2": 0.9, "epsilon": 1e-3, "weight_decay": 0.3}
# By surface the rates for those that follow the gradient's size, and for those that scale it.
RATES = {"valley": (0.3, 0.5), "rosenbrock": (0.0005, 0.05), "himmelblau": (0.005, 0.2)}


def optimizer(method, parameter, rate, h):
    """Return PyTorch's counterpart of one of our rules."""
    import torch

    sgd, betas = torch.optim.SGD, (h["beta1"], h["beta2"])
    return {
        "GradientDescent": lambda: sgd([parameter], lr=rate),
        "Momentum": lambda: sgd([parameter], lr=rate, momentum=h["momentum"]),
        "Nesterov": lambda: sgd([parameter], lr=rate, momentum=h["momentum"], nesterov=True),
        "AdaGrad": lambda: torch.optim.Adagrad([parameter], lr=rate, eps=h["epsilon"]),
        "RMSProp": lambda: torch.optim.RMSprop([parameter], lr=rate, alpha=h["decay"], eps=h["epsilon"]),
        "Adam": lambda: torch.optim.Adam([parameter], lr=rate, betas=betas, eps=h["epsilon"]),
        "AdamW": lambda: torch.optim.AdamW(
            [parameter], lr=rate, betas=betas, eps=h["epsilon"], weight_decay=h["weight_decay"]
        ),
    }[method]()


HYPER_PARAMETERS = {
    "GradientDescent": (),
    "Momentum": ("momentum",),
    "Nesterov": ("momentum",),
    "AdaGrad": ("epsilon",),
    "RMSProp": ("decay", "epsilon"),
    "Adam": ("beta1", "beta2", "epsilon"),
    "AdamW": ("beta1", "beta2", "epsilon", "weight_decay"),
}


def path(surface, method, rate, h):
    """Return the 50 points after the start."""
    import torch

    parameter = torch.tensor(surface.start, dtype=torch.float64, requires_grad=True)
    rule, points = optimizer(method, parameter, rate, h), []
    for _ in range(STEPS):
        rule.zero_grad()
        x, y = parameter
        eval(surface.expression, {"x": x, "y": y}).backward()  # our own expressions
        rule.step()
        points.append([float(f"{value:.14g}") for value in parameter.tolist()])
    return points


def main():
    """Write all paths."""
    runs = []
    for name, rates in RATES.items():
        for method, own in HYPER_PARAMETERS.items():
            scales = method in ("AdaGrad", "RMSProp", "Adam", "AdamW")
            for h, factor in ((USUAL, 1), (UNUSUAL, 0.5)):
                rate = rates[scales] * factor
                settings = {"learning_rate": rate} | {key: h[key] for key in own}
                points = path(SURFACES[name], method, rate, h)
                runs.append({"surface": name, "method": method, "settings": settings, "path": points})
    lines = ",\n".join(json.dumps(run, separators=(",", ":")) for run in runs)
    (FOLDER / "torch_paths.json").write_text(f"[\n{lines}\n]\n")


if __name__ == "__main__":
    main()
