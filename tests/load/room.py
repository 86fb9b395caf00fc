"""A room under load, by hand: sixty phones and a lecturer on the real app.

    python tests/load/room.py [phones] [rounds]

Prints how long it takes from a tap to the lecturer's count, what a poll costs the server, what is sent for one in which
nothing changed, the memory, and the exceptions. Needs websockets and psutil.
"""

import asyncio
import json
import os
import random
import re
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

import psutil  # noqa: E402
from streamlit.proto.WidgetStates_pb2 import WidgetState  # noqa: E402

from tests.load.client import Client  # noqa: E402

LESSON = "landscape-trapped"
QUIET, SPREAD = 20.0, 15.0  # seconds: of polls in which nothing changes, and over which the room taps


class Lecturer(Client):
    """A tab that notes the count of answers whenever it is drawn."""

    def __init__(self, address):
        super().__init__(address)
        self.counts = []

    def _on_delta(self, message):
        super()._on_delta(message)
        found = re.search(r"(\d+) answers?<", message.delta.new_element.html.body)
        if found:
            self.counts.append((time.perf_counter(), int(found[1])))


class Phone(Client):
    """A tab of the phone's page: it says its number, and taps."""

    def __init__(self, address):
        super().__init__(address)
        self.said, self.fragment, self.runs, self.bytes, self.asked = {}, "", 0, 0, asyncio.Event()

    def _on_delta(self, message):
        super()._on_delta(message)
        element = message.delta.new_element
        self.bytes += message.ByteSize()
        if element.WhichOneof("type") == "bidi_component":
            self.fragment = message.delta.fragment_id
            if b'"question"' in element.SerializeToString():
                self.asked.set()

    def _on_script_finished(self, message):
        self.runs += 1
        super()._on_script_finished(message)

    async def join(self, code):
        await self.open("join", f"room={code}")
        await self.say(phone=f"{random.getrandbits(128):032x}")
        await asyncio.wait_for(self.asked.wait(), 60)

    async def say(self, **what):
        self.said |= what
        self._values["phone"] = WidgetState(id=self.widgets["phone"].id, json_value=json.dumps(self.said))
        await self._ask(fragment=self.fragment)
        return time.perf_counter()


async def lecture(address, server, rooms, n, rounds):
    code, secret = rooms.open()
    process = psutil.Process(server)
    async with Lecturer(address) as lecturer:
        await lecturer.open("landscape", f"lesson={LESSON}&host={code}-{secret}")
        await asyncio.sleep(5)
        alone = await spent(process, QUIET / 2)
        memory = process.memory_info().rss
        phones = [await Phone(address).__aenter__() for _ in range(n)]
        for phone in phones:
            await phone.join(code)
        await asyncio.sleep(6)
        before = [(phone.runs, phone.bytes) for phone in phones]
        cost = await spent(process, QUIET) - alone
        polls = sum(phone.runs - runs for phone, (runs, _) in zip(phones, before, strict=True))
        sent = sum(phone.bytes - size for phone, (_, size) in zip(phones, before, strict=True))
        print(f"a poll: {1000 * cost * QUIET / polls:.2f} ms of processor, {sent / polls:.0f} bytes ({polls} polls)")
        waits = [wait for _ in range(rounds) for wait in await taps(rooms, code, secret, lecturer, phones)]
        waits.sort()
        middle, most = waits[len(waits) // 2], waits[int(0.95 * len(waits))]
        print(f"from a tap to the count: median {middle:.2f} s, 95 % {most:.2f} s, longest {waits[-1]:.2f} s")
        grown = (process.memory_info().rss - memory) / n / 2**20
        print(f"memory: {process.memory_info().rss / 2**20:.0f} MiB, {grown:.2f} MiB a phone")
        print(f"exceptions: {[each for tab in (lecturer, *phones) for each in tab.exceptions]}")
        print(f"dropped: {sum(tab.dropped for tab in (lecturer, *phones))}")
        for phone in phones:
            await phone.__aexit__()


async def taps(rooms, code, secret, lecturer, phones):
    """Ask the room anew, let it tap, and return the seconds from each tap to the count that has it."""
    question = rooms.ask(code, secret, {"kind": "guess", "lesson": LESSON})
    await asyncio.sleep(5)
    lecturer.counts.clear()

    async def tap(phone):
        await asyncio.sleep(random.uniform(0, SPREAD))
        value = random.randrange(3)
        return await phone.say(answer={"room": code, "question": question, "value": value, "sent": 1})

    moments = sorted(await asyncio.gather(*map(tap, phones)))
    await asyncio.sleep(6)
    return [
        next((seen - at for seen, count in lecturer.counts if count >= k), float("inf"))
        for k, at in enumerate(moments, 1)
    ]


async def spent(process, seconds):
    """Return the share of a processor that a process takes."""
    before, start = process.cpu_times(), time.perf_counter()
    await asyncio.sleep(seconds)
    after = process.cpu_times()
    return (after.user + after.system - before.user - before.system) / (time.perf_counter() - start)


def main():
    n = int(sys.argv[1]) if len(sys.argv) > 1 else 60
    rounds = int(sys.argv[2]) if len(sys.argv) > 2 else 2
    with tempfile.TemporaryDirectory() as folder:
        os.environ["TMPDIR"] = folder
        tempfile.tempdir = None
        from pages.ui.room.folder import rooms
        from tests.browser.serving import serving

        with serving() as (address, server):
            asyncio.run(lecture(address, server, rooms(), n, rounds))


if __name__ == "__main__":
    main()
