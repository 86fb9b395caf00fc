"""Numbers as people type and paste them: read where they can mean one thing only, else refused with the reason."""

import re
import unicodedata

MINUS = str.maketrans(dict.fromkeys("−‒–—﹣－", "-"))
RAISED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺", "0123456789-+")
BLANKS = "[ \t\u00a0\u2007\u2009\u202f]"
APOSTROPHES = "['’]"
# 5e-3, and as it is printed: 5·10⁻³, 5 × 10^-3, 10⁻³.
POWER = re.compile(r"(?:[eE]|[*·⋅×]10(?:\^|\*\*)?)([+-]?\d+)")
TEN = re.compile(r"([+-]?)10(?:\^|\*\*)([+-]?\d+)")
GROUPED = {
    ",": re.compile(r"[1-9]\d{0,2}(?:,\d{3})+(?:\.\d*)?"),
    ".": re.compile(r"[1-9]\d{0,2}(?:\.\d{3})+(?:,\d*)?"),
    " ": re.compile(rf"[1-9]\d{{0,2}}(?:{BLANKS}\d{{3}})+(?:[.,]\d*)?"),
    "'": re.compile(rf"[1-9]\d{{0,2}}(?:{APOSTROPHES}\d{{3}})+(?:[.,]\d*)?"),
}
PLAIN = re.compile(r"\d+(?:[.,]\d*)?|[.,]\d+")
TWO_WAYS = re.compile(r"[1-9]\d{0,2},\d{3}")


class NotANumber(ValueError):  # noqa: N818 (it says what the text is)
    """A text that is no number, or could be two: then these are they."""

    def __init__(self, readings: tuple[float, ...] = ()) -> None:
        super().__init__(readings)
        self.readings = readings


def read_number(text: str, comma: str = "") -> float:
    """Read a number: 0.5, 0,5, −0.7, 1/2, 1e-3, 5·10⁻³, 10 000, 350,000,000.

    >>> read_number("−0,7"), read_number("1/2"), read_number("5·10⁻³"), read_number("1.234,5")
    (-0.7, 0.5, 0.005, 1234.5)

    Args:
        text: what was typed or pasted.
        comma: what a comma is where that is known: "decimal" or "thousands"; else both are thought of.

    Returns:
        The number; infinite where it is too large for one.

    Raises:
        NotANumber: with both readings of a comma that may be either, as in 1,234.
    """
    text = _tidied(text)
    if text.count("/") == 1:
        above, below = (read_number(part, comma) for part in text.split("/"))
        if below == 0:
            raise NotANumber
        return above / below
    return _signed(text, comma)


def _tidied(text: str) -> str:
    """Write digits, signs and raised digits in one way; without blanks at the ends, after a sign and around × and /."""
    raised = re.sub(r"[⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺]+", lambda found: "^" + found[0].translate(RAISED), text)
    text = unicodedata.normalize("NFKC", raised).translate(MINUS).strip()
    text = re.sub(rf"^([+-]){BLANKS}+", r"\1", text)
    return re.sub(rf"{BLANKS}*([*·⋅×/]){BLANKS}*", r"\1", text)


def _signed(text: str, comma: str) -> float:
    if found := TEN.fullmatch(text):
        return _float(f"{found[1]}1e{found[2]}")
    power = POWER.search(text)
    exponent = ""
    if power and power.end() == len(text):
        text, exponent = text[: power.start()], f"e{power[1]}"
    sign, size = (text[0], text[1:]) if text[:1] in {"+", "-"} else ("", text)
    if not comma and TWO_WAYS.fullmatch(size):
        raise NotANumber(
            (_float(f"{sign}{size.replace(',', '.')}{exponent}"), _float(f"{sign}{size.replace(',', '')}{exponent}"))
        )
    return _float(f"{sign}{_decimal(size, comma)}{exponent}")


def _decimal(size: str, comma: str) -> str:
    """Return a number's digits with a decimal point and nothing else between them."""
    if comma != "decimal" and GROUPED[","].fullmatch(size):
        return size.replace(",", "")
    if comma == "thousands" and "," in size:
        raise NotANumber
    dotted = GROUPED["."].fullmatch(size) and (size.count(".") > 1 or "," in size)  # 1.234 has a decimal point
    if dotted:
        return size.replace(".", "").replace(",", ".")
    if GROUPED[" "].fullmatch(size) or GROUPED["'"].fullmatch(size):
        return re.sub(rf"{BLANKS}|{APOSTROPHES}", "", size).replace(",", ".")
    if not PLAIN.fullmatch(size):
        raise NotANumber
    return size.replace(",", ".")


def _float(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        raise NotANumber from None


def short(value: float) -> str:
    """Write a number as short as it is read back.

    >>> short(0.1), short(350_000_000.0), short(1 / 3)
    ('0.1', '350000000', '0.3333333333333333')
    """
    if float(value).is_integer() and abs(value) < 1e15:
        return str(int(value))
    text = f"{value:.12g}"
    return text if float(text) == value else repr(float(value))
