"""Links as they arrive: what a mail program, a chat or a hand did to them on the way."""

import re
from collections.abc import Iterable, Mapping
from difflib import get_close_matches

from pages.ui.text import quote, t

# What senders and search engines add to a link, and what Streamlit itself reads.
TRACKING = re.compile(
    r"utm_|mc_|_hs|__hs|hsa_|pk_|mtm_|vero_|oly_|wt_|ga_|_g[al]|[a-z]*clid$|gbraid$|wbraid$|igsh|mkt_tok$|si$|s_kwcid$"
    r"|ref$|ref_|source$|spm$|yclid$|embed|trk|ved$|usg$|ck_subscriber_id$",
    re.IGNORECASE,
)


def mended(address: Mapping[str, str]) -> dict[str, str]:
    """Return what an address says with plain names: "&amp;" is read as "&", and a name broken by a line as whole."""
    return {re.sub(r"\s", "", name).removeprefix("amp;"): value for name, value in address.items()}


def unknown(address: Iterable[str], known: Iterable[str]) -> str:
    """Say in one sentence which names of an address a page does not know; nothing where it knows all.

    Args:
        address: the names in it.
        known: those of the page's settings.
    """
    known = list(known)
    strange = [name for name in address if name not in known and not TRACKING.match(name)]
    if not strange:
        return ""
    if len(strange) > 1:
        names = ", ".join(quote(name) for name in strange[:5])
        return t("This page does not know {names} in the link; these settings keep their values.", names=names)
    meant = _meant(strange[0], known)
    if meant:
        name, meant = quote(strange[0]), f"`{meant}`"
        return t("This page does not know {name} in the link; did you mean {meant}?", name=name, meant=meant)
    return t("This page does not know {name} in the link; it changes nothing.", name=quote(strange[0]))


def _meant(name: str, known: list[str]) -> str:
    """Return the setting whose name is close, or has these initials: Formula, learnig_rate, lr."""
    lower = {one.lower(): one for one in known}
    initials = {"".join(word[:1] for word in one.split("_")): one for one in reversed(known)}
    close = get_close_matches(name.lower(), lower, 1, 0.75)
    return lower[close[0]] if close else initials.get(name.lower(), "")
