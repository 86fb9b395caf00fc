"""What is wrong with a lesson's file, in one sentence."""

from pathlib import Path

from pages.ui.text import t


class LessonError(Exception):
    """A lesson file that cannot be used; the message names the file and the field.

    Attributes:
        sentence: the message in English, with {placeholders}.
        values: what fills them; a rule among them is a phrase that follows "must be".
    """

    def __init__(self, sentence: str, **values: object):
        super().__init__(sentence)
        self.sentence, self.values = sentence, values

    def __str__(self) -> str:
        return self.sentence.format(**self.values)

    def said(self) -> str:
        """Say it in the visitor's language."""
        rule = {"rule": t(str(self.values["rule"]))} if "rule" in self.values else {}
        return t(self.sentence, **self.values | rule)


def require(path: Path, name: str, holds: bool, rule: str) -> None:
    """Raise the one sentence that a bad file gets: its name, the field and the rule.

    Args:
        path: of the file.
        name: of the field.
        holds: whether the field keeps the rule.
        rule: the rule, to follow "must be".

    Raises:
        LessonError: "four-rates.toml: order must be of type int".
    """
    if not holds:
        raise LessonError("{file}: {name} must be {rule}", file=path.name, name=name, rule=rule)
