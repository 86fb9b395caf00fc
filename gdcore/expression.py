"""A function f(x, y) from the text a visitor typed, such as "x**2/20 + y**2".

The text comes from the address bar, so from anybody. It passes two locks. First it is cut into
tokens, and only numbers, known names and operators in a sensible order get further: here almost
every error is found, and said in words of our own. Then Python's `ast` gives the order of operations,
and the tree is taken apart by a list of the few nodes that are known. Nothing is ever compiled or
evaluated by Python: what comes out is a list of NumPy operations.
"""

import ast
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from gdcore import differentials
from gdcore.arrays import Array
from gdcore.derivative_rules import RULES
from gdcore.differentials import everywhere
from gdcore.domains import first_outside
from gdcore.jets import Jet, Step, run
from gdcore.surface import Critical

MOST_CHARACTERS = 200
MOST_PIECES = 120  # the Goldstein-Price function, the longest of the usual ones, has 77
MOST_DEPTH, MOST_DIGITS = 30, 25  # of parentheses, of a number
MOST_EXPONENT = 20
MOST_QUOTED = 24


NAMES: dict[str, Step] = {"x": "x", "y": "y", "e": np.float64(np.e), "pi": np.float64(np.pi), "π": np.float64(np.pi)}
FUNCTIONS = {
    "sin": np.sin, "cos": np.cos, "tan": np.tan, "arctan": np.arctan, "sinh": np.sinh, "cosh": np.cosh, "tanh": np.tanh,
    "exp": np.exp, "log": np.log, "sqrt": np.sqrt, "abs": np.absolute, "min": np.minimum, "max": np.maximum,
}  # fmt: skip
OPERATORS: dict[type[ast.AST], np.ufunc] = {
    ast.Add: np.add, ast.Sub: np.subtract, ast.Mult: np.multiply, ast.Div: np.divide, ast.Pow: np.power,
    ast.USub: np.negative, ast.UAdd: np.positive,
}  # fmt: skip

TOKEN = re.compile(
    r"""(?P<number> (?: [0-9]+ \.? [0-9]* | \. [0-9]+ ) (?: [eE] [+-]? [0-9]+ )? )
      | (?P<word> [^\W\d²³] [^\W²³]* )
      | (?P<power> \*\* | \^ ) | (?P<raised> [²³] ) | (?P<operator> [*/·×] ) | (?P<sign> [+−-] )
      | (?P<open> \( ) | (?P<close> \) ) | (?P<comma> , )
      | (?P<space> [ \t]+ ) | (?P<other> . )""",
    re.VERBOSE | re.DOTALL,
)
PYTHON = {"^": "**", "²": "**2.0", "³": "**3.0", "·": "*", "×": "*", "−": "-"}
PRINTED = {"**": "^", "*": "·", "-": "−"}
SQUARE_OR_CUBE = re.compile(r"[ \t]*(?:\*\*|\^)[ \t]*([23])(?![0-9.]|[ \t]*(?:\*\*|[\^²³]))")  # not in x^2^3

BEGINS = {"number", "word", "function", "sign", "open"}
CONTINUES = {"power", "raised", "operator", "sign", "close", "comma", "end"}
MAY_FOLLOW = {
    **dict.fromkeys(("start", "power", "operator", "sign", "open", "comma"), BEGINS),
    **dict.fromkeys(("number", "word", "close"), CONTINUES),
    "raised": CONTINUES - {"power", "raised"},  # on paper x²^3 is (x²)^3, in Python x**2**3 is x**8
    "function": {"call"},
    "call": BEGINS | {"close"},  # 0 arguments are counted later
}


SIGNS: dict[Any, str] = {np.divide: "/", np.log: "log", np.sqrt: "sqrt", np.power: "^"}


class Outside(NamedTuple):
    """Why a function has no value at a point.

    Attributes:
        operation: "log", "sqrt", "/" or "^", whose argument is outside its domain.
        argument: the argument; of a quotient the denominator, of a power the base.
    """

    operation: str
    argument: float


