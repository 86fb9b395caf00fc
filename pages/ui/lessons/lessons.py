"""Lessons as data: a state of a page's controls, a question, one claim, and what must come out.

What a lesson says in another language stands in its own file, in a table with the language's code, beside the English
that it is to follow: whoever changes a claim sees both.
"""

import time
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from pages.ui.controls.settings import kinds_of
from pages.ui.language import ENGLISH, catalogs, language
from pages.ui.lessons.complaint import LessonError, require
from pages.ui.lessons.expectation import Expectation, expectation, is_a, is_number, is_text, proof_of
from pages.ui.lessons.guess import Guess, read_guess
from pages.ui.lessons.told import read_told

PAGES = Path(__file__).resolve().parents[2]
LOOKS = 2.0  # seconds until a lesson that was edited is read again
FOLDER = PAGES.parent / "data" / "lessons"
TEXTS = ("page", "section", "title", "question", "claim", "look_for")
FIELDS = {*TEXTS, "order", "minutes", "answers", "right", "covered", "settings", "go_on", "proof", "expect", "guess"}
KINDS = {int: "of type int", dict: "of type dict", list: "of type list"}
# The lecture, in its order; a section of another name comes after these, and what is spare comes last.
SECTIONS = (
    "Slopes",
    "Losses",
    "One neuron, layers",
    "Line fit",
    "Where descent goes wrong",
    "Optimizers",
    "MNIST",
)
SPARE = "Spare"
MOST_ANSWERS = 4


@dataclass(frozen=True)
class Lesson:
    """One lesson, as its file says.

    Attributes:
        name: the file's name without its ending; it is the lesson's name in addresses.
        page: the page it belongs to.
        section: of the course.
        title: a few words for the button, which give nothing away.
        question: what to predict first.
        claim: what comes out, in one sentence.
        look_for: where on the screen it shows.
        order: its place in the section.
        minutes: that it takes in a lecture.
        answers: two to four to choose from.
        right: which of them is right, counted from 0.
        covered: whether the picture itself is the answer, and stays covered until it is played or revealed.
        proof: what each answer says of a measure; it holds for the right one, and for no other.
        settings: the controls it sets, by name; all others stay at the page's defaults.
        go_on: how far to go on when the run is over; 0 is no further.
        expect: what the tests hold the claim to.
        guess: a place or a number to guess besides the answers; None where there is none.
        told: the texts in other languages, by the language's code and the text's name.
        slips: what is wrong with them, by the language's code; these texts are said in English.
    """

    name: str
    page: str
    section: str
    title: str
    question: str
    claim: str
    look_for: str
    order: int
    minutes: float
    answers: tuple[str, ...]
    right: int
    covered: bool
    proof: tuple[Expectation, ...]
    settings: dict[str, Any]
    go_on: int
    expect: tuple[Expectation, ...]
    guess: Guess | None = None
    told: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    slips: Mapping[str, Sequence[LessonError]] = field(default_factory=dict)

    def said_in(self, code: str) -> "Lesson":
        """Return the lesson in another language, as far as its file has it."""
        return replace(self, **self.told.get(code, {}))

    def applied_to(self, defaults: Any) -> Any:
        """Return a page's settings as the lesson sets them.

        Raises:
            LessonError: naming the file and the setting that does not exist or cannot have its value.
        """
        kinds = kinds_of(defaults)
        for name, value in self.settings.items():
            if name not in kinds:
                raise LessonError(
                    "{file}: settings.{name}: there is no such setting on page {page}",
                    file=f"{self.name}.toml",
                    name=name,
                    page=self.page,
                )
            if not _allowed(kinds[name], value):
                raise LessonError(
                    "{file}: settings.{name} must be {rule}, got {value}",
                    file=f"{self.name}.toml",
                    name=name,
                    rule=kinds[name].rule(),
                    value=repr(value),
                )
        given = {name: tuple(value) if isinstance(value, list) else value for name, value in self.settings.items()}
        return type(defaults)(**given)


def _allowed(kind: Any, value: Any) -> bool:
    try:
        return bool(kind.allows(value))
    except (TypeError, ValueError):  # a table where a number belongs
        return False


