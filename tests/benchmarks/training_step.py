"""How fast is a training step, and what memory does it need? A table of ratios, by hand.

    python tests/benchmarks/training_step.py [--rounds 60]

All contenders train 784-50-10 with the sigmoid on MNIST, batches of 100 drawn at random and gathered
within the step, on one BLAS thread, and take turns within one run, so that a noisy machine disturbs
them all alike; the ratio is that of each one's least disturbed turn. PyTorch and scikit-learn take
part where they are installed (the `reference` group of pyproject.toml). The floor is the five bare
matrix products of a step on arrays that are ready.
"""

import os

THREADS = ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS")
os.environ.update(dict.fromkeys(THREADS, "1"))  # before NumPy is imported

import argparse  # noqa: E402
import statistics  # noqa: E402
import subprocess  # noqa: E402
import sys  # noqa: E402
import time  # noqa: E402
import warnings  # noqa: E402
from pathlib import Path  # noqa: E402

import numpy as np  # noqa: E402

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from gdcore import mnist  # noqa: E402
from gdcore.network import TwoLayerNet  # noqa: E402
from gdcore.optimizers import OPTIMIZERS, GradientDescent  # noqa: E402
from gdcore.training import Training  # noqa: E402

BATCH, STEPS_A_TURN = 100, 100
TARGETS = {"PyTorch eager": 0.48, "floor: matrix products": 1.45}

MEMORY = """
import resource, sys
sys.path.insert(0, {root!r})
from gdcore import mnist
from gdcore.network import TwoLayerNet
from gdcore.optimizers import GradientDescent
from gdcore.training import Training
run = Training(TwoLayerNet(), GradientDescent(0.1), mnist.load())
run.advance(600)
run.evaluate()
pages = int(open("/proc/self/statm").read().split()[1])
print(pages * resource.getpagesize() / 2**20)
"""


def ours(data, rule="GradientDescent"):
    """The project's own step; the accuracy is not evaluated, as no other contender does."""
    run = Training(TwoLayerNet(), OPTIMIZERS[rule](), data)
    run.evaluate = lambda: None
    return lambda: run.advance(STEPS_A_TURN)


def textbook(data):
    """The readable form: float batches, fresh arrays, `TwoLayerNet.gradient`."""
    net, rule, rng = TwoLayerNet(), GradientDescent(0.1), np.random.default_rng(0)
    theta = net.initial(rng)

    def turn():
        nonlocal theta
        for _ in range(STEPS_A_TURN):
            chosen = rng.integers(0, len(data.train_images), BATCH)
            x, t = mnist.pixels(data.train_images[chosen]), data.train_labels[chosen]
            net.loss(theta, x, t)
            theta, _ = rule.update(theta, net.gradient(theta, x, t), {})

    return turn


def floor():
    """x W1, h W2, delta2 W2^T, h^T delta2 and x^T delta1, into memory that is ready."""
    rng = np.random.default_rng(0)
    x, h, p = (rng.random((BATCH, n), dtype=np.float32) for n in (784, 50, 10))
    W1, W2 = rng.random((784, 50), dtype=np.float32), rng.random((50, 10), dtype=np.float32)
    delta = np.empty_like(h)
    slope1, slope2 = np.empty_like(W1), np.empty_like(W2)

    def turn():
        for _ in range(STEPS_A_TURN):
            np.matmul(x, W1, out=h)
            np.matmul(h, W2, out=p)
            np.matmul(p, W2.T, out=delta)
            np.matmul(h.T, p, out=slope2)
            np.matmul(x.T, delta, out=slope1)

    return turn


def pytorch(data):
    """The same net in PyTorch, eager, on the CPU."""
    import torch

    torch.set_num_threads(1)
    images, labels = torch.from_numpy(data.train_images.copy()), torch.from_numpy(data.train_labels.copy()).long()
    net = torch.nn.Sequential(torch.nn.Linear(784, 50), torch.nn.Sigmoid(), torch.nn.Linear(50, 10))
    rule, loss_of = torch.optim.SGD(net.parameters(), lr=0.1), torch.nn.CrossEntropyLoss()

    def turn():
        for _ in range(STEPS_A_TURN):
            chosen = torch.randint(0, len(images), (BATCH,))
            loss = loss_of(net(images[chosen].float() / 255), labels[chosen])
            rule.zero_grad()
            loss.backward()
            rule.step()
            loss.item()

    return turn


def scikit_learn(data):
    """One epoch of MLPClassifier on 10,000 images: as many steps as every other contender's turn."""
    from sklearn.neural_network import MLPClassifier

    warnings.filterwarnings("ignore")
    n = STEPS_A_TURN * BATCH
    x, t = mnist.pixels(data.train_images[:n]), data.train_labels[:n]
    net = MLPClassifier((50,), activation="logistic", solver="sgd", batch_size=BATCH, learning_rate_init=0.1,
                        momentum=0, alpha=0, max_iter=1, warm_start=True)  # fmt: skip
    return lambda: net.fit(x, t)


def measure(contenders, rounds):
    """Let all take turns; return microseconds a step, a list for each."""
    for turn in contenders.values():
        turn()
    times = {name: [] for name in contenders}
    for _ in range(rounds):
        for name, turn in contenders.items():
            start = time.perf_counter()
            turn()
            times[name].append((time.perf_counter() - start) / STEPS_A_TURN * 1e6)
    return times


def main():
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=60)
    rounds = parser.parse_args().rounds
    data = mnist.load()
    contenders = {"ours": ours(data), "ours, Adam": ours(data, "Adam"), "textbook NumPy": textbook(data)}
    for name, make in (("PyTorch eager", pytorch), ("scikit-learn", scikit_learn)):
        try:
            contenders[name] = make(data)
        except ImportError:
            print(f"{name}: not installed, left out")
    contenders["floor: matrix products"] = floor()
    times = measure(contenders, rounds)
    print(f"{'one step of batch 100':26}{'least us':>10}{'median us':>11}{'ours / it':>11}{'target':>9}")
    least = {name: min(microseconds) for name, microseconds in times.items()}
    for name, microseconds in times.items():
        ratio = least["ours"] / least[name]
        target = f"<= {TARGETS[name]}" if name in TARGETS else ""
        print(f"{name:26}{least[name]:10.0f}{statistics.median(microseconds):11.0f}{ratio:11.2f}{target:>9}")
    resident = subprocess.run(
        [sys.executable, "-c", MEMORY.format(root=str(ROOT))], capture_output=True, text=True, check=True
    )
    print(f"resident after loading, 600 updates and an evaluation: {float(resident.stdout):.0f} MiB (target <= 115)")


if __name__ == "__main__":
    main()
