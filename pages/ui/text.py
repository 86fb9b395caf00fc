"""Everything a person reads passes through here. English stands in place and is the key of each sentence.

What another language says instead stands in its catalog, `data/text/<code>.toml`; a sentence that is missing there, or
whose places do not fit, is said in English.
"""

import re
from collections.abc import Callable
from functools import cache

from pages.ui.language import ENGLISH, language, sentences
from pages.ui.particles import with_particles

LONGEST_QUOTE = 24  # characters of a visitor's text that an answer repeats
COUNTED, MEASURED = 6, 5  # digits of a number that somebody chose or counted, and of one that was worked out
MOST_DIGITS = 17  # that tell any two numbers apart
WHOLE = 1e9  # whole numbers below it are written in full
LEAST, MOST = -4, 6  # powers of ten: what is smaller than 10⁻⁴, or not smaller than 10⁶, is written with one
MINUS = "−"
# Markdown's ** beside a sign of punctuation ends nothing where a letter follows at once, as a Korean particle does: an
# unseen sign between them is no punctuation. The same before an opening one.
CLOSED_IN = re.compile(r"(?<=[^\w\s*])(?=\*\*\w)|(?<=\w\*\*)(?=[^\w\s*])")
UNSEEN = "\u2060"
RAISED = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")


def t(english: str, **values: object) -> str:
    """Return a sentence in the visitor's language with its values filled in, as `str.format` does.

    No line breaks between a number and its percent sign.

    Args:
        english: the sentence, a literal; the tests look for it in every catalog.
        values: what its places are filled with.

    >>> t("{rate:g} is too large", rate=0.5)
    '0.5 is too large'
    """
    said = sentences().get(english, english)
    return _filled(said if isinstance(said, str) else english, english, values)


def later(english: str) -> str:
    """Mark a sentence that is said later, by `t(variable)`, and return it as it is.

    >>> later("Learning rate")
    'Learning rate'
    """
    return english


def _filled(said: str, english: str, values: dict[str, object]) -> str:
    """Fill the places of a sentence; a translation whose places do not fit gives way to the English one."""
    if values:
        try:
            filled = said.format(**values)
        except (KeyError, IndexError, ValueError):
            if said == english:
                raise
            filled = english.format(**values)
    else:
        filled = said
    if said != english:
        filled = CLOSED_IN.sub(UNSEEN, with_particles(filled))
    return filled.replace(" %", "\u00a0%")


def number(value: float, digits: int = COUNTED) -> str:
    """Write a number: 10,000, 0.1, −0.7, 5.7·10⁻⁵.

    This is the one form that numbers have, whoever writes them; `charts.house.written` is the same in a chart.

    Args:
        value: any; a whole number below 10⁹ is written in full.
        digits: how many others have at most, counted from the first that is not 0. Digits before the point are never
            left out: beyond a million a power of ten stands instead of them.

    >>> number(10_000), number(0.30000000000000004), number(1e-8), number(-0.7), number(3346.712, 5)
    ('10,000', '0.3', '10⁻⁸', '−0.7', '3,346.7')
    """
    if value != value:
        return t("not a number")
    sign = MINUS if value < 0 else ""
    if abs(value) == float("inf"):
        return f"{sign}∞"
    if abs(value) < WHOLE and float(value).is_integer():
        return f"{sign if value else ''}{abs(int(value)):,}"
    mantissa, exponent = f"{abs(value):.{digits - 1}e}".split("e")
    power = int(exponent)
    if not LEAST <= power < MOST:
        return f"{sign}{_scientific(mantissa, exponent)}"
    return f"{sign}{_trimmed(f'{abs(value):,.{max(digits - 1 - power, 0)}f}')}"


def _trimmed(decimal: str) -> str:
    return decimal.rstrip("0").rstrip(".") if "." in decimal else decimal


def _scientific(mantissa: str, power: str) -> str:
    mantissa = _trimmed(mantissa)
    return times_ten(power)[1:] if mantissa == "1" else mantissa + times_ten(power)


@cache
def times_ten(power: str) -> str:
    """Write a power of ten behind a number.

    >>> times_ten("-05")
    '·10⁻⁵'
    """
    return f"·10{str(int(power)).translate(RAISED)}"