class ExpressionError(ValueError):
    """What is wrong with a text, and where, in one sentence for the visitor.

    Attributes:
        what: the sentence in English, with {placeholders}, so that a page can translate it.
        values: what fills the placeholders. Pieces of the visitor's text among them are short and
            without markup.
        column: where in the text, from 1, or None where it is the text as a whole.
    """

    def __init__(self, what: str, column: int | None = None, **values: object):
        super().__init__(what)
        self.what = what if column is None else what + ", at column {column}"
        self.values = values if column is None else {**values, "column": column}
        self.column = column

    def __str__(self) -> str:
        return self.what.format(**self.values)


@dataclass(frozen=True)
class Expression:
    """A typed function as an objective over theta = (x, y).

    It is an `Objective`, and has a value, slopes and second derivatives exact to rounding. No point makes it fail or
    warn: where the function overflows the result is inf, where it is not defined nan.

    Attributes:
        text: the function as typed.
        program: its operations in the order of a pocket calculator, operands before operators.
        minima: those that are known, as `gdcore.minima.find_minima` finds them; () where nobody has looked.

    >>> surface("x^2 + y").loss([[3, 1], [0, 0]])
    array([10.,  0.])
    """

    text: str
    program: tuple[Step, ...] = field(repr=False)
    minima: tuple[Critical, ...] = field(default=(), repr=False)

    @property
    def title(self) -> str:
        """The function as typed."""
        return self.text

    @property
    def formula(self) -> str:
        """The function as a reader writes it: x²/20 + y². It can be typed as well, and is the same function."""
        raised = SQUARE_OR_CUBE.sub(lambda found: "²" if found[1] == "2" else "³", self.text)
        return TOKEN.sub(lambda found: PRINTED.get(found[0], found[0]), raised)

    def loss(self, theta: npt.ArrayLike) -> Array:
        """Return f(x, y).

        Args:
            theta: (..., 2); taken as float64.

        Returns:
            (...) float64. nan where f is not defined, and only there (and where theta itself is nan); inf or -inf
            where f, or a part of it, is too large for a number.

        Raises:
            ValueError: when theta does not end in 2 coordinates.
        """
        return everywhere(differentials.values, self.program, theta, 2)

    def gradient(self, theta: npt.ArrayLike) -> Array:
        """Return (df/dx, df/dy), exact to rounding.

        At a kink, along each axis, the mean of the slopes to its two sides (0 for |x| at 0), and at the edge of the
        domain the only one there is; `sides` has both, and `kink` tells where. An infinite slope is inf.

        Args:
            theta: (..., 2); taken as float64.

        Returns:
            (..., 2) float64; nan where f is not defined.

        Raises:
            ValueError: when theta does not end in 2 coordinates.
        """
        return everywhere(differentials.gradients, self.program, theta, 2)

    def hessian(self, theta: npt.ArrayLike) -> Array:
        """Return the second derivatives, exact to rounding.

        Where the slopes to two sides agree and the second derivatives do not, the mean of these; nan at a kink, which
        has none.

        Args:
            theta: (..., 2); taken as float64.

        Returns:
            (..., 2, 2) float64, symmetric; nan where f is not defined.

        Raises:
            ValueError: when theta does not end in 2 coordinates.
        """
        return everywhere(differentials.hessians, self.program, theta, 2)

    def sides(self, theta: npt.ArrayLike) -> Array:
        """Return the slope on each side of a point: what df/dx is just to the left and to the right, and so for y.

        Args:
            theta: (..., 2); taken as float64.

        Returns:
            (..., 2, 2) float64: by axis, and for each to the left (below) and to the right (above). Both are alike
            but at a kink. nan where f is not defined to that side, inf or -inf where it is infinitely steep.

        Raises:
            ValueError: when theta does not end in 2 coordinates.
        """
        return everywhere(differentials.sides, self.program, theta, 2)

    def kink(self, theta: npt.ArrayLike) -> npt.NDArray[np.bool_]:
        """Tell where f has a kink: it has a value, and the slopes to two sides differ, or one side has none.

        Args:
            theta: (..., 2); taken as float64.

        Returns:
            (...) of booleans.

        Raises:
            ValueError: when theta does not end in 2 coordinates.
        """
        return everywhere(differentials.kinks, self.program, theta, 2)

    def defined(self, theta: npt.ArrayLike) -> npt.NDArray[np.bool_]:
        """Tell where f has a value, if perhaps one too large for a number: no part of it leaves its domain.

        Args:
            theta: (..., 2); taken as float64.

        Returns:
            (...) of booleans; False where theta is nan.

        Raises:
            ValueError: when theta does not end in 2 coordinates.
        """
        return ~np.isnan(self.loss(theta))

    def outside(self, theta: npt.ArrayLike) -> Outside | None:
        """Name what has no value at one point: the first operation whose argument is outside its domain.

        Args:
            theta: (2,); taken as float64.

        Returns:
            None where f is defined.

        >>> surface("sqrt(x - 2) + y").outside([1.0, 0.0])
        Outside(operation='sqrt', argument=-1.0)
        """
        x, y = np.asarray(theta, dtype=np.float64)
        with np.errstate(all="ignore"):
            found, at = first_outside(self.program, {"x": np.array([x]), "y": np.array([y])})
        if found[0] < 0:
            return None
        return Outside(SIGNS[self.program[found[0]]], float(at[0]))


