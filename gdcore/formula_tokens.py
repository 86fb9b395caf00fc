"""From a typed text to tokens: numbers, known names and operators, each with its column; anything else is refused.

People type on phones and paste from word processors, so capitals, the signs of a typesetter and full-width characters
are read as what they look like. Letters that only look like x and y (a Cyrillic х) are not.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

MOST_CHARACTERS = 200
MOST_DIGITS = 25  # of a number
MOST_QUOTED = 24
RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹"

CONSTANTS = "e", "pi", "π"
ARGUMENTS = {  # of each function, how many
    "sin": 1, "cos": 1, "tan": 1, "arctan": 1, "sinh": 1, "cosh": 1, "tanh": 1, "exp": 1, "log": 1, "sqrt": 1, "abs": 1,
    "min": 2, "max": 2,
}  # fmt: skip
OTHER_NAMES = {"ln": "log", "atan": "arctan", "√": "sqrt"}
GLUED = "x", "y", "pi", "π", *ARGUMENTS, "ln"  # without e, which may be part of a misspelt name

TOKEN = re.compile(
    rf"""(?P<number> (?: [0-9]+ \.? [0-9]* | \. [0-9]+ ) (?: [eE] [+-]? [0-9]+ )? )
      | (?P<word> √ | [^\W\d{RAISED}] [^\W{RAISED}]* )
      | (?P<power> \*\* | \^ ) | (?P<raised> ⁻? [{RAISED}]+ ) | (?P<operator> [*/] ) | (?P<sign> [+-] )
      | (?P<open> \( ) | (?P<close> \) ) | (?P<comma> , ) | (?P<equals> :?= )
      | (?P<space> [ \t]+ ) | (?P<line> \n ) | (?P<other> . )""",
    re.VERBOSE | re.DOTALL,
)


def _meant() -> dict[int, str]:
    """Return what each character that people type or paste stands for; each for one, so that columns stay."""
    table = {0xFEE0 + code: chr(code) for code in range(0x21, 0x7F)}  # full width
    for code in range(0x1D400, 0x1D800):  # the italic letters of formula editors
        plain = unicodedata.normalize("NFKC", chr(code))
        if len(plain) == 1 and (plain.isascii() or plain == "π"):
            table[code] = plain
    for meant, typed in {
        "-": "−‐‑‒–—﹣", "*": "·×⋅∙∗\u2062", "/": "÷∕⁄", "^": "ˆ", "\n": "\r\u2028\u2029",
        " ": "\u00a0\u2061\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000",
    }.items():  # fmt: skip
        table |= dict.fromkeys(map(ord, typed), meant)
    return table


MEANT = _meant()


class ExpressionError(ValueError):
    """What is wrong with a text, and where, in one sentence for the visitor.

    Attributes:
        sentence: what is wrong, in English, with {placeholders}, so that a page can translate it.
        what: the same with the place where.
        values: what fills the placeholders. Pieces of the visitor's text among them are short and
            without markup.
        column: where in the text, from 1, or None where it is the text as a whole.
    """

    def __init__(self, what: str, column: int | None = None, **values: object):
        super().__init__(what)
        self.sentence = what
        self.what = what if column is None else what + ", at column {column}"
        self.values = values if column is None else {**values, "column": column}
        self.column = column

    def __str__(self) -> str:
        return self.what.format(**self.values)


class Token(NamedTuple):
    """A piece of a typed function.

    Attributes:
        kind: "number", "word", "function", "power", "raised" (a superscript), "operator" (* or /), "sign",
            "open", "call" (the parenthesis after a function), "close", "comma", "end".
        text: as it is read: a name in small letters, "*" for a raised dot.
        column: where it begins, from 1.
        typed: as it was typed.
        apart: what stood before it: nothing, " " or a line break.
    """

    kind: str
    text: str
    column: int
    typed: str = ""
    apart: str = ""

    def error(self, what: str, **values: object) -> ExpressionError:
        """Return the error whose sentence quotes this piece."""
        return ExpressionError(what, self.column, piece=_harmless(self.typed or self.text), **values)


def _harmless(piece: str) -> str:
    """Return a piece of the visitor's text, or the name of a character that could be markup or invisible."""
    if len(piece) == 1 and not piece.isalnum() and piece not in "+-*/^(),.:;=!?%@":
        piece = unicodedata.name(piece, "").lower() or f"U+{ord(piece):04X}"
    return piece if len(piece) <= MOST_QUOTED else piece[: MOST_QUOTED - 1] + "…"


def tokens_of(text: str, variables: Sequence[str]) -> list[Token]:
    """Cut a text into tokens, the last of kind "end".

    Args:
        text: at most 200 characters.
        variables: the names that stand for numbers to come.

    Raises:
        ExpressionError: about a piece that cannot stand in a function.
    """
    if len(text) > MOST_CHARACTERS:
        raise ExpressionError("at most {most} characters, got {got:,}", most=MOST_CHARACTERS, got=len(text))
    pieces = _without_head(_pieces(text), variables)
    tokens = [token for piece, after in pairwise(pieces) for token in _read(piece, after, variables)]
    return [*tokens, pieces[-1]]


