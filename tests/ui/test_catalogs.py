"""The catalogs hold every sentence of the sources, with the same places, and each term in one translation."""

import re

import pytest

from pages.ui import language
from pages.ui.language import ENGLISH, catalogs, read_catalog
from pages.ui.lessons.lessons import course
from pages.ui.lessons.told import SAID
from pages.ui.particles import last_sound, with_particles
from pages.ui.text import plural, t
from tests.sentences import all_sentences, has_words, missing, places, unused

CODES = [code for code in catalogs() if code != ENGLISH]
GLOSSARY = language.FOLDER / "glossary.ko.md"


@pytest.fixture
def korean(monkeypatch):
    monkeypatch.setattr(language._Visitor, "speaks", staticmethod(lambda: "ko"))


def test_there_is_something_to_check():
    assert CODES == ["ko"]
    assert len(all_sentences()) > 900
    # One of each way in which a sentence stands in the sources.
    for said in (
        "Spare", "Gradient descent", "Learning rate η", "`{piece}` is never closed", "“The gradient is a unit vector”",
        "minimum {k}: f = {f}, {share} of the starts", "Rosenbrock's valley", "{n} updates", "of type int",
        "a whole gzip file", "What there is, in the order of a lecture.",
    ):  # fmt: skip
        assert said in all_sentences()


@pytest.mark.parametrize("code", CODES)
def test_no_sentence_is_missing_and_none_is_left_over(code):
    assert missing(code) == {}
    assert unused(code) == []


@pytest.mark.parametrize("code", CODES)
def test_a_translation_has_the_places_of_its_sentence(code):
    wrong = {
        english: said
        for english, said in catalogs()[code].sentences.items()
        for form in ([said] if isinstance(said, str) else said.values())
        if places(english) != places(form)
    }
    assert wrong == {}


@pytest.mark.parametrize("code", CODES)
def test_a_sentence_stands_once_in_a_catalog_and_keeps_its_end_of_line_and_bold(code):
    text = (language.FOLDER / f"{code}.toml").read_text(encoding="utf-8")
    keys = re.findall(r'^("(?:[^"\\]|\\.)*") = ', text, re.MULTILINE)
    assert len(keys) == len(set(keys)) == len(catalogs()[code].sentences)
    for english, said in catalogs()[code].sentences.items():
        if isinstance(said, str):
            assert said.strip(), english
            assert said.count("**") % 2 == english.count("**") % 2, said
            assert said.count("`") % 2 == 0, said


def test_korean_leaves_no_particle_open():
    pairs = {
        ("이라고", "라고"),
        ("이라는", "라는"),
        ("은", "는"),
        ("이", "가"),
        ("을", "를"),
        ("과", "와"),
        ("으로", "로"),
    }
    for said in catalogs()["ko"].sentences.values():
        assert not re.search(r"[을를은는이가과와]\([가-힣]\)|\([가-힣]\)(?:를|는|가|와|로)", said), said
        assert set(re.findall(r"\[([가-힣]+)/([가-힣]+)\]", said)) <= pairs, said


def test_korean_says_it_in_korean():
    """What is left in Latin letters are names, code and signs."""
    latin = re.compile(r"[A-Za-z]{4,}")
    kept = {"theta", "float", "gdcore", "optimizers", "Dauphin", "Home", "Page", "Down", "Shift"}
    for english, said in catalogs()["ko"].sentences.items():
        rest = re.sub(r"`[^`]*`|\{[^}]*\}", " ", said)
        strange = [word for word in latin.findall(rest) if has_words(word) and word not in kept]
        # A name or a file that the English sentence has as well stays; a word of prose would not be alone.
        left = [word for word in strange if word not in re.findall(r"[A-Za-z]{4,}", english)]
        assert left == [], said
        assert (
            re.search("[가-힣]", said)
            or said in {"nat", "{n}ms", "−ln p (nat)", "Home, End", "P, Esc"}
            or not has_words(said)
        ), said


@pytest.mark.parametrize(
    ("text", "closed"),
    [("학습률", "ㄹ"), ("기울기", ""), ("손실값", "ㄱ"), ("0.1", "ㄹ"), ("2", ""), ("3", "ㅁ"), ("10,000", "ㅇ"),
     ("10⁻⁵", "ㅂ"), ("94.5%", ""), ("Adam", "ㅁ"), ("AdaGrad", ""), ("Momentum", "ㅁ"), ("RMSProp", "ㅂ"),
     ("AdamW", ""), ("SGD", ""), ("x", ""), ("n", "ㄴ"), ("**0.1**", "ㄹ"), ("“값”", "ㄱ"), ("(3, 4)", "")],
)  # fmt: skip
def test_a_particle_follows_the_last_sound(text, closed):
    assert last_sound(text) == closed


def test_the_particles_of_a_sentence():
    assert with_particles("**0.2**[은/는] 1[으로/로], 3[으로/로], 2[으로/로]") == "**0.2**는 1로, 3으로, 2로"
    assert with_particles("either/or [a/b]") == "either/or [a/b]"


@pytest.mark.usefixtures("korean")
def test_one_form_stands_for_every_number():
    assert [plural(n, one="{n} update", other="{n} updates") for n in (1, 2)] == ["업데이트 1회", "업데이트 2회"]


def test_a_language_may_have_more_forms_than_english(tmp_path, monkeypatch):
    path = tmp_path / "xx.toml"
    path.write_text(
        '[language]\nname = "X"\n[a]\n"Start" = "S {x}"\n'
        '"{n} updates" = {one = "{n} a", few = "{n} b", other = "{n} c"}\n'
    )
    monkeypatch.setattr(language, "catalogs", lambda: {"en": catalogs()["en"], "xx": read_catalog(path)})
    monkeypatch.setattr(language._Visitor, "speaks", staticmethod(lambda: "xx"))
    monkeypatch.setitem(
        __import__("pages.ui.text", fromlist=["x"]).PLURALS,
        "xx",
        lambda n: "one" if n == 1 else "few" if n < 5 else "other",
    )
    assert [plural(n, one="{n} update", other="{n} updates") for n in (1, 2, 7)] == ["1 a", "2 b", "7 c"]
    # A half-made catalog falls back sentence by sentence, and so does a sentence whose places do not fit.
    assert t("Reset") == "Reset"
    assert t("Start", y=1) == "Start"
    assert plural(1, one="one point", other="{n} points") == "one point"


@pytest.mark.usefixtures("korean")
def test_bold_ends_before_a_particle():
    said = t("**{method}**: **{share}** of the starts reach the minimum within {steps} steps.",
             method="Adam", share="94%", steps=3)  # fmt: skip
    assert said == "**Adam**\u2060: 시작점의 **94%\u2060**가 3스텝 안에 최솟값에 도착합니다."


def test_every_lesson_says_everything_in_every_language():
    for lesson in course().lessons:
        for code in CODES:
            assert set(lesson.told.get(code, {})) == {*SAID}, f"{lesson.name} lacks texts in {code}"
