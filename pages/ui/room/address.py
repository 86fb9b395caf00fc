"""The address at which phones find a room."""

import socket
from urllib.parse import urlsplit

import streamlit as st

HERE_ONLY = {"localhost", "127.0.0.1", "::1", "0.0.0.0"}
NOWHERE = ("10.255.255.255", 9)  # nothing is sent there: it is asked by which of its addresses this machine would


def of_join(code: str) -> str:
    """Return the address with a room's code in it, as a phone can reach it."""
    return joined(st.context.url or "", str(st.session_state.get("room.page", "")), code, str(bound_to()))


def joined(url: str, page: str, code: str, bound: str) -> str:
    """Return the address of a room, given that of the lecturer's own page.

    A lecturer who runs the app on the laptop has it open as localhost, where no phone would find it: then the laptop's
    address in its network stands there, unless the app answers on this machine only.

    Args:
        url: of the page; empty where it is not known.
        page: its name in the address; empty for the front page.
        code: of the room.
        bound: the address that the app answers on; empty for all.
    """
    base = url.split("?")[0].split("#")[0].rstrip("/")
    base = base.removesuffix(f"/{page}") if page else base
    parts = urlsplit(base)
    if parts.hostname in HERE_ONLY and bound not in HERE_ONLY - {"0.0.0.0"}:
        found = in_the_network()
        base = base.replace(parts.netloc, f"{found}:{parts.port}" if parts.port else found, 1) if found else base
    return f"{base}/join?room={code}"


def bound_to() -> str:
    """Return the address that the app answers on; empty for all."""
    return str(st.get_option("server.address") or "")


def is_here_only(address: str) -> bool:
    """Whether an address is one that no other machine can reach."""
    return urlsplit(address).hostname in HERE_ONLY


def in_the_network() -> str:
    """Return this machine's address in its network; empty where it has none."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(NOWHERE)
            return str(probe.getsockname()[0])
        except OSError:
            return ""
