"""A real browser on the real app."""

import shutil
from pathlib import Path

import pytest

from tests.browser.serving import CHROMIUM, FLAGS, serving

NEEDS = "browser tests need Debian's chromium and playwright: apt-get install chromium; pip install playwright"


def pytest_collection_modifyitems(config, items):
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def playwright(request):
    """The library, or a skip with a sentence that says what to install; with --browser-must-run a failure."""
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        sync_playwright = None
    if sync_playwright is None or not shutil.which(CHROMIUM):
        if request.config.getoption("--browser-must-run"):
            pytest.fail(NEEDS)
        pytest.skip(NEEDS)
    with sync_playwright() as library:
        yield library


@pytest.fixture(scope="session")
def browser(playwright):
    browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
    yield browser
    browser.close()


@pytest.fixture(scope="session")
def address(playwright):
    """The address of one server for all tests."""
    with serving() as (address, _):
        yield address


@pytest.fixture
def fresh_address(playwright):
    """The address of a server nobody has visited."""
    with serving() as (address, _):
        yield address


class Visit:
    """A page in a browser of its own, with everything that went wrong on it."""

    def __init__(self, browser, address, size=(1366, 768), **context):
        self.context = browser.new_context(viewport={"width": size[0], "height": size[1]}, **context)
        self.page, self.address = self.context.new_page(), address
        self.page.set_default_timeout(30_000)
        self.faults, self.received, self.sockets = [], [], []
        self.page.on("console", self._console)
        self.page.on("pageerror", lambda error: self.faults.append(f"page error: {error}"))
        self.page.on("request", self._request)
        self.page.on("websocket", self._websocket)

    def _console(self, message):
        # On a deep link Streamlit itself first asks for its health page below the page's path.
        if message.type == "error" and "/_stcore/" not in message.location.get("url", ""):
            self.faults.append(f"console: {message.text}")

    def _websocket(self, socket):
        self.sockets.append(socket)
        socket.on("framereceived", lambda frame: self.received.append(len(frame)))

    def _request(self, request):
        if request.url.startswith("http") and not request.url.startswith(self.address):
            self.faults.append(f"asks outside: {request.url}")

    def go(self, path):
        """Open a path and wait for its first chart, where it has one."""
        self.page.goto(self.address + path)
        self.page.wait_for_selector("[data-testid=stAppViewContainer]")
        self.page.wait_for_load_state("networkidle")
        return self

    def check(self):
        """Fail when anything went wrong."""
        exceptions = self.page.locator("[data-testid=stException]").all_inner_texts()
        assert exceptions + self.faults == []


@pytest.fixture
def visit(browser, address):
    """Open the app; at the end, nothing may have gone wrong on the page."""
    visits = []

    def open_at(path="/", **how):
        found = Visit(browser, how.pop("address", address), **how).go(path)
        visits.append(found)
        return found

    yield open_at
    for found in visits:
        found.check()
        found.context.close()
