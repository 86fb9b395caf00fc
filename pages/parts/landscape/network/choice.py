"""Which net's landscape to show: the plane, how the net is trained, and for how long."""

from dataclasses import dataclass
from typing import NamedTuple

PLANES = {"principal": "principal directions", "ends": "through start and end"}


class Recipe(NamedTuple):
    """How a net is trained: its name, and what the core needs to know."""

    label: str
    activation: str
    scale: float | str
    rate: float


RECIPES = {
    "course": Recipe("the course's: sigmoid, weights 0.01, η 0.1", "sigmoid", 0.01, 0.1),
    "he": Recipe("sigmoid, He's weights, η 0.1", "sigmoid", "he", 0.1),
    "modern": Recipe("modern: ReLU, He's weights, η 0.3", "relu", "he", 0.3),
}
NETS = {name: recipe.label for name, recipe in RECIPES.items()}
UPDATES = (300, 600, 2_000)


class RunChoice(NamedTuple):
    """What a training run depends on."""

    recipe: str
    updates: int
    seed: int


@dataclass(frozen=True)
class NetworkChoice:
    """What landscape to show.

    Attributes:
        plane: of `PLANES`.
        recipe: of `NETS`.
        updates: how long to train, >= 2.
        seed: of the run's chance and the random direction's, >= 0.
    """

    plane: str = "principal"
    recipe: str = "course"
    updates: int = 600
    seed: int = 5

    @property
    def run(self) -> RunChoice:
        """The part that decides the training run; the plane can change without another."""
        return RunChoice(self.recipe, self.updates, self.seed)
