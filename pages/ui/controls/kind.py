"""What every kind of setting answers."""

from abc import ABC, abstractmethod
from collections.abc import Callable
from typing import Any

from pages.ui.text import quote, t


class Kind(ABC):
    """A kind of setting: what it allows, how it stands in an address, and its widget.

    Attributes:
        label: what stands above the widget.
        help: what its question mark says.
    """

    label: str
    help: str | None

    @abstractmethod
    def allows(self, value: Any) -> bool:
        """Whether a setting can have a value, whatever it is."""

    @abstractmethod
    def rule(self) -> str:
        """Say what is allowed, after "must be"."""

    @abstractmethod
    def show(self, value: Any) -> str:
        """Write a value for a reader."""

    @abstractmethod
    def widget(self, key: str, value: Any, on_change: Callable[[], None] | None) -> Any:
        """Draw the widget with the value that the session holds under the key."""

    def parse(self, text: str) -> Any:
        """Return what an address says as a value; it need not be allowed."""
        return text

    def write(self, value: Any) -> str:
        """Write a value as an address has it."""
        return str(value)

    def held(self, value: Any) -> Any:
        """Return a value as the widget holds it."""
        return value

    def taken(self, held: Any) -> Any:
        """Return what the widget holds as a value; it need not be allowed."""
        return held

    def says(self) -> str | None:
        """Return what the widget's question mark says."""
        return t(self.help) if self.help else None

    def got(self, held: Any) -> str:
        """Write what the widget holds, for a complaint."""
        return t("nothing") if held is None else self.show(held)

    def complain(self, given: str, got: str, kept: Any) -> str:
        """Say in one sentence why something cannot be, and what stays.

        Args:
            given: as it was typed, or as it stands in the address.
            got: the same, fit to be shown.
            kept: the value that stays.
        """
        return t(
            "{label} must be {rule}; you entered {got}. Keeping {kept}.",
            label=t(self.label),
            rule=self.rule(),
            got=got,
            kept=self.show(kept),
        )

    def remark(self, held: Any) -> str:
        """Say what was left out of what the widget holds; nothing where it was all taken."""
        return ""


def quoted(held: Any) -> str:
    """Repeat what was typed into a box."""
    text = str(held or "").strip()
    return quote(text) if text else t("nothing")
