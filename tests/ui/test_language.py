from pages.ui import language
from pages.ui.language import remembered


def test_what_is_remembered_is_remembered_for_each_language_apart(monkeypatch):
    made = []

    @remembered(4)
    def greeting(name, *, loud=False):
        made.append(name)
        return f"{language.language()}: {name}{'!' if loud else ''}"

    assert [greeting("a"), greeting("a"), greeting("a", loud=True)] == ["en: a", "en: a", "en: a!"]
    monkeypatch.setattr(language, "language", lambda: "ko")
    assert greeting("a") == "ko: a"
    monkeypatch.setattr(language, "language", lambda: "en")
    assert greeting("a") == "en: a"
    assert made == ["a"] * 3
