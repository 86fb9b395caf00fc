"""The QR code: published examples, and a reader of its own that shares nothing with the maker."""

import itertools
import random

import pytest

from pages.ui.room import qr

# The blocks of level M as the standard lists them: (data words, how many of such blocks), ..., and correction words.
BLOCKS = {
    1: ([(16, 1)], 10), 2: ([(28, 1)], 16), 3: ([(44, 1)], 26), 4: ([(32, 2)], 18), 5: ([(43, 2)], 24),
    6: ([(27, 4)], 16), 7: ([(31, 4)], 18), 8: ([(38, 2), (39, 2)], 22), 9: ([(36, 3), (37, 2)], 22),
    10: ([(43, 4), (44, 1)], 26),
}  # fmt: skip


def test_the_correction_of_the_standards_example():
    data = bytes.fromhex("10200C566180EC11EC11EC11EC11EC11")
    assert bytes(qr.remainder(list(data), 10)).hex().upper() == "A524D4C1ED36C7872C55"


def test_format_and_version_of_the_standards_examples():
    assert f"{qr.protected(0b00101, 10, qr.FORMAT) ^ qr.FORMAT_MASK:015b}" == "100000011001110"
    assert f"{qr.protected(7, 12, qr.VERSION):018b}" == "000111110010010100"


EXP = list(itertools.accumulate(range(254), lambda a, _: a * 2 ^ (0x11D if a > 127 else 0), initial=1))
LOG = {value: k for k, value in enumerate(EXP)}


def at(words, k):
    """A block's polynomial at the generator's k-th root, by Horner's rule with logarithms."""
    value = 0
    for word in words:
        value = (EXP[(LOG[value] + k) % 255] if value else 0) ^ word
    return value


def is_pattern(row, column, size):
    version = (size - 17) // 4
    if 6 in (row, column) or (row < 9 and (column < 9 or column >= size - 8)) or (row >= size - 8 and column < 9):
        return True
    if version >= 7 and ((row < 6 and column >= size - 11) or (column < 6 and row >= size - 11)):
        return True
    if version == 1:
        return False
    centres = [6, size - 7] if version < 7 else [6, (size - 1) // 2, size - 7]
    corners = {(6, 6), (6, size - 7), (size - 7, 6)}
    places = set(itertools.product(centres, centres)) - corners
    return any(abs(row - r) <= 2 and abs(column - c) <= 2 for r, c in places)


MASKS = [lambda i, j: (i + j) % 2, lambda i, j: i % 2, lambda i, j: j % 3, lambda i, j: (i + j) % 3,
         lambda i, j: (i // 2 + j // 3) % 2, lambda i, j: (i * j) % 2 + (i * j) % 3,
         lambda i, j: ((i * j) % 2 + (i * j) % 3) % 2, lambda i, j: ((i + j) % 2 + (i * j) % 3) % 2]  # fmt: skip


def read(dark):
    """Read a symbol as a camera's program does: its mask, its words, their correction, its bytes."""
    size = len(dark)
    form = int("".join(str(int(dark[8][c])) for c in range(5)), 2) ^ 0b10101  # the first five bits of its format
    assert form >> 3 == 0, "not of level M"
    bits, column, up = [], size - 1, True
    while column > 0:
        if column == 6:
            column -= 1
        for row in reversed(range(size)) if up else range(size):
            bits += [
                dark[row][c] ^ (not MASKS[form & 7](row, c))
                for c in (column, column - 1)
                if not is_pattern(row, c, size)
            ]
        column, up = column - 2, not up
    words = [int("".join(str(int(b)) for b in bits[k : k + 8]), 2) for k in range(0, len(bits) - 7, 8)]
    groups, correction = BLOCKS[(size - 17) // 4]
    sizes = [n for n, count in groups for _ in range(count)]
    coming = iter(words)
    blocks = [[] for _ in sizes]
    for k in range(max(sizes)):
        for block, n in zip(blocks, sizes, strict=True):
            if k < n:
                block.append(next(coming))
    data = [word for block in blocks for word in block]
    for _ in range(correction):
        for block in blocks:
            block.append(next(coming))
    assert not any(at(block, k) for block in blocks for k in range(correction))
    stream = "".join(f"{word:08b}" for word in data)
    assert stream[:4] == "0100"
    head = 12 if size < 57 else 20
    length = int(stream[4:head], 2)
    return bytes(int(stream[k : k + 8], 2) for k in range(head, head + 8 * length, 8)).decode()


@pytest.mark.parametrize("version", range(1, 11))
def test_a_text_that_fills_a_version_is_read_again_and_one_byte_more_takes_the_next(version):
    signs = random.Random(version)
    text = "".join(signs.choices("abcdefghijklmnopqrstuvwxyzABCXYZ0123456789:/?=&-_.%", k=qr.room_for(version)))
    dark = qr.encode(text)
    assert len(dark) == 17 + 4 * version
    assert read(dark) == text
    if version < 10:
        assert len(qr.encode(text + "x")) == len(dark) + 4


def test_any_mask_is_read_and_the_one_of_the_least_penalty_is_taken():
    text = "http://192.168.1.20:8501/join?room=KBMT"
    bits = [bool(word >> k & 1) for word in qr.codewords(text.encode(), 3) for k in range(7, -1, -1)]
    symbols = [qr.symbol(3, bits, mask) for mask in range(8)]
    assert [read(dark) for dark in symbols] == [text] * 8
    assert qr.encode(text) == min(symbols, key=qr.penalty)


def test_a_text_that_no_symbol_holds_is_an_error_with_its_length():
    with pytest.raises(ValueError, match="at most 213 bytes, got 214"):
        qr.encode("x" * 214)
