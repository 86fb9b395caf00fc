"""A QR code for an address: ISO/IEC 18004, byte mode, error correction level M, versions 1 to 10."""

from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

Modules = list[list[bool]]  # rows of a square; True is dark


class Version(NamedTuple):
    """A size of the symbol, at level M."""

    codewords: int  # data and correction together
    correction: int  # codewords a block
    blocks: int
    alignment: tuple[int, ...]  # centres of the alignment patterns, along either side


VERSIONS = (
    Version(26, 10, 1, ()),
    Version(44, 16, 1, (6, 18)),
    Version(70, 26, 1, (6, 22)),
    Version(100, 18, 2, (6, 26)),
    Version(134, 24, 2, (6, 30)),
    Version(172, 16, 4, (6, 34)),
    Version(196, 18, 4, (6, 22, 38)),
    Version(242, 22, 4, (6, 24, 42)),
    Version(292, 22, 5, (6, 26, 46)),
    Version(346, 26, 5, (6, 28, 50)),
)
BYTE_MODE, LEVEL_M = 0b0100, 0b00
PADS = (0xEC, 0x11)
FIELD = 0x11D  # x^8 + x^4 + x^3 + x^2 + 1, which makes GF(256)
FORMAT, FORMAT_MASK, VERSION = 0x537, 0x5412, 0x1F25  # generators of the codes that protect format and version
FINDER = (0b1111111, 0b1000001, 0b1011101, 0b1011101, 0b1011101, 0b1000001, 0b1111111)
LIKE_A_FINDER = ([True, False, True, True, True, False, True, *[False] * 4],
                 [*[False] * 4, True, False, True, True, True, False, True])  # fmt: skip
