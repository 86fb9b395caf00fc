"""A calculator: works out a line of arithmetic from its text alone, as a student with the screen before them would."""

import re
from decimal import ROUND_HALF_DOWN, ROUND_HALF_UP, Context, Decimal, localcontext
from typing import NamedTuple

RAISED = "⁻⁰¹²³⁴⁵⁶⁷⁸⁹"
LOWERED = str.maketrans(RAISED, "-0123456789")
NUMBER = re.compile(rf"10[{RAISED}]+|(?:\d{{1,3}}(?:,\d{{3}})+|\d+)(?:\.\d+)?(?:·10[{RAISED}]+)?")
OVERFLOWED = re.compile(r"∞|not a number")
EIGHTH_DIGIT = Decimal("5e-8")  # half of it
NOISE = Decimal("1e-28")  # the square of what floats leave of two equal numbers
DECIMALS = Context(prec=50, Emax=99_999, Emin=-99_999)


class Read(NamedTuple):
    """A number as it is read: its value, and one of its last printed digit."""

    value: Decimal
    unit: Decimal


def read(text):
    """Read "−5.7·10⁻⁵"."""
    size = text.removeprefix("−").replace(",", "")
    assert NUMBER.fullmatch(text.removeprefix("−")), text
    mantissa, _, power = f"1·{size}".partition("·10") if re.match(rf"10[{RAISED}]", size) else size.partition("·10")
    ten = Decimal(10) ** int(power.translate(LOWERED) or 0)
    unit = Decimal(10) ** -len(mantissa.partition(".")[2]) * ten
    return Read(Decimal(mantissa) * ten * (-1 if text.startswith("−") else 1), unit)


def worked(text, moved=None):
    """Work arithmetic out; `moved` says by how much one of its numbers is not what is printed: (which, how much)."""
    which, by = moved or (-1, 0)
    places = []

    def number(found):
        places.append(found)
        value = read(found[1]).value + (by if len(places) == which + 1 else 0)
        return f"{'root' if found[0][0] == '√' else ''}(D('{value}'))"

    python = re.sub(rf"√?({NUMBER.pattern})", number, text)
    python = python.replace("√", "root").replace("²", "**2").replace("−", "-").replace("×", "*")
    assert re.fullmatch(r"[\s+*/()2-]*", re.sub(r"D\('[^']*'\)|root", "", python)), text
    with localcontext(DECIMALS):
        return eval(python, {"D": Decimal, "root": Decimal.sqrt})


def agrees(how, result):
    """Whether what comes out, rounded to the digits of the printed result, is that result."""
    printed, out = read(result), worked(how)
    with localcontext(DECIMALS):
        return printed.value in {
            (out / printed.unit).quantize(Decimal(1), rounding) * printed.unit
            for rounding in (ROUND_HALF_UP, ROUND_HALF_DOWN)
        }


def within_rounding(how, result):
    """Whether the result is one that comes out of numbers which, with eight digits, are printed as those are."""
    numbers = [read(found[0]) for found in NUMBER.finditer(how)]
    with localcontext(DECIMALS):
        out = worked(how)
        room = sum(
            abs(worked(how, (k, min(each.unit / 2, abs(each.value) * EIGHTH_DIGIT))) - out)
            for k, each in enumerate(numbers)
        )
        return abs(out - read(result).value) <= 2 * room + NOISE


def equations(line):
    """Find the equations of a printed line: (how, "=" or "≈", result) each; none of what has overflowed."""
    found = []
    for part in line.split("    "):
        *ways, result = re.split(r" (?=[=≈] )", re.sub(r"^.*(?:←|:)\s+", "= ", part))
        ways = [re.sub(r"^[=≈] ", "", way) for way in ways]
        ways = [way for way in ways if re.search(r"[×/+√²]|\S − ", way) and not re.search(r"[A-Za-zθ-ω]", way)]
        if not OVERFLOWED.search(part):
            found += [(way, result[0], result[2:].strip("()") if "(" in result else result[2:]) for way in ways]
    return found


def filled(printed, frame):
    """Fill the places of lines in as the transport bar does."""

    def fill(place):
        column = printed.values.get(place[2])
        if column is None:
            return place[0]
        text = column[min(frame, len(column) - 1)]
        bare = place[1] and place[3] and not text.startswith("−") and not set(text) & set(RAISED)
        return text if bare else f"{place[1]}{text}{place[3]}"

    return [re.sub(r"(\(?)\{(\w+)(?:\|\w+)?\}(\)?)", fill, line) for line in printed.lines]
