"""What stands in Korean says the same as the English, in the glossary's words, with one particle behind a value."""

import re
import tomllib

import pytest

from pages.ui.language import catalogs
from pages.ui.lessons import lessons
from tests.sentences import ROOT

WORDS = ("title", "question", "answers", "claim", "look_for")
FILES = sorted(lessons.FOLDER.glob("*.toml"))
BOTH_PARTICLES = re.compile(r"[은을이과]\([는를가와]\)|\(으\)로|\(이\)")
NUMBER = re.compile(r"\d+만(?!큼)|\d[\d,]*(?:\.\d+)?|[⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+")
# A number that English spells, and Korean writes in digits.
SPELT = {
    "zero": "0", "half": "2", "two": "2", "three": "3", "four": "4", "seven": "7", "nine": "9", "ten": "10",
    "tenth": "10", "fifth": "5", "sixth": "6", "third": "3", "twice": "2", "twentieth": "20", "fortieth": "40",
    "hundredth": "100", "thousandth": "1,000", "millionth": "100만", "hundred": "100", "one million": "100만",
    "eight million": "800만", "once": "1", "one": "1", "a minute": "1",
}  # fmt: skip


def content(path):
    return tomllib.loads(path.read_text(encoding="utf-8"))


def texts(value):
    return value if isinstance(value, list) else [value]


def glossary():
    """Each term: its English forms, its Korean forms, and what is not said for it."""
    text = (ROOT / "data" / "text" / "glossary.ko.md").read_text(encoding="utf-8")
    rows = [[cell.strip() for cell in row.strip("|").split("|")] for row in re.findall(r"^\|.*\|$", text, re.M)]
    cells = [[[form.strip() for form in cell.split(",") if form.strip()] for cell in row] for row in rows]
    return [row for row in cells if row[0] not in (["English"], ["---"])]


def in_words(text):
    """A text without its places and its code, whose names are nobody's words."""
    return re.sub(r"`[^`]*`|\{[^}]*\}", " ", text)


def pairs():
    """Everything that is said in both languages: where, English, Korean."""
    for english, said in catalogs()["ko"].sentences.items():
        for korean in said.values() if isinstance(said, dict) else [said]:
            yield "ko.toml", english, korean
    for path in FILES:
        lesson = content(path)
        for name in WORDS:
            for english, korean in zip(texts(lesson[name]), texts(lesson["ko"][name]), strict=True):
                yield path.name, english, korean


def numbers(text, spelt=()):
    """The numbers of a text, and those it spells; 100만 is one number."""
    text = re.sub(r"(?<=[\d만])분의 1(?!\d)", "", text)
    found = {number.rstrip(",") for number in NUMBER.findall(text)}
    return found | {value for word, value in dict(spelt).items() if re.search(rf"\b{word}s?\b", text.lower())}


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_lesson_is_whole_in_korean_and_its_numbers_are_the_same(path):
    lesson = content(path)
    assert set(lesson["ko"]) == set(WORDS)
    assert len(lesson["ko"]["answers"]) == len(lesson["answers"])
    for name in WORDS:
        for english, korean in zip(texts(lesson[name]), texts(lesson["ko"][name]), strict=True):
            in_digits, said = numbers(english), numbers(korean)
            assert in_digits <= said, f"{name}: {in_digits - said} are missing"
            assert said <= numbers(english, SPELT), f"{name}: {said - numbers(english, SPELT)} are not in the English"


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_korean_question_asks_and_does_not_answer_itself(path):
    lesson = content(path)
    said = lesson["ko"]
    assert said["question"].endswith("까요?")
    assert said["answers"][lesson["right"] - 1] not in said["title"]
    for sentence in re.split(r"(?<=[.?])\s+", f"{said['claim']} {said['look_for']}"):
        assert sentence.endswith(("니다.", "세요.")), sentence


def test_one_particle_stands_behind_a_value():
    assert not [korean for _, _, korean in pairs() if BOTH_PARTICLES.search(korean)]


def test_the_glossary_fixes_each_term_once():
    english = [form for row in glossary() for form in row[0]]
    assert len(english) == len(set(english)) > 80


def test_a_term_is_translated_in_one_way():
    wrong = []
    for terms, korean_terms, avoided in glossary():
        everyday = any(form.endswith("*") for form in terms)
        term = re.compile(rf"\b(?:{'|'.join(map(re.escape, terms))})\b", re.I)
        for where, english, korean in pairs():
            if not everyday and term.search(in_words(english)) and not any(form in korean for form in korean_terms):
                wrong.append(f"{where}: {terms[0]} is not {korean_terms[0]} in: {english} = {korean}")
            wrong += [f"{where}: {form} in: {korean}" for form in avoided if form in korean]
    assert not wrong, "\n".join(wrong)