def surface(text: str) -> Expression:
    """Read a function of x and y.

    Allowed: numbers, x, y, pi, e, + - * / ** and ^ (both "to the power of"), parentheses, sin cos
    tan arctan sinh cosh tanh exp log (natural) sqrt abs, min and max of two.

    Args:
        text: at most 200 characters.

    Raises:
        ExpressionError: saying what is wrong, and at which column.

    >>> float(surface("-x^2").loss([3, 0]))
    -9.0
    >>> surface("x + z")
    Traceback (most recent call last):
    gdcore.expression.ExpressionError: `z` is not x or y, at column 5
    """
    if len(text) > MOST_CHARACTERS:
        raise ExpressionError("at most {most} characters, got {got:,}", most=MOST_CHARACTERS, got=len(text))
    tokens = _tokens(text)
    if len(tokens) == 1:
        raise ExpressionError("a function needs at least one character")
    _check_words(tokens)
    _check_order(tokens)
    _check_nesting(tokens)
    return Expression(text, tuple(_program(_tree(tokens), tokens)))


class _Token(NamedTuple):
    kind: str
    text: str
    column: int

    def error(self, what: str, **values: object) -> ExpressionError:
        return ExpressionError(what, self.column, piece=_harmless(self.text), **values)


def _harmless(piece: str) -> str:
    """Return a piece of the visitor's text, or the name of a character that could be markup or invisible."""
    if len(piece) == 1 and not piece.isalnum() and piece not in "+-*/^(),.:;=!?%@":
        piece = unicodedata.name(piece, "").lower() or f"U+{ord(piece):04X}"
    return piece if len(piece) <= MOST_QUOTED else piece[: MOST_QUOTED - 1] + "…"


def _tokens(text: str) -> list[_Token]:
    tokens: list[_Token] = []
    for found in TOKEN.finditer(text):
        kind = str(found.lastgroup)
        if kind == "word" and found.group() in FUNCTIONS:
            kind = "function"
        elif kind == "open" and tokens and tokens[-1].kind == "function":
            kind = "call"
        if kind != "space":
            tokens.append(_Token(kind, found.group(), found.start() + 1))
    return [*tokens, _Token("end", "", len(text.rstrip(" \t")) + 1)]


def _check_words(tokens: Sequence[_Token]) -> None:
    """Check each token by itself."""
    for token, after in pairwise(tokens):
        if token.kind == "other":
            raise token.error("`{piece}` cannot stand in a function")
        if token.kind == "number":
            _check_number(token)
        if token.kind == "word" and token.text not in NAMES:
            if not token.text.isascii():
                raise token.error("`{piece}` has characters other than a to z")
            if after.kind == "open":
                raise token.error("`{piece}` is not one of {known}", known=", ".join(FUNCTIONS))
            raise token.error("`{piece}` is not x or y")


def _check_number(token: _Token) -> None:
    digits = sum(map(str.isdigit, token.text))
    if digits > MOST_DIGITS:
        raise token.error("a number has at most {most} digits, got {got}", most=MOST_DIGITS, got=digits)
    if float(token.text) == float("inf"):
        raise token.error("the number `{piece}` is too large")