def read(path: Path) -> Lesson:
    """Read one lesson file.

    Raises:
        LessonError: naming the file and the field that is missing, unknown or malformed.
    """
    content = _content(path)
    codes = [code for code in catalogs() if code != ENGLISH]
    for name in content:
        require(path, name, name in FIELDS or name in codes, "a known field")
    for name in TEXTS:
        require(path, name, is_text(content.get(name)), "a text that is not empty")
    for name, kind in (("order", int), ("go_on", int), ("settings", dict), ("expect", list)):
        require(path, name, is_a(content.get(name, kind()), kind), KINDS[kind])
    require(path, "covered", isinstance(content.get("covered", False), bool), "of type bool")
    minutes = content.get("minutes", 2)
    require(path, "minutes", is_number(minutes) and 0 < minutes <= 90, "a number above 0, at most 90")
    require(path, "page", _is_page(content["page"]), "the name of a page")
    answers: Any = content.get("answers")
    texts = isinstance(answers, list) and all(map(is_text, answers)) and len({*answers}) == len(answers)
    require(path, "answers", texts and 2 <= len(answers) <= MOST_ANSWERS, "two to four texts that differ")
    right: Any = content.get("right")
    require(path, "right", is_a(right, int) and 1 <= right <= len(answers), "the place of an answer, from 1 on")
    require(path, "expect", bool(content.get("expect")), "there: a claim that nothing tests is no claim")
    told = {code: read_told(path, code, content[code], len(answers)) for code in codes if code in content}
    return Lesson(
        name=path.stem,
        **{name: content[name] for name in TEXTS},
        order=content.get("order", 0),
        minutes=minutes,
        answers=tuple(answers),
        right=right - 1,
        covered=content.get("covered", False),
        proof=proof_of(path, content.get("proof"), len(answers)),
        settings=content.get("settings", {}),
        go_on=content.get("go_on", 0),
        expect=tuple(expectation(path, f"expect[{i}]", e) for i, e in enumerate(content["expect"])),
        guess=read_guess(path, content.get("guess")),
        told={code: good for code, (good, _) in told.items()},
        slips={code: wrong for code, (_, wrong) in told.items()},
    )


def _content(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise LessonError("{file}: cannot be read: {fault}", file=path.name, fault=error.strerror) from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, RecursionError) as error:
        raise LessonError("{file}: not TOML: {fault}", file=path.name, fault=error) from None


def _is_page(name: str) -> bool:
    return name.isidentifier() and (PAGES / f"{name}.py").is_file()


class Course(NamedTuple):
    """All lessons in the order of the lecture, a sentence for each file that is none, and one for each wrong text."""

    lessons: tuple[Lesson, ...]
    complaints: tuple[str, ...]
    slips: tuple[str, ...] = ()

    @property
    def lecture(self) -> tuple[Lesson, ...]:
        """The lessons that are not spare."""
        return tuple(lesson for lesson in self.lessons if lesson.section != SPARE)

    def sections(self) -> dict[str, list[Lesson]]:
        """Return the lessons by section."""
        found: dict[str, list[Lesson]] = {}
        for lesson in self.lessons:
            found.setdefault(lesson.section, []).append(lesson)
        return found

    def beside(self, name: str, by: int) -> Lesson | None:
        """Return the lesson so many places after another, or before it."""
        names = [lesson.name for lesson in self.lessons]
        place = names.index(name) + by if name in names else -1
        return self.lessons[place] if 0 <= place < len(names) else None


def course() -> Course:
    """Return the course as the folder has it now, in the visitor's language.

    A file that is no lesson costs a sentence.
    """
    files = _files(FOLDER, FOLDER.stat().st_mtime_ns, int(time.monotonic() / LOOKS))
    return _course(FOLDER, files, language())


@lru_cache(maxsize=2)
def _files(folder: Path, changed: int, moment: int) -> tuple[tuple[str, int], ...]:
    """Return the lesson files and when they were written: looked up when one has come or gone, or after a moment.

    Fifty questions to the system in every run of every page were a fifth of a crowd's time.
    """
    files = sorted(path for path in folder.iterdir() if path.suffix == ".toml")
    return tuple((path.name, _touched(path)) for path in files)


def _touched(path: Path) -> int:
    return path.stat().st_mtime_ns if path.exists() else 0


@lru_cache(maxsize=4)
def _course(folder: Path, files: tuple[tuple[str, int], ...], code: str) -> Course:
    found, complaints, slips = [], [], []
    for name, _ in files:
        try:
            lesson = read(folder / name)
        except LessonError as error:
            complaints.append(error.said())
        else:
            found.append(lesson.said_in(code))
            slips += [slip.said() for slip in lesson.slips.get(code, ())]
    return Course(tuple(sorted(found, key=_place)), tuple(complaints), tuple(slips))


def _place(lesson: Lesson) -> tuple[float, str, int, str]:
    known = lesson.section in SECTIONS
    section = SECTIONS.index(lesson.section) if known else len(SECTIONS) + (lesson.section == SPARE)
    return section, "" if known else lesson.section, lesson.order, lesson.name


def of_page(page: str) -> tuple[Lesson, ...]:
    """Return a page's lessons in the order of the course."""
    return tuple(lesson for lesson in course().lessons if lesson.page == page)
