"""The address that phones are given."""

import pytest

from pages.ui.room import address


@pytest.fixture(autouse=True)
def network(monkeypatch):
    monkeypatch.setattr(address, "in_the_network", lambda: "192.168.1.20")


@pytest.mark.parametrize(
    ("url", "page", "bound", "found"),
    [
        ("https://gd.streamlit.app/landscape", "landscape", "", "https://gd.streamlit.app/join?room=KRMT"),
        ("https://gd.streamlit.app/", "", "", "https://gd.streamlit.app/join?room=KRMT"),
        ("https://uni.edu/apps/gd/race?x=1", "race", "", "https://uni.edu/apps/gd/join?room=KRMT"),
        ("http://localhost:8501/room", "room", "", "http://192.168.1.20:8501/join?room=KRMT"),
        ("http://localhost:8501/room", "room", "0.0.0.0", "http://192.168.1.20:8501/join?room=KRMT"),
        ("http://127.0.0.1:8501/room", "room", "127.0.0.1", "http://127.0.0.1:8501/join?room=KRMT"),
        ("http://10.0.0.7:8501/room", "room", "", "http://10.0.0.7:8501/join?room=KRMT"),
    ],
)
def test_of_a_page(url, page, bound, found):
    assert address.joined(url, page, "KRMT", bound) == found


def test_a_machine_without_a_network_says_so(monkeypatch):
    monkeypatch.setattr(address, "in_the_network", lambda: "")
    found = address.joined("http://localhost:8501/room", "room", "KRMT", "")
    assert address.is_here_only(found)
    assert not address.is_here_only("http://192.168.1.20:8501/join?room=KRMT")