def _check_order(tokens: Sequence[_Token]) -> None:
    """Check each token against the one before it."""
    for before, token in pairwise([_Token("start", "", 0), *tokens]):
        if token.kind in MAY_FOLLOW[before.kind]:
            continue
        if before.kind == "function":
            raise before.error("`{piece}` needs parentheses around its argument")
        if before.kind == "raised" and token.kind in {"power", "raised"}:
            raise token.error("the power before `{piece}` needs parentheses")
        if token.kind == "end":
            raise token.error("the text ends where a number or a name should follow")
        if token.kind in CONTINUES:
            raise token.error("a number or a name should stand before `{piece}`")
        raise token.error("an operator such as * is missing before `{piece}`")


def _check_nesting(tokens: Sequence[_Token]) -> None:
    """Check parentheses and what stands between them, and that the tree will be small."""
    unclosed: list[_Token] = []
    for token in tokens:
        if token.kind in {"open", "call"}:
            unclosed.append(token)
        elif token.kind == "close":
            if not unclosed:
                raise token.error("`{piece}` closes a parenthesis that was never opened")
            unclosed.pop()
        elif token.kind == "comma" and (not unclosed or unclosed[-1].kind == "open"):
            raise token.error("a comma separates the arguments of a function, and a point the decimals of a number")
        if len(unclosed) > MOST_DEPTH:
            raise token.error("parentheses nest at most {most} deep", most=MOST_DEPTH)
    if unclosed:
        raise unclosed[-1].error("`{piece}` is never closed")
    pieces = sum(token.kind not in {"open", "call", "close", "comma", "end"} for token in tokens)
    if pieces > MOST_PIECES:
        raise ExpressionError("at most {most} numbers, names and operators, got {got}", most=MOST_PIECES, got=pieces)


def _tree(tokens: Sequence[_Token]) -> ast.expr:
    """Let Python's parser find the order of operations.

    Each token gets a line of its own, so that the line of a node finds its token; the parentheses
    around make one expression of the lines. Every number is spelled as a float, so that no huge
    whole number ever arises.
    """
    spelled = (repr(float(t.text)) if t.kind == "number" else PYTHON.get(t.text, t.text) for t in tokens)
    try:
        return ast.parse("(" + "\n".join(spelled) + ")", mode="eval").body
    except (SyntaxError, ValueError, MemoryError, RecursionError, OverflowError) as error:
        raise ExpressionError("this is not a function of x and y") from error


def _program(node: ast.expr, tokens: Sequence[_Token]) -> list[Step]:
    """Turn a tree into steps: what a node works on, then its operation. Every other node is refused."""
    match node:
        case ast.Constant(value=float(number)):
            return [np.float64(number)]
        case ast.Name(id=name) if name in NAMES:
            return [NAMES[name]]
        case ast.UnaryOp(op=op, operand=operand) if type(op) in OPERATORS:
            return [*_program(operand, tokens), OPERATORS[type(op)]]
        case ast.BinOp(left=left, op=op, right=right) if type(op) in OPERATORS:
            operands = _program(left, tokens), _program(right, tokens)
            if isinstance(op, ast.Pow):
                _check_exponent(operands[1], tokens[right.lineno - 1])
            return [*operands[0], *operands[1], OPERATORS[type(op)]]
        case ast.Call(func=ast.Name(id=name, lineno=line), args=args, keywords=[]) if name in FUNCTIONS:
            _check_count(len(args), FUNCTIONS[name].nin, tokens[line - 1])
            return [*(step for argument in args for step in _program(argument, tokens)), FUNCTIONS[name]]
    raise ExpressionError("this is not a function of x and y")


def _check_count(got: int, needs: int, token: _Token) -> None:
    what = "`{piece}` takes 1 argument, got {got}" if needs == 1 else "`{piece}` takes {needs} arguments, got {got}"
    if got != needs:
        raise token.error(what, needs=needs, got=got)


def _check_exponent(program: Sequence[Step], token: _Token) -> None:
    if any(isinstance(step, str) for step in program):
        return
    with np.errstate(all="ignore"):
        value = float(run(program, {"x": Jet(np.empty(0))}, RULES).value)
    if not abs(value) <= MOST_EXPONENT:
        raise token.error("an exponent is from -{most} to {most}, got {got:g}", most=MOST_EXPONENT, got=value)
