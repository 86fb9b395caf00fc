"""What the README promises."""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
README = (ROOT / "README.md").read_text()
KOREAN = (ROOT / "README.ko.md").read_text(encoding="utf-8")


def test_its_two_commands_are_those_the_project_is_used_by():
    assert "    pip install -r requirements.txt && streamlit run app.py\n" in README
    assert "    pip install -r requirements.txt && python -m pytest\n" in README


def test_its_program_runs_and_learns():
    (program,) = re.findall(r"\n\n((?:    .*\n|\n)+)", README[README.index("its claim is false.") :])[:1]
    found = {}
    exec(re.sub(r"^    ", "", program, flags=re.MULTILINE), found)
    assert str(found["path"].verdict) == "converged at step 580: within 0.001 from step 580 on"
    assert found["run"].update == 600
    assert found["run"].evaluate().test_accuracy > 0.9


def test_every_file_it_names_exists():
    for name in re.findall(r"\(([.\w/]+\.png)\)|`((?:data|gdcore|tests|pages)/[\w/.]*)`", README + KOREAN):
        assert (ROOT / "".join(name)).exists(), name


def test_the_korean_one_gives_the_same_commands_and_pictures():
    for line in re.findall(
        r"^    (pip .*|from gdcore\.(?!network|training|optimizers import M).*|path = .*)$", README, re.M
    ):
        assert f"    {line}\n" in KOREAN
    pictures = r"\.github/readme/\w+\.\w+"
    assert re.findall(pictures, KOREAN) == re.findall(pictures, README)
