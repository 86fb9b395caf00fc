"""Everything a person reads passes through here. English stands in place and is the key of each sentence."""

import re

LONGEST_QUOTE = 24  # characters of a visitor's text that an answer repeats


def t(english: str, **values: object) -> str:
    """Return a sentence with its values filled in, as `str.format` does.

    No line breaks between a number and its percent sign.

    >>> t("{rate:g} is too large", rate=0.5)
    '0.5 is too large'
    """
    sentence = english.format(**values) if values else english
    return sentence.replace(" %", "\u00a0%")


def number(value: float) -> str:
    """Write a number the short way: 10,000, 0.1, 1e-08.

    >>> number(10_000), number(0.30000000000000004), number(1e-8)
    ('10,000', '0.3', '1e-08')
    """
    if float(value).is_integer() and abs(value) < 1e9:
        return f"{int(value):,}"
    return f"{value:.6g}"


def plain(value: float) -> str:
    """Write a number with five digits and a true minus sign.

    >>> plain(-0.7), plain(float("-inf")), plain(1.5e300)
    ('−0.7', '−∞', '1.5e+300')
    """
    if value != value:
        return t("not a number")
    if abs(value) == float("inf"):
        return "∞" if value > 0 else "−∞"
    size = f"{abs(value):.5g}"
    if "e" in size or len(size) > 3:
        size = number(float(size))
    return f"−{size}" if value < 0 and size != "0" else size


def percent(share: float) -> str:
    """Write a share of 1 in hundredths, with one decimal.

    >>> percent(0.9452)
    '94.5\\xa0%'
    """
    return f"{100 * share:.1f}\u00a0%"


def duration(seconds: float) -> str:
    """Write a length of time in the unit a person would use.

    >>> duration(0.0009), duration(7.26), duration(29 * 60 + 31), duration(5 * 3600)
    ('0.9 ms', '7.3 s', '30 min', '5.0 h')
    """
    if seconds < 1:
        return f"{1000 * seconds:.2g} ms"
    if seconds < 99.5:
        return f"{seconds:.1f} s"
    if seconds < 5400:
        return f"{seconds / 60:.0f} min"
    return f"{seconds / 3600:.1f} h"


def quote(text: str) -> str:
    """Repeat a visitor's text so that it stays text: letters, digits and a few signs, and not much of it."""
    plain = re.sub(r"[^\w.,/+\-− ]|_", "·", text)
    return f"“{plain[:LONGEST_QUOTE]}{'…' if len(plain) > LONGEST_QUOTE else ''}”"