def rough(value: float, digits: int) -> str:
    """Write a number with few digits, and with a power of ten where fewer are known than stand before its point.

    >>> rough(12345.6, 3), rough(1.2345, 3), rough(float("inf"), 3)
    ('1.23·10⁴', '1.23', '∞')
    """
    if value != value or abs(value) == float("inf"):
        return number(value)
    mantissa, exponent = f"{abs(value):.{digits - 1}e}".split("e")
    if int(exponent) < digits:
        return number(float(f"{value:.{digits - 1}e}"), digits)
    return f"{MINUS if value < 0 else ''}{_scientific(mantissa, exponent)}"


def plain(value: float) -> str:
    """Write a number that was worked out, with five digits.

    >>> plain(-0.7), plain(float("-inf")), plain(1.5e300)
    ('−0.7', '−∞', '1.5·10³⁰⁰')
    """
    return number(value, MEASURED)


def apart(one: float, other: float, digits: int = 4) -> tuple[str, str]:
    """Write two numbers with as many digits as it takes to tell them apart; equal ones look equal.

    >>> apart(0.29179607, 0.2918), apart(2.02, 2.0), apart(0.3, 0.3)
    (('0.291796', '0.2918'), ('2.02', '2'), ('0.3', '0.3'))
    """
    while digits < MOST_DIGITS and one != other and number(one, digits) == number(other, digits):
        digits += 1
    return number(one, digits), number(other, digits)


def _one_or_other(count: float) -> str:
    return "one" if count == 1 else "other"


def _always_other(count: float) -> str:
    return "other"


# Which form of a sentence a number has, by language; one that is not here has two forms, as English.
PLURALS: dict[str, Callable[[float], str]] = {ENGLISH: _one_or_other, "ko": _always_other}


def plural(count: float, one: str, other: str, **values: object) -> str:
    """Return the sentence for one or that for another number of things, which has its place {n}.

    A catalog has the sentence for another number as its key, and behind it one sentence for all numbers, or a table of
    those for each form that `PLURALS` names.

    Args:
        count: of the things; a number that is not whole has the form of many.
        one: the sentence for one of them.
        other: the sentence for any other number.
        values: what else is filled in.

    >>> [plural(n, one="{n} update", other="{n} updates") for n in (0, 1, 1.5, 2000)]
    ['0 updates', '1 update', '1.5 updates', '2,000 updates']
    """
    english = one if _one_or_other(count) == "one" else other
    said = sentences().get(other, english)
    if not isinstance(said, str):
        form = PLURALS.get(language(), _one_or_other)(count)
        said = said.get(form, said.get("other", english))
    return _filled(said, english, {"n": number(count), **values})


def fixed(value: float, decimals: int) -> str:
    """Write a number with so many decimals, for places where numbers change and their width should not.

    >>> fixed(-0.5, 3), fixed(1234.5, 1), fixed(float("inf"), 2)
    ('−0.500', '1,234.5', '∞')
    """
    if value != value or abs(value) == float("inf"):
        return number(value)
    return f"{value:,.{decimals}f}".replace("-", MINUS)


def percent(share: float, decimals: int = 1) -> str:
    """Write a share of 1 in hundredths.

    >>> percent(0.9452)
    '94.5\\xa0%'
    """
    return t("{hundredths} %", hundredths=fixed(100 * share, decimals))


def duration(seconds: float) -> str:
    """Write a length of time in the unit a person would use.

    >>> duration(0.0009), duration(7.26), duration(29 * 60 + 31), duration(5 * 3600)
    ('0.9 ms', '7.3 s', '30 min', '5.0 h')
    """
    if seconds < 1:
        return t("{n} ms", n=number(1000 * seconds, 2))
    if seconds < 99.5:
        return t("{n} s", n=fixed(seconds, 1))
    if seconds < 5400:
        return t("{n} min", n=fixed(seconds / 60, 0))
    return t("{n} h", n=fixed(seconds / 3600, 1))


def quote(text: str) -> str:
    """Repeat a visitor's text so that it stays text: letters, digits and a few signs, and not much of it."""
    plain = re.sub(r"[^\w.,/+\-− ]|_", "·", text)
    return f"“{plain[:LONGEST_QUOTE]}{'…' if len(plain) > LONGEST_QUOTE else ''}”"
