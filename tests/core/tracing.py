"""Trace MNIST's digits back into strokes of a pen: `python -m tests.core.tracing` says how many of them are read.

The ink of an enlarged image is thinned to lines one pixel wide (Zhang and Suen 1984), which are then followed.
"""

import numpy as np

TIMES = 3  # an image is enlarged before it is thinned, so that the line is smooth
DIGITS, UPDATES = 200, 3000


def enlarged(image):
    """Make every pixel TIMES x TIMES by linear interpolation: (28, 28) to (84, 84)."""
    side = len(image)
    places = (np.arange(side * TIMES) + 0.5) / TIMES - 0.5
    low = np.clip(np.floor(places).astype(int), 0, side - 2)
    share = np.clip(places - low, 0, 1)
    rows = image[low] * (1 - share)[:, None] + image[low + 1] * share[:, None]
    return rows[:, low] * (1 - share) + rows[:, low + 1] * share


def thinned(ink):
    """Peel ink (h, w bool) from both sides until lines one pixel wide are left."""
    ink = np.pad(ink, 1)
    while True:
        before = ink.copy()
        for turn in (0, 1):
            p = [np.roll(ink, (-dy, -dx), (0, 1)) for dy, dx in
                 ((-1, 0), (-1, 1), (0, 1), (1, 1), (1, 0), (1, -1), (0, -1), (-1, -1))]  # fmt: skip
            neighbours = np.sum(p, axis=0)
            changes = np.sum([~p[k] & p[(k + 1) % 8] for k in range(8)], axis=0)
            one, other = ((p[0] & p[2] & p[4], p[2] & p[4] & p[6]), (p[0] & p[2] & p[6], p[0] & p[4] & p[6]))[turn]
            ink = ink & ~((neighbours >= 2) & (neighbours <= 6) & (changes == 1) & ~one & ~other)
        if (ink == before).all():
            return ink[1:-1, 1:-1]


def strokes_of(image):
    """Follow an image's lines: a list of (n, 2) points (x, y) from 0 to 1."""
    lines = thinned(enlarged(image.reshape(28, 28).astype(float)) > 110)
    left = {(int(y), int(x)) for y, x in np.argwhere(lines)}
    size, strokes = len(lines), []

    def near(point):
        around = [(dy, dx) for dy in (-1, 0, 1) for dx in (-1, 0, 1) if dy or dx]
        return [(point[0] + dy, point[1] + dx) for dy, dx in sorted(around, key=lambda s: abs(s[0]) + abs(s[1]))]

    edges = {frozenset((a, b)) for a in left for b in near(a) if b in left}
    while edges:
        degree = {}
        for edge in edges:
            for point in edge:
                degree[point] = degree.get(point, 0) + 1
        at = min(degree, key=lambda point: (degree[point] != 1, point))
        stroke = [at]
        while following := [b for b in near(at) if frozenset((at, b)) in edges]:
            edges.remove(frozenset((at, following[0])))
            at = following[0]
            stroke.append(at)
        strokes.append(stroke)
    strokes = strokes or [[point] for point in left]
    return [(np.array(stroke, float)[:, ::-1] + 0.5) / size for stroke in strokes]


def modern_run(digits):
    """Train the net of the lesson *Another start*."""
    from gdcore.network import TwoLayerNet
    from gdcore.optimizers import GradientDescent
    from gdcore.training import Training

    run = Training(TwoLayerNet(activation="relu"), GradientDescent(0.3), digits, scale="he", seed=5)
    run.advance(UPDATES)
    return run


def share_read(run, picture=None):
    """Return the share of the first test digits that a net reads when they are written again with a pen."""
    from gdcore import handwriting

    picture = picture or handwriting.as_mnist
    images = run.data.test_images[:DIGITS]
    written = np.stack([handwriting.in_bytes(picture(strokes_of(image))) for image in images])
    return float((run.probabilities(written).argmax(axis=1) == run.data.test_labels[:DIGITS]).mean())


if __name__ == "__main__":
    from gdcore import mnist

    run = modern_run(mnist.load())
    print(f"{share_read(run):.1%} of {DIGITS} digits written again are read after {run.update} updates")
