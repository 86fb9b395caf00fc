"""The files that other programs read: hosts of code, of notebooks, and citation managers."""

import json
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
YAML = ["CITATION.cff", ".github/workflows/test.yml", ".github/ISSUE_TEMPLATE/wrong-claim.yml"]


@pytest.mark.parametrize("name", YAML)
def test_what_is_indented_is_indented_by_blanks(name):
    lines = (ROOT / name).read_text(encoding="utf-8").splitlines()
    assert not [line for line in lines if "\t" in line or line.rstrip() != line]
    assert all((len(line) - len(line.lstrip())) % 2 == 0 for line in lines)


def test_the_workflow_runs_what_a_change_must_pass_on_each_python_that_is_promised():
    workflow = (ROOT / ".github/workflows/test.yml").read_text(encoding="utf-8")
    assert "bash .ci/run" in workflow
    lowest, above = re.findall(r"3\.(\d+)", (ROOT / "pyproject.toml").read_text().split("requires-python")[1])[:2]
    named = {int(minor) for minor in re.findall(r'"3\.(\d+)"', workflow)}
    assert set(range(int(lowest), int(above))) <= named


def test_the_devcontainer_starts_the_app():
    container = json.loads((ROOT / ".devcontainer/devcontainer.json").read_text())
    assert container["postCreateCommand"] == "pip install -r requirements.txt"
    assert container["postAttachCommand"].startswith("streamlit run app.py")


def test_no_lock_file_takes_the_place_of_the_requirements():
    """Community Cloud reads the first of these that it finds."""
    for name in ("uv.lock", "Pipfile", "environment.yml"):
        assert not (ROOT / name).exists()


def test_the_licence_leaves_the_images_theirs():
    licence = (ROOT / "LICENSE").read_text()
    assert licence.startswith("MIT License")
    assert "CC BY-SA 3.0" in licence
