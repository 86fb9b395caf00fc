"""What do the methods reach on MNIST? Measures the table the MNIST page shows and writes it to its place.

    python tests/benchmarks/methods.py

784-50-10 with ReLU and He's initial weights, batches of 100 drawn at random, three seeds: the mean test
accuracy after 100, 600, 3,000 and 10,000 updates. Two to three minutes.
"""

import csv
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from gdcore import mnist  # noqa: E402
from gdcore.network import TwoLayerNet  # noqa: E402
from gdcore.optimizers import AdaGrad, Adam, AdamW, GradientDescent, Momentum, Nesterov, RMSProp  # noqa: E402
from gdcore.training import Training  # noqa: E402

RULES = (GradientDescent(0.1), GradientDescent(0.3), Momentum(0.05), Nesterov(0.05), AdaGrad(0.05),
         RMSProp(0.001, decay=0.99), Adam(0.003), AdamW(0.001))  # fmt: skip
AFTER, SEEDS = (100, 600, 3_000, 10_000), (1, 2, 3)
TARGET = ROOT / "data" / "mnist" / "methods.csv"


def reached(rule, data):
    """Return the mean test accuracy after each of so many updates."""
    sums = [0.0] * len(AFTER)
    for seed in SEEDS:
        run = Training(TwoLayerNet(activation="relu"), rule, data, scale="he", seed=seed)
        evaluate, run.evaluate = run.evaluate, lambda: None  # only where it is asked for
        for i, updates in enumerate(AFTER):
            run.advance(updates - run.update)
            sums[i] += evaluate().test_accuracy
    return [total / len(SEEDS) for total in sums]


def main():
    """Measure and write."""
    data = mnist.load()
    with TARGET.open("w", newline="", encoding="utf-8") as file:
        table = csv.writer(file, lineterminator="\n")
        table.writerow(["method", "learning_rate", *(f"after_{n}" for n in AFTER)])
        for rule in RULES:
            row = [type(rule).__name__, rule.learning_rate, *(f"{share:.4f}" for share in reached(rule, data))]
            print(*row)
            table.writerow(row)


if __name__ == "__main__":
    main()
