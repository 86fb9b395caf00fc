"""Several processes behind nginx, as deploy/ says: a visitor keeps one, and finds the other when it dies."""

import asyncio
import configparser

import pytest

from tests.deploy.hall import NGINX, ROOT, Tab, hall

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def running(request, tmp_path_factory):
    if not NGINX:
        reason = "needs nginx: apt-get install nginx-light"
        pytest.fail(reason) if request.config.getoption("browser_must_run") else pytest.skip(reason)
    with hall(tmp_path_factory.mktemp("nginx")) as both:
        yield both


def test_a_class_is_spread_and_each_visitor_keeps_a_process(running):
    """All of them come from one address."""
    visitors = [running.ask() for _ in range(24)]
    assert len({cookie for _, cookie in visitors}) == 24
    assert {served_by for served_by, _ in visitors} == set(running.processes)
    for served_by, cookie in visitors[:6]:
        for _ in range(4):
            again, new_cookie = running.ask(cookie)
            assert again == served_by
            assert not new_cookie


def test_who_loses_a_process_is_on_the_other_with_the_same_picture(running):
    served_by, cookie = running.ask()

    async def lose():
        tab = Tab(running.port, cookie)
        before = await tab.open("line_fit", "learning_rate=0.271")
        running.kill(served_by)
        assert await tab.is_cut()
        after = await Tab(running.port, cookie).open("line_fit", "learning_rate=0.271")
        return before, after

    before, after = asyncio.run(lose())
    assert running.ask(cookie)[0] != served_by
    for drawn in (before, after):
        assert any("0.271" in element for element in drawn)
        assert not any(element.startswith("exception") for element in drawn)


def test_the_unit_starts_the_app_as_the_test_does():
    unit = configparser.ConfigParser(strict=False, interpolation=None)
    unit.optionxform = str
    unit.read(ROOT / "deploy" / "gd@.service")
    start = unit["Service"]["ExecStart"]
    for part in ("streamlit run app.py", "--server.port=%i", "--server.baseUrlPath=gd", "--server.address=127.0.0.1"):
        assert part in start
