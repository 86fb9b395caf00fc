"""From tokens to a function that can be read in one way only: the signs that are left out on paper, and the order.

On paper 2xy and sin x need no signs. They are put in where there is one way to read them, and where there are two, as
in 1/2x and x^2y, the sentence says what to write.
"""

from collections.abc import Sequence
from itertools import pairwise

from gdcore.formula_tokens import ARGUMENTS, RAISED, ExpressionError, Token

MOST_PIECES = 120  # the Goldstein-Price function, the longest of the usual ones, has 77
MOST_DEPTH = 30  # of parentheses

OPENS = {"open", "call"}
BEGINS = {"number", "word", "function", "sign", "open"}
CONTINUES = {"power", "raised", "operator", "sign", "close", "comma", "end"}
ENDS_OPERAND = {"number", "word", "close", "raised"}
MAY_FOLLOW = {
    **dict.fromkeys(("start", "power", "operator", "sign", "open", "comma"), BEGINS),
    **dict.fromkeys(("number", "word", "close"), CONTINUES),
    "raised": CONTINUES - {"power", "raised"},  # on paper x²^3 is (x²)^3, in Python x**2**3 is x**8
    "function": {"call"},
    "call": BEGINS | {"close"},  # 0 arguments are counted later
}
SHOWN = {"**": "^", "*": "·", "-": "−"}


def complete(tokens: Sequence[Token]) -> list[Token]:
    """Put in the signs that were left out, and check that the tokens make a function.

    Raises:
        ExpressionError: what is missing or not clear, and where.
    """
    whole = _with_products(_with_calls(tokens))
    if len(whole) == 1:
        raise ExpressionError("a function needs at least one character")
    _check_order(whole)
    _check_nesting(whole)
    return whole


def typeset(tokens: Sequence[Token]) -> str:
    """Return tokens as a reader writes them: x²/20 + y². They can be typed so as well."""
    shown, skip = "", 0
    for k, token in enumerate(tokens):
        if skip:
            skip -= 1
            continue
        raised = _square_or_cube(tokens[k : k + 3])
        skip = 1 if raised else 0
        space = " " if token.apart and shown else ""
        shown += raised or space + SHOWN.get(token.text, token.text)
    return shown


def _square_or_cube(tokens: Sequence[Token]) -> str:
    """Return the superscript for ^2 and ^3, but for x^2^3."""
    if len(tokens) < 2 or tokens[0].kind != "power" or tokens[1].text not in {"2", "3"}:
        return ""
    return "" if len(tokens) == 3 and tokens[2].kind in {"power", "raised"} else RAISED[int(tokens[1].text)]


def _with_calls(tokens: Sequence[Token]) -> list[Token]:
    """Put parentheses around the argument of a function that has none, as in sin x + y; mark the others as calls."""
    whole: list[Token] = []
    closes = False
    for before, token, after in zip([Token("start", "", 0), *tokens], tokens, [*tokens[1:], None], strict=False):
        if before.kind == "function" and token.kind == "open":
            token = token._replace(kind="call")
        elif before.kind == "function":
            _check_bare(before, token, after)
            whole.append(Token("call", "(", token.column))
            token, closes = token._replace(apart=""), True
        whole.append(token)
        if closes:
            whole.append(Token("close", ")", token.column))
            closes = False
    return whole


def _check_bare(function: Token, argument: Token, after: Token | None) -> None:
    """Check that a function without parentheses has an argument whose end is clear."""
    name, needs = function.text, ARGUMENTS[function.text]
    if argument.kind in {"power", "raised"}:
        raise function.error("write the power after the argument, as in {name}(x)^2", name=name)
    clear = {"sign", "close", "comma", "end", *(["operator"] if function.typed == "√" else [])}
    ends = after is not None and after.kind in clear
    if not (argument.kind in {"number", "word"} and ends and needs == 1):
        example = f"{name}(x)" if needs == 1 else f"{name}(x, 1)"
        raise function.error("`{piece}` needs parentheses around its argument, as in {example}", example=example)


def _with_products(tokens: Sequence[Token]) -> list[Token]:
    """Put in the sign of a product where none was typed, as in 2xy, and where there is one way to read that."""
    whole: list[Token] = []
    outer: list[tuple[bool, bool]] = []
    below, raised = False, False  # whether the factor before stands below a fraction's line, in an exponent
    for before, token in pairwise([Token("start", "", 0), *tokens]):
        ends = before.kind in ENDS_OPERAND
        if ends and token.kind in {"word", "function", "open"} and token.apart != "\n":
            if raised:
                raise token.error("it is not clear where the exponent ends: write * or parentheses before `{piece}`")
            if below:
                raise token.error("it is not clear what is divided by: write * or parentheses before `{piece}`")
            whole.append(Token("operator", "*", token.column))
            token = token._replace(apart="")
        if token.kind == "operator":
            below, raised = token.text == "/", False
        elif token.kind == "power":
            raised = True
        elif (token.kind == "sign" and ends) or token.kind == "comma":
            below, raised = False, False
        if token.kind in OPENS:
            outer.append((below, raised and token.kind == "call"))  # an exponent in parentheses ends with them
            below, raised = False, False
        elif token.kind == "close" and outer:
            below, raised = outer.pop()
        whole.append(token)
    return whole


def _check_order(tokens: Sequence[Token]) -> None:
    """Check each token against the one before it."""
    for before, token in pairwise([Token("start", "", 0), *tokens]):
        if token.kind in MAY_FOLLOW[before.kind]:
            continue
        if before.kind == "raised" and token.kind in {"power", "raised"}:
            raise token.error("the power before `{piece}` needs parentheses")
        if token.kind == "end":
            raise token.error("the text ends where a number or a name should follow")
        if token.kind in CONTINUES:
            raise token.error("a number or a name should stand before `{piece}`")
        raise token.error("an operator such as * is missing before `{piece}`")


def _check_nesting(tokens: Sequence[Token]) -> None:
    """Check parentheses and what stands between them, and that the tree will be small."""
    unclosed: list[Token] = []
    for token in tokens:
        if token.kind in OPENS:
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
    pieces = sum(token.kind not in {*OPENS, "close", "comma", "end"} for token in tokens)
    if pieces > MOST_PIECES:
        raise ExpressionError("at most {most} numbers, names and operators, got {got}", most=MOST_PIECES, got=pieces)
