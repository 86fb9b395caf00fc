"""Korean particles behind a value: which of two forms follows from the sound that the value ends in.

A Korean sentence of the catalog writes both behind a place, "{surface}[이/가]", the form after a consonant first.
"""

import re

CHOICE = re.compile(r"\[([가-힣]{1,3})/([가-힣]{1,3})\]")
SILENT = set("*`_”’\"')]}… \u00a0$")  # what stands between the sound and the particle, and is not read
# Of what is read in Korean by its name: the last sound is a consonant, "ㄹ", or none.
DIGITS = dict(zip("0123456789", "ㅇㄹ ㅁ  ㄱㄹㄹ ", strict=True))
LETTERS = {"l": "ㄹ", "m": "ㅁ", "n": "ㄴ", "r": "ㄹ"}  # a letter alone; all others end in a vowel
ENDINGS = {"b": "ㅂ", "ck": "ㄱ", "k": "ㄱ", "l": "ㄹ", "m": "ㅁ", "n": "ㄴ", "ng": "ㅇ", "p": "ㅂ"}  # of a word
RAISED = set("⁰¹²³⁴⁵⁶⁷⁸⁹")  # 10⁻⁵ is read with 제곱 at its end
TO = "로"  # 으로 stands after a consonant, but after ㄹ, as after a vowel, 로


def with_particles(sentence: str) -> str:
    """Choose in each pair of particles the one that fits what stands before it.

    >>> with_particles("Adam[은/는] 0.1[으로/로] 3[을/를]")
    'Adam은 0.1로 3을'
    """
    return CHOICE.sub(_chosen, sentence) if "/" in sentence else sentence


def _chosen(found: re.Match[str]) -> str:
    closed, opened = found[1], found[2]
    sound = last_sound(found.string[: found.start()])
    if opened == TO and sound == "ㄹ":
        return opened
    return closed if sound else opened


def last_sound(text: str) -> str:
    """Return the consonant that a text ends in when it is read in Korean: "" for a vowel, "ㄹ", or any other sign.

    >>> [last_sound(text) for text in ("학습률", "손실", "기울기", "0.1", "2", "10⁻⁵", "Adam", "94%", "x")]
    ['ㄹ', 'ㄹ', '', 'ㄹ', '', 'ㅂ', 'ㅁ', '', '']
    """
    end = len(text)
    while end and text[end - 1] in SILENT:
        end -= 1
    last = text[end - 1 : end]
    if "가" <= last <= "힣":
        final = (ord(last) - ord("가")) % 28
        return "" if final == 0 else "ㄹ" if final == 8 else "ㄱ"
    if last in RAISED:
        return "ㅂ"
    if last in DIGITS:
        return DIGITS[last].strip()
    word = re.search(r"[A-Za-z]+$", text[:end])
    return _of_word(word[0]) if word else ""


def _of_word(word: str) -> str:
    small = word.lower()
    if len(word) == 1 or word.isupper():  # x, SGD: letter by letter
        return LETTERS.get(small[-1], "")
    return ENDINGS.get(small[-2:], ENDINGS.get(small[-1], ""))
