"""A function f(x, y), or f(x), from the text a visitor typed, such as "x**2/20 + y**2".

The text comes from the address bar, so from anybody. It passes two locks. First it is cut into
tokens, and only numbers, known names and operators in a sensible order get further: here almost
every error is found, and said in words of our own. Then Python's `ast` gives the order of operations,
and the tree is taken apart by a list of the few nodes that are known. Nothing is ever compiled or
evaluated by Python: what comes out is a list of NumPy operations.
"""

import ast
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import ClassVar

import numpy as np
import numpy.typing as npt

from gdcore.arrays import Array
from gdcore.derivative_rules import RULES
from gdcore.formula_grammar import MOST_DEPTH, MOST_PIECES, complete, typeset
from gdcore.formula_tokens import MOST_CHARACTERS, MOST_DIGITS, MOST_QUOTED, RAISED, ExpressionError, Token, tokens_of
from gdcore.jets import Jet, Step, run
from gdcore.surface import Critical
from gdcore.typed_function import Outside, TypedFunction

__all__ = [
    "FUNCTIONS", "MOST_CHARACTERS", "MOST_DEPTH", "MOST_DIGITS", "MOST_EXPONENT", "MOST_PIECES", "MOST_QUOTED",
    "Curve", "Expression", "ExpressionError", "Outside", "curve", "surface",
]  # fmt: skip

MOST_EXPONENT = 20

CONSTANTS: dict[str, Step] = {"e": np.float64(np.e), "pi": np.float64(np.pi), "π": np.float64(np.pi)}
FUNCTIONS = {
    "sin": np.sin, "cos": np.cos, "tan": np.tan, "arctan": np.arctan, "sinh": np.sinh, "cosh": np.cosh, "tanh": np.tanh,
    "exp": np.exp, "log": np.log, "sqrt": np.sqrt, "abs": np.absolute, "min": np.minimum, "max": np.maximum,
}  # fmt: skip
OPERATORS: dict[type[ast.AST], np.ufunc] = {
    ast.Add: np.add, ast.Sub: np.subtract, ast.Mult: np.multiply, ast.Div: np.divide, ast.Pow: np.power,
    ast.USub: np.negative, ast.UAdd: np.positive,
}  # fmt: skip


@dataclass(frozen=True)
class Expression(TypedFunction):
    """A typed function as an objective over theta = (x, y).

    Attributes:
        minima: those that are known, as `gdcore.minima.find_minima` finds them; () where nobody has looked.

    >>> surface("x^2 + y").loss([[3, 1], [0, 0]])
    array([10.,  0.])
    """

    variables: ClassVar[tuple[str, ...]] = ("x", "y")
    minima: tuple[Critical, ...] = field(default=(), repr=False)


@dataclass(frozen=True)
class Curve(TypedFunction):
    """A typed function of x alone; also an objective over theta = (x,).

    >>> course = curve("0.01*x^2 + 0.1*x")
    >>> round(float(course.slope(5)), 12), round(float(course.slope(10)), 12)
    (0.2, 0.3)
    """

    variables: ClassVar[tuple[str, ...]] = ("x",)

    def value(self, x: npt.ArrayLike) -> Array:
        """Return f(x), (...) -> (...); nan where f is not defined, infinite where it is too large for a number."""
        return self.loss(_column(x))

    def slope(self, x: npt.ArrayLike) -> Array:
        """Return f'(x), (...) -> (...); at a kink the mean of the slopes to both sides, see `slopes`."""
        return self.gradient(_column(x))[..., 0]

    def curvature(self, x: npt.ArrayLike) -> Array:
        """Return f''(x), (...) -> (...); nan at a kink."""
        return self.hessian(_column(x))[..., 0, 0]

    def slopes(self, x: npt.ArrayLike) -> Array:
        """Return the slopes just to the left and to the right of x, (...) -> (..., 2); nan where f is not defined."""
        return self.sides(_column(x))[..., 0, :]


def surface(text: str) -> Expression:
    """Read a function of x and y.

    Allowed: numbers, x, y, pi, e, + - * / ** and ^ (both "to the power of"), parentheses, sin cos
    tan arctan sinh cosh tanh exp log (natural, also ln) sqrt abs, min and max of two. Capitals, signs of
    a typesetter, "f(x, y) =" at the beginning and products without a sign (2xy) are read as well.

    Args:
        text: at most 200 characters.

    Raises:
        ExpressionError: saying what is wrong, and at which column.

    >>> float(surface("-x^2").loss([3, 0]))
    -9.0
    >>> surface("f(x, y) = 2xy + Sin x").formula
    '2·x·y + sin(x)'
    >>> surface("x + z")
    Traceback (most recent call last):
    gdcore.formula_tokens.ExpressionError: `z` is not x or y, at column 5
    """
    return Expression(text, *_read(text, Expression.variables))


