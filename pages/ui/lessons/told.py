"""What a lesson says in another language: a table of its own file, with the language's code as its name."""

from pathlib import Path
from typing import Any

from pages.ui.lessons.complaint import require
from pages.ui.lessons.expectation import is_text

SAID = ("title", "question", "claim", "look_for")  # and the answers: what a language's table says


def read_told(path: Path, code: str, content: Any, answers: int) -> dict[str, Any]:
    """Read what a lesson says in another language; what is missing is said in English.

    Args:
        path: of the lesson's file.
        code: the language's.
        content: the table of that name.
        answers: how many there are.

    Raises:
        LessonError: naming the file and the text.
    """
    require(path, code, isinstance(content, dict), "a table of texts")
    for name, text in content.items():
        require(path, f"{code}.{name}", name in (*SAID, "answers"), "a known field")
        if name != "answers":
            require(path, f"{code}.{name}", is_text(text), "a text that is not empty")
    if "answers" not in content:
        return content
    given = content["answers"]
    texts = isinstance(given, list) and all(map(is_text, given)) and len({*given}) == answers == len(given)
    require(path, f"{code}.answers", texts, "as many texts as the answers, and they must differ")
    return content | {"answers": tuple(given)}
