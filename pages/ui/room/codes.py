"""The code of a room: four letters that nobody mistakes for others, and that make no word."""

import re
import secrets
import unicodedata
from collections.abc import Callable

# Without vowels there are no words, and without these nothing is mistaken: C and G, U and V, I and L, O and Q,
# B and 8, S and 5, Z and 2, M and N to the ear.
LETTERS = "DFHJKLMPRTVWXY"
LENGTH = 4
RUDE = re.compile("FK|WTF|TWT|DK|DYK|KYK|MLF|HJ|JW")  # what may still be read into consonants


def is_code(text: str) -> bool:
    """Whether a text can be a code at all."""
    return len(text) == LENGTH and set(text) <= set(LETTERS)


def read(typed: str) -> str:
    """Return what was typed as a code: small letters, blanks and dashes are forgiven.

    >>> read(" kr-mt "), read("ｋｒｍｔ")
    ('KRMT', 'KRMT')
    """
    return re.sub(r"[\s\-_.]", "", unicodedata.normalize("NFKC", typed)).upper()


def new_code(is_taken: Callable[[str], bool]) -> str:
    """Draw a code that is free."""
    while True:
        code = "".join(secrets.choice(LETTERS) for _ in range(LENGTH))
        if not RUDE.search(code) and len(set(code)) > 2 and not is_taken(code):
            return code