MASKS = (
    lambda row, column: (row + column) % 2 == 0,
    lambda row, column: row % 2 == 0,
    lambda row, column: column % 3 == 0,
    lambda row, column: (row + column) % 3 == 0,
    lambda row, column: (row // 2 + column // 3) % 2 == 0,
    lambda row, column: row * column % 2 + row * column % 3 == 0,
    lambda row, column: (row * column % 2 + row * column % 3) % 2 == 0,
    lambda row, column: ((row + column) % 2 + row * column % 3) % 2 == 0,
)


def encode(text: str) -> Modules:
    """Return the modules of the smallest symbol that holds a text, with the mask of the least penalty.

    Raises:
        ValueError: when the text is longer than a symbol of version 10 holds, 213 bytes.

    >>> len(encode("https://example.org/join?room=KBMT"))
    29
    """
    data = text.encode()
    number = next((k for k, v in enumerate(VERSIONS, 1) if len(data) <= room_for(k)), 0)
    if not number:
        raise ValueError(f"text must have at most {room_for(len(VERSIONS))} bytes, got {len(data)}")
    bits = [bool(word >> k & 1) for word in codewords(data, number) for k in range(7, -1, -1)]
    return min((symbol(number, bits, mask) for mask in range(len(MASKS))), key=penalty)


def room_for(number: int) -> int:
    """Return how many bytes a version holds: its data codewords without the header's 12 or 20 bits."""
    return data_words(number) - (2 if number < 10 else 3)


def data_words(number: int) -> int:
    """Return how many of a version's codewords are data."""
    version = VERSIONS[number - 1]
    return version.codewords - version.correction * version.blocks


def codewords(data: bytes, number: int) -> list[int]:
    """Return the codewords in the order in which they are placed: block by block, taken in turn."""
    version, words = VERSIONS[number - 1], padded(data, number)
    short, longer = divmod(len(words), version.blocks)
    blocks, at = [], 0
    for k in range(version.blocks):
        size = short + (k >= version.blocks - longer)  # the longer blocks come last
        blocks.append(words[at : at + size])
        at += size
    corrections = [remainder(block, version.correction) for block in blocks]
    return [*in_turn(blocks), *in_turn(corrections)]


def padded(data: bytes, number: int) -> list[int]:
    """Return the data codewords: mode, length, the bytes, the terminator, and pads up to the version's number."""
    length = 8 if number < 10 else 16
    bits = f"{BYTE_MODE:04b}{len(data):0{length}b}" + "".join(f"{byte:08b}" for byte in data)
    most = data_words(number)
    bits += "0" * min(4, 8 * most - len(bits))
    bits += "0" * (-len(bits) % 8)
    words = [int(bits[k : k + 8], 2) for k in range(0, len(bits), 8)]
    return words + [PADS[k % 2] for k in range(most - len(words))]


def in_turn(blocks: list[list[int]]) -> Iterator[int]:
    """Take the first word of every block, then the second of every block, and so on."""
    for k in range(max(map(len, blocks))):
        yield from (block[k] for block in blocks if k < len(block))


def times(a: int, b: int) -> int:
    """Multiply in GF(256).

    >>> times(2, 0x80) == FIELD - 0x100
    True
    """
    product = 0
    for k in range(7, -1, -1):
        product = (product << 1) ^ (FIELD if product & 0x80 else 0)
        product ^= a if b >> k & 1 else 0
    return product


def generator(degree: int) -> list[int]:
    """Return the coefficients of (x - 1)(x - 2)(x - 4)..., the highest first, without its leading 1."""
    found, root = [1], 1
    for _ in range(degree):
        found = [a ^ times(b, root) for a, b in zip([*found, 0], [0, *found], strict=True)]
        root = times(root, 2)
    return found[1:]


def remainder(block: list[int], degree: int) -> list[int]:
    """Return the Reed-Solomon codewords of a block: the remainder of its polynomial by the generator."""
    divisor, rest = generator(degree), [0] * degree
    for word in block:
        factor = word ^ rest[0]
        rest = [a ^ times(b, factor) for a, b in zip([*rest[1:], 0], divisor, strict=True)]
    return rest


def protected(value: int, length: int, divisor: int) -> int:
    """Append so many bits of a BCH code to a value: the remainder by a generator."""
    rest = value << length
    while rest.bit_length() > length:
        rest ^= divisor << (rest.bit_length() - length - 1)
    return value << length | rest


def symbol(number: int, bits: list[bool], mask: int) -> Modules:
    """Return the modules of a version with its patterns, its format and the masked bits."""
    dark, taken = patterns(number)
    describe(dark, taken, number, mask)
    size, coming = len(dark), iter(bits)
    # Two columns at a time from the right, up and down by turns; the upright timing pattern is stepped over.
    for turn, right in enumerate(right - (right <= 6) for right in range(size - 1, 0, -2)):
        for row in range(size) if turn % 2 else range(size - 1, -1, -1):
            for column in (right, right - 1):
                if not taken[row][column]:
                    dark[row][column] = next(coming, False) ^ MASKS[mask](row, column)
    return dark


def patterns(number: int) -> tuple[Modules, Modules]:
    """Return the modules of finders, timing and alignment, and which modules are taken by them."""
    size = 17 + 4 * number
    dark, taken = ([[False] * size for _ in range(size)] for _ in range(2))

    def put(row: int, column: int, value: bool) -> None:
        if 0 <= row < size and 0 <= column < size:
            dark[row][column], taken[row][column] = value, True

    for k in range(size):
        put(6, k, k % 2 == 0)
        put(k, 6, k % 2 == 0)
    for top, left in ((0, 0), (0, size - 7), (size - 7, 0)):
        for row in range(-1, 8):
            for column in range(-1, 8):
                inside = 0 <= row < 7 and 0 <= column < 7
                put(top + row, left + column, inside and bool(FINDER[row] >> column & 1))
    centres = VERSIONS[number - 1].alignment
    for row in centres:
        for column in centres:
            if (row, column) not in ((6, 6), (6, centres[-1]), (centres[-1], 6)):
                for down in range(-2, 3):
                    for right in range(-2, 3):
                        put(row + down, column + right, max(abs(down), abs(right)) != 1)
    return dark, taken


def describe(dark: Modules, taken: Modules, number: int, mask: int) -> None:
    """Write level and mask, and from version 7 on the version, each twice."""
    size = len(dark)
    form = protected(LEVEL_M << 3 | mask, 10, FORMAT) ^ FORMAT_MASK
    beside = [(k + (k > 5), 8) for k in range(8)] + [(8, 7)] + [(8, 5 - k) for k in range(6)]
    apart = [(8, size - 1 - k) for k in range(8)] + [(size - 7 + k, 8) for k in range(7)]
    for places in (beside, apart):
        for k, (row, column) in enumerate(places):
            dark[row][column], taken[row][column] = bool(form >> k & 1), True
    dark[size - 8][8], taken[size - 8][8] = True, True
    if number >= 7:
        version = protected(number, 12, VERSION)
        for k in range(18):
            for row, column in ((size - 11 + k % 3, k // 3), (k // 3, size - 11 + k % 3)):
                dark[row][column], taken[row][column] = bool(version >> k & 1), True


def penalty(dark: Modules) -> int:
    """Return how hard a symbol is to read: runs, blocks, what looks like a finder, and an uneven share of dark."""
    size, found = len(dark), 0
    for line in (*dark, *(list(column) for column in zip(*dark, strict=True))):
        run = 1
        for k in range(1, size + 1):
            if k < size and line[k] == line[k - 1]:
                run += 1
            else:
                found += run - 2 if run >= 5 else 0
                run = 1
        found += 40 * sum(line[k : k + 11] in LIKE_A_FINDER for k in range(size - 10))
    for above, below in pairwise(dark):
        found += 3 * sum(above[k] == above[k + 1] == below[k] == below[k + 1] for k in range(size - 1))
    share = 100 * sum(map(sum, dark)) / size**2
    return found + 10 * int(abs(share - 50) // 5)


def picture(text: str) -> str:
    """Draw the code of a text with its quiet margin of four modules: an SVG, dark on white in any theme."""
    dark = encode(text)
    size = len(dark) + 8
    path = "".join(f"M{c + 4} {r + 4}h1v1h-1z" for r, row in enumerate(dark) for c, on in enumerate(row) if on)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size} {size}" shape-rendering="crispEdges">'
        f'<rect width="{size}" height="{size}" fill="#fff"/><path d="{path}" fill="#000"/></svg>'
    )
