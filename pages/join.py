"""The page of a phone: it joins a room, and takes part."""

from pages.parts.join import phone
from pages.ui import shell

shell.enter("join")
phone.show()
