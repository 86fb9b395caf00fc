"""Two kinds of settings that only this page has: the moves of a walk, and a formula that an address does not show."""

import base64
import binascii
import re
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from gdcore.blind import Move
from pages.ui.controls.formula import CurveFormula
from pages.ui.controls.kind import Kind
from pages.ui.controls.reading import short
from pages.ui.text import number, plural, t

DOZEN = 12  # moves, after which the ground is uncovered
MOST_RATE, FARTHEST = 100.0, 1e6
MOVE = re.compile(r"(r?)(-?\d+(?:\.\d+)?(?:e-?\d+)?)(?:\*(\d{1,2}))?")
MARK = "~"  # before what stands in an address in another alphabet


@dataclass(frozen=True)
class Moves(Kind):
    """The moves of a walk, as an address has them: "r0.03*2,-1.5" is two steps at rate 0.03 and a leap to -1.5."""

    label: str
    help: str | None = None

    def allows(self, value: Any) -> bool:
        return isinstance(value, str) and moves_of(value) is not None

    def rule(self) -> str:
        return t("at most {n} moves like r0.03 or −1.5", n=number(DOZEN))

    def show(self, value: str) -> str:
        return plural(len(moves_of(value) or ()), one="{n} move", other="{n} moves")

    def got(self, held: Any) -> str:
        return t("something else")

    def widget(self, key: str, value: str, on_change: Any) -> Any:
        """Draw nothing: the moves are made on the picture and by the buttons."""

    def complain(self, given: str, got: str, kept: Any) -> str:
        return super().complain(given, got if moves_of(given) is None else self.show(given), kept)


def moves_of(text: str) -> tuple[Move, ...] | None:
    """Read the moves of a walk; None where a text is none, or has more than a dozen."""
    found: list[Move] = []
    for part in text.split(",") if text else ():
        match = MOVE.fullmatch(part)
        if not match:
            return None
        size, times = float(match[2]), int(match[3] or 1)
        within = 0 < size <= MOST_RATE if match[1] else abs(size) <= FARTHEST
        if not within or times < 1:
            return None
        found += [Move(rate=size) if match[1] else Move(to=size)] * times
        if len(found) > DOZEN:
            return None
    return tuple(found)


def written(moves: tuple[Move, ...]) -> str:
    """Write the moves of a walk, like ones together.

    >>> written((Move(rate=0.03), Move(rate=0.03), Move(to=-1.5)))
    'r0.03*2,-1.5'
    """
    texts = [f"r{short(move.rate)}" if move.rate is not None else short(move.to or 0.0) for move in moves]
    runs = [(text, len([*same])) for text, same in groupby(texts)]
    return ",".join(text if times == 1 else f"{text}*{times}" for text, times in runs)


@dataclass(frozen=True)
class UnseenFormula(CurveFormula):
    """A function of x that the room shall not read from the address bar: it stands there in another alphabet."""

    def write(self, value: str) -> str:
        return MARK + base64.urlsafe_b64encode(value.encode()).decode().rstrip("=")

    def parse(self, text: str) -> str:
        text = super().parse(text)
        if not text.startswith(MARK):
            return text
        try:
            return base64.urlsafe_b64decode(text[1:] + "=" * (-len(text[1:]) % 4)).decode()
        except (binascii.Error, UnicodeDecodeError):
            return text

    def complain(self, given: str, got: str, kept: str) -> str:
        return super().complain(self.parse(given), got, kept)

    def show(self, value: Any) -> str:
        return t("the ground as it was")
