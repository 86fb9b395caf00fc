"""What moves on the front page, worked out by the core: a ball, a race, and a digit that becomes readable.

    python -m tests.pictures.motion

Writes data/pictures/motion.json. Run it again when a picture's colours or a method changes; it takes some seconds.
"""

import base64
import io
import json

import numpy as np
from PIL import Image

from gdcore import mnist
from gdcore.descent import descend
from gdcore.network import TwoLayerNet
from gdcore.optimizers import OPTIMIZERS, GradientDescent, Momentum
from gdcore.surfaces import SURFACES
from gdcore.training import Training
from pages.ui.box import Box
from pages.ui.lessons.photographs import FOLDER
from pages.ui.pictures.contour import banded, levels_of, losses_over

SIZE = 320, 200  # pixels of a ground
TEXTBOOK = {"GradientDescent": 0.95, "Momentum": 0.1, "AdaGrad": 1.5, "Adam": 0.3}
UPDATES = (0, 5, 10, 20, 30, 45, 60, 80, 100, 130, 160, 200, 250, 300, 400, 500, 600)
SHOWN = 4  # a test digit that takes a while: see `certainties`


def ground(surface, box, dark):
    """Draw a loss as the landscape page does, small."""
    losses = losses_over(surface, (0, 1), box, *SIZE)
    floor = min(point.value for point in surface.minima)
    address = banded(losses, levels_of(losses, floor), dark)
    picture = Image.open(io.BytesIO(base64.b64decode(address.split(",")[1]))).convert("RGB")
    out = io.BytesIO()
    picture.save(out, "WEBP", quality=60, method=6)
    return "data:image/webp;base64," + base64.b64encode(out.getvalue()).decode()


def places(path, box):
    """Return a path in shares of the picture, from the left and from the top, in thousandths."""
    (left, right), (bottom, top) = box.across, box.up
    x, y = path.thetas.T
    return np.stack([(x - left) / (right - left), (top - y) / (top - bottom)], axis=-1).round(3).tolist()


def scene(surface, box, paths):
    """Return a ground in both themes, with the paths on it by the method's name."""
    grounds = {theme: ground(surface, box, theme == "dark") for theme in ("light", "dark")}
    return {"ground": grounds, "paths": {name: places(path, box) for name, path in paths.items()}}


def certainties():
    """Train as the lesson *modern* does; return a test digit's ten certainties after each of some updates."""
    data = mnist.load()
    run = Training(TwoLayerNet(activation="relu"), GradientDescent(0.3), data, scale="he", seed=5, batch_size=100)
    found = []
    for update in UPDATES:
        run.advance(update - run.update)
        found.append(run.net.probabilities(run.theta, data.test_images[SHOWN : SHOWN + 1] / np.float32(255))[0])
    image = data.test_images[SHOWN].reshape(28, 28)
    return {
        "image": image.tolist(), "label": int(data.test_labels[SHOWN]), "updates": UPDATES,
        "certainties": np.round(found, 2).tolist(),
    }  # fmt: skip


def main():
    """Write the file."""
    well, valley = SURFACES["double_well"], SURFACES["valley"]
    over = Box((-2.0, 2.2), (-1.4, 1.6))
    along = Box((-8.0, 4.0), (-3.2, 3.2))
    motion = {
        "ball": scene(well, over, {"Momentum": descend(well, Momentum(0.03, 0.9), (1.7, 1.0), 150)}),
        "race": scene(
            valley,
            along,
            {name: descend(valley, OPTIMIZERS[name](rate), (-7, 2), 40) for name, rate in TEXTBOOK.items()},
        ),
        "digit": certainties(),
    }
    (FOLDER / "motion.json").write_text(json.dumps(motion, separators=(",", ":")) + "\n")


if __name__ == "__main__":
    main()