def _pieces(text: str) -> list[Token]:
    meant, pieces, apart = text.translate(MEANT), list[Token](), ""
    for found in TOKEN.finditer(meant):
        kind, (first, last) = str(found.lastgroup), found.span()
        if kind in {"space", "line"}:
            apart = "\n" if kind == "line" or apart == "\n" else " "
            continue
        pieces.append(Token(kind, found.group(), first + 1, text[first:last], apart))
        apart = ""
    return [*pieces, Token("end", "", len(meant.rstrip(" \t\n")) + 1)]


def _without_head(pieces: list[Token], variables: Sequence[str]) -> list[Token]:
    """Leave out "f(x, y) =" or "z =" at the beginning."""
    arguments = ["(", *",".join(variables), ")"]
    texts = [piece.text.lower() for piece in pieces[: len(arguments) + 1]]
    if pieces[0].kind != "word" or texts[0] in {*variables, *CONSTANTS, *ARGUMENTS, *OTHER_NAMES}:
        return pieces
    after = len(arguments) + 1 if texts[1:] == arguments else 1
    if len(pieces) > after + 1 and pieces[after].kind == "equals":
        return pieces[after + 1 :]
    if pieces[1].kind == "open" and any(piece.kind == "equals" for piece in pieces):
        raise pieces[0].error("in front of the function write {head} or nothing", head=f"f({', '.join(variables)}) =")
    return pieces


def _read(piece: Token, after: Token, variables: Sequence[str]) -> Iterator[Token]:
    """Check a piece by itself; a word may be several names without a sign between, as in xy and sinx."""
    if piece.kind in {"other", "equals"}:
        bars = piece.text == "|"
        raise piece.error("write abs(x) instead of bars" if bars else "`{piece}` cannot stand in a function")
    if piece.kind in {"number", "raised"}:
        _check_number(piece)
    if piece.kind != "word":
        yield piece
        return
    names = _names(_small(piece.text), variables)
    if not names:
        raise _unknown(piece, after, variables)
    column = piece.column
    for k, name in enumerate(names):
        typed = piece.typed[column - piece.column :][: len(name)]
        read = OTHER_NAMES.get(name, name)
        kind = "function" if read in ARGUMENTS else "word"
        yield Token(kind, read, column, typed, "" if k else piece.apart)
        column += len(name)


def _small(word: str) -> str:
    """Return a word in small letters, but not a product sign as π."""
    return word.lower() if word.isascii() else word


def _names(word: str, variables: Sequence[str]) -> list[str]:
    """Return the names that a word is made of: itself, or the only way to cut it into names; [] if there is none."""
    if word in {*variables, *CONSTANTS, *ARGUMENTS, *OTHER_NAMES}:
        return [word]
    known = [name for name in GLUED if len(name) > 1 or name in variables or name == "π"]
    cuts: list[list[list[str]]] = [[[]]]  # for each length, two of the ways to cut so many characters into names
    for k in range(1, len(word) + 1):
        last = [name for name in known if word.endswith(name, 0, k)]
        cuts.append([[*cut, name] for name in last for cut in cuts[k - len(name)]][:2])
    return cuts[-1][0] if len(cuts[-1]) == 1 else []


def _unknown(piece: Token, after: Token, variables: Sequence[str]) -> ExpressionError:
    word = _small(piece.text)
    if not piece.text.isascii():
        return piece.error("`{piece}` has characters other than a to z")
    if after.kind == "open":
        return piece.error("`{piece}` is not one of {known}", known=", ".join(ARGUMENTS))
    if set(word) <= {"x", "y"}:
        return piece.error("`{piece}` cannot stand in a function of x alone")
    if word[0] in variables and word[1:].isdigit():
        name, digits = word[0], word[1:MOST_QUOTED]
        return piece.error("write {name}*{digits} or {name}^{digits} for `{piece}`", name=name, digits=digits)
    for name in ARGUMENTS:
        if word.startswith(name) and set(word.removeprefix(name)) <= {*variables, *"0123456789"}:
            what = "`{piece}` needs parentheses around its argument, as in {example}"
            return piece.error(what, example=f"{name}(x)")
    if set(word) <= {"e", *variables} and len(word) < MOST_QUOTED // 2:
        return piece.error("write {mend} for `{piece}`", mend="*".join(word))
    return piece.error("`{piece}` is not x or y" if "y" in variables else "`{piece}` is not x")


def _check_number(token: Token) -> None:
    digits = sum(map(str.isdigit, token.text))
    if digits > MOST_DIGITS:
        raise token.error("a number has at most {most} digits, got {got}", most=MOST_DIGITS, got=digits)
    if token.kind == "number" and float(token.text) == float("inf"):
        raise token.error("the number `{piece}` is too large")
