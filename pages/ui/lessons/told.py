"""What a lesson says in another language: a table in its own file, which may be wrong without costing the lesson."""

from pathlib import Path
from typing import Any

from pages.ui.lessons.complaint import LessonError, require
from pages.ui.lessons.expectation import is_text

SAID = ("title", "question", "answers", "claim", "look_for")


def read_told(path: Path, code: str, content: Any, answers: int) -> tuple[dict[str, Any], list[LessonError]]:
    """Return the texts of a language's table, and what is wrong with the others, which are said in English.

    Args:
        path: of the lesson's file.
        code: of the language.
        content: what the file has under the code.
        answers: how many the lesson has.
    """
    good: dict[str, Any] = {}
    wrong = []
    try:
        require(path, code, isinstance(content, dict), "a table of texts")
    except LessonError as error:
        return good, [error]
    for name, said in content.items():
        try:
            _check(path, code, name, said, answers)
        except LessonError as error:
            wrong.append(error)
        else:
            good[name] = tuple(said) if name == "answers" else said
    return good, wrong


def _check(path: Path, code: str, name: str, said: Any, answers: int) -> None:
    require(path, f"{code}.{name}", name in SAID, "a known field")
    if name == "answers":
        fit = isinstance(said, list) and all(map(is_text, said)) and len({*said}) == answers == len(said)
        require(path, f"{code}.{name}", fit, "as many texts as the answers, and they must differ")
    else:
        require(path, f"{code}.{name}", is_text(said), "a text that is not empty")
