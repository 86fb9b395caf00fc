"""The settings of every page before anything is touched: what the lessons of the course are held to."""

from pages.parts.blind.settings import BlindSettings
from pages.parts.landscape.settings import LandscapeSettings
from pages.parts.line_fit.settings import LineFitSettings
from pages.parts.losses.settings import LossesSettings
from pages.parts.mnist.settings import MnistSettings
from pages.parts.neuron.settings import NeuronSettings
from pages.parts.race.settings import RaceSettings
from pages.parts.slopes.settings import SlopesSettings

DEFAULTS = {
    "slopes": SlopesSettings(),
    "losses": LossesSettings(),
    "neuron": NeuronSettings(),
    "line_fit": LineFitSettings(),
    "landscape": LandscapeSettings(),
    "blind": BlindSettings(),
    "race": RaceSettings(),
    "mnist": MnistSettings(),
}