def curve(text: str) -> Curve:
    """Read a function of x alone, as `surface` does one of x and y.

    Args:
        text: at most 200 characters.

    Raises:
        ExpressionError: saying what is wrong, and at which column.

    >>> curve("f(x) = x + y")
    Traceback (most recent call last):
    gdcore.formula_tokens.ExpressionError: `y` cannot stand in a function of x alone, at column 12
    """
    return Curve(text, *_read(text, Curve.variables))


def _column(x: npt.ArrayLike) -> Array:
    return np.asarray(x, dtype=np.float64)[..., np.newaxis]


def _read(text: str, variables: tuple[str, ...]) -> tuple[str, tuple[Step, ...], tuple[str, ...]]:
    """Return the formula, the program, and for each of its operations the argument whose domain is limited."""
    tokens = complete(tokens_of(text, variables))
    program, arguments = zip(*_program(_tree(tokens), tokens, variables), strict=True)
    return typeset(tokens), program, arguments


def _tree(tokens: Sequence[Token]) -> ast.expr:
    """Let Python's parser find the order of operations.

    Each token gets a line of its own, so that the line of a node finds its token; the parentheses
    around make one expression of the lines. Every number is spelled as a float, so that no huge
    whole number ever arises.
    """
    try:
        return ast.parse("(" + "\n".join(map(_spelled, tokens)) + ")", mode="eval").body
    except (SyntaxError, ValueError, MemoryError, RecursionError, OverflowError) as error:
        raise ExpressionError("this is not a function") from error


def _spelled(token: Token) -> str:
    if token.kind == "number":
        return repr(float(token.text))
    if token.kind == "raised":
        digits = "".join(str(RAISED.index(digit)) for digit in token.text.removeprefix("⁻"))
        return ("**-" if token.text[0] == "⁻" else "**") + repr(float(digits))
    return "**" if token.kind == "power" else token.text


Read = list[tuple[Step, str]]  # steps, each with its argument as a reader writes it where its domain is limited


def _program(node: ast.expr, tokens: Sequence[Token], variables: Sequence[str]) -> Read:
    """Turn a tree into steps: what a node works on, then its operation. Every other node is refused."""

    def written(part: ast.expr) -> str:
        return typeset(tokens[part.lineno - 1 : part.end_lineno])

    match node:
        case ast.Constant(value=float(number)):
            return [(np.float64(number), "")]
        case ast.Name(id=name) if name in CONSTANTS or name in variables:
            return [(CONSTANTS.get(name, name), "")]
        case ast.UnaryOp(op=op, operand=operand) if type(op) in OPERATORS:
            return [*_program(operand, tokens, variables), (OPERATORS[type(op)], "")]
        case ast.BinOp(left=left, op=op, right=right) if type(op) in OPERATORS:
            # Once each: a tower of powers would double the work at every level.
            first, second = _program(left, tokens, variables), _program(right, tokens, variables)
            if isinstance(op, ast.Pow):
                _check_exponent(second, tokens[right.lineno - 1])
            limited = {ast.Pow: left, ast.Div: right}.get(type(op))
            return [*first, *second, (OPERATORS[type(op)], written(limited) if limited else "")]
        case ast.Call(func=ast.Name(id=name, lineno=line), args=args, keywords=[]) if name in FUNCTIONS:
            _check_count(len(args), FUNCTIONS[name].nin, tokens[line - 1])
            steps = [step for argument in args for step in _program(argument, tokens, variables)]
            return [*steps, (FUNCTIONS[name], written(args[0]))]
    raise ExpressionError("this is not a function")


def _check_count(got: int, needs: int, token: Token) -> None:
    what = "`{piece}` takes 1 argument, got {got}" if needs == 1 else "`{piece}` takes {needs} arguments, got {got}"
    if got != needs:
        raise token.error(what, needs=needs, got=got)


def _check_exponent(read: Read, token: Token) -> None:
    program = [step for step, _ in read]
    if any(isinstance(step, str) for step in program):
        return
    with np.errstate(all="ignore"):
        value = float(run(program, {"x": Jet(np.empty(0))}, RULES).value)
    if np.isnan(value):
        raise token.error("this exponent has no value")
    if not abs(value) <= MOST_EXPONENT:
        raise token.error("an exponent is from -{most} to {most}, got {got:g}", most=MOST_EXPONENT, got=value)
