"""A run on its way to another process and back: what decides how it goes on, without the images and the past."""

import copy
from typing import TypeVar

from gdcore.contest import Contest
from gdcore.image_gradient import ImageGradient
from gdcore.mnist import Mnist
from gdcore.network import TwoLayerNet
from gdcore.training import History, Training

Memory = dict[TwoLayerNet, dict[int, ImageGradient]]
NETS = 4  # of which the working memory is kept; up to 40 MB each
NOTHING: Mnist | None = None

R = TypeVar("R", Training, Contest)


def departing(run: R) -> R:
    """Return a copy of a run that is small enough to travel: parameters, optimizer's memory, generators.

    Args:
        run: a training, or a contest of several; left as it is.

    Returns:
        A copy that shares its arrays, with an empty past but for the epochs and the last evaluation, which say what
        is to be evaluated next.
    """
    luggage = copy.copy(run)
    if isinstance(luggage, Contest):
        luggage.runs = {name: departing(one) for name, one in luggage.runs.items()}
    else:
        luggage.data, luggage._gradients = NOTHING, {}  # type: ignore[assignment]
        luggage.history = History(run.history.evaluations[-1:], epochs=list(run.history.epochs))
    return luggage


def arrive(run: Training | Contest, data: Mnist, memory: Memory) -> None:
    """Give a run that has travelled its images, and the working memory that all runs of the same net share.

    Args:
        run: as `departing` returned it.
        data: the images it had.
        memory: by net; changed. One run at a time may use it.
    """
    if isinstance(run, Contest):
        for one in run.runs.values():
            arrive(one, data, memory)
        return
    if run.net not in memory and len(memory) == NETS:
        del memory[next(iter(memory))]
    run.data, run._gradients = data, memory.setdefault(run.net, {})


def take_back(run: Training | Contest, back: Training | Contest) -> None:
    """Let a run go on where its traveller has come to.

    Args:
        run: the run as it departed; changed.
        back: the traveller, departed again from there, but with all that happened there as its past.
    """
    if isinstance(run, Contest) and isinstance(back, Contest):
        for name, one in run.runs.items():
            take_back(one, back.runs[name])
    elif isinstance(run, Training) and isinstance(back, Training):
        past, data, memory = run.history, run.data, run._gradients
        known = len(past.evaluations[-1:])
        past.evaluations += back.history.evaluations[known:]
        past.epochs = back.history.epochs
        for loss in back.history.losses.tolist():
            past.add_loss(loss)
        run.__dict__.update(back.__dict__ | {"history": past, "data": data, "_gradients": memory})


def homeward(run: R) -> R:
    """Return a copy of a traveller that is small enough to travel back, with what happened since it arrived.

    Args:
        run: the traveller; left as it is.

    Returns:
        A copy that shares its arrays, without images and working memory.
    """
    luggage = copy.copy(run)
    if isinstance(luggage, Contest):
        luggage.runs = {name: homeward(one) for name, one in luggage.runs.items()}
    else:
        luggage.data, luggage._gradients = NOTHING, {}  # type: ignore[assignment]
        luggage.history = copy.copy(run.history)
        luggage.history._losses = run.history.losses
    return luggage
