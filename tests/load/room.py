"""A room under load, by hand: sixty phones and a lecturer that speak Streamlit's protocol to the real app.

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
import websockets  # noqa: E402
from streamlit.proto.BackMsg_pb2 import BackMsg  # noqa: E402
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg  # noqa: E402

LESSON = "landscape-trapped"
QUIET, SPREAD = 20.0, 15.0  # seconds: of polls in which nothing changes, and over which the room taps


class Tab:
    """A browser's tab: it keeps its timers and its component's state, and draws nothing."""

    def __init__(self, page, query):
        self.page, self.query, self.state = page, query, {}
        self.component = self.fragment = None
        self.timers, self.exceptions, self.counts, self.bytes, self.runs = {}, [], [], 0, 0
        self.fresh, self.hash = set(), ""
        self.seen = asyncio.Event()

    async def run(self, address):
        uri = address.replace("http", "ws") + "/_stcore/stream"
        async with websockets.connect(
            uri, subprotocols=["streamlit"], max_size=None, ping_interval=None
        ) as self.socket:
            await self.rerun()
            async for raw in self.socket:
                self.bytes += len(raw)
                await self.take(ForwardMsg.FromString(raw))

    async def rerun(self, fragment="", auto=False):
        message = BackMsg()
        asked = message.rerun_script
        asked.query_string, asked.page_script_hash = self.query, self.hash
        asked.page_name = "" if self.hash else self.page
        asked.fragment_id, asked.is_auto_rerun = fragment, auto
        if self.component:
            asked.widget_states.widgets.add(id=self.component, json_value=json.dumps(self.state))
        await self.socket.send(message.SerializeToString())

    async def take(self, message):
        kind = message.WhichOneof("type")
        if kind == "auto_rerun":
            await self.tick_every(message.auto_rerun.fragment_id, message.auto_rerun.interval)
        elif kind == "new_session":
            self.fresh = set()
        elif kind == "navigation":
            self.hash = message.navigation.page_script_hash
        elif kind == "script_finished":
            self.runs += 1
            if message.script_finished == ForwardMsg.FINISHED_SUCCESSFULLY:  # of the whole page: other timers are over
                for gone in self.timers.keys() - self.fresh:
                    self.timers.pop(gone).cancel()
        elif kind == "delta" and message.delta.WhichOneof("type") == "new_element":
            await self.element(message.delta)

    async def tick_every(self, fragment, interval):
        async def tick():
            while True:
                await asyncio.sleep(interval)
                await self.rerun(fragment, auto=True)

        self.fresh.add(fragment)
        if fragment not in self.timers:
            self.timers[fragment] = asyncio.create_task(tick())

    async def element(self, delta):
        element = delta.new_element
        kind = element.WhichOneof("type")
        if kind == "exception":
            self.exceptions.append(element.exception.message)
        elif kind == "bidi_component" and self.page == "join":
            first = self.component is None
            self.component, self.fragment = element.bidi_component.id, delta.fragment_id
            if first:
                self.state["phone"] = f"{random.getrandbits(128):032x}"
                await self.rerun(self.fragment)
            elif '"question"' in element.bidi_component.SerializeToString().decode(errors="ignore"):
                self.seen.set()
        elif kind == "html" and (found := re.search(r"(\d+) answers?<", element.html.body)):
            self.counts.append((time.perf_counter(), int(found[1])))

    async def answer(self, code, question, value):
        self.state["answer"] = {"room": code, "question": question, "value": value, "sent": random.random()}
        await self.rerun(self.fragment)
        return time.perf_counter()


async def lecture(address, server, rooms, n, rounds):
    code, secret = rooms.open()
    lecturer = Tab("landscape", f"lesson={LESSON}&host={code}-{secret}")
    tasks = [asyncio.create_task(lecturer.run(address))]
    await asyncio.sleep(6)
    process, before = psutil.Process(server), 0.0
    before, start = cpu(process), time.perf_counter()
    await asyncio.sleep(QUIET / 2)
    alone = (cpu(process) - before) / (time.perf_counter() - start)
    memory = process.memory_info().rss
    phones = [Tab("join", f"room={code}") for _ in range(n)]
    for phone in phones:
        tasks.append(asyncio.create_task(phone.run(address)))
        await asyncio.sleep(0.15)
    await asyncio.gather(*(asyncio.wait_for(phone.seen.wait(), 60) for phone in phones))
    await asyncio.sleep(5)
    begin, start = cpu(process), time.perf_counter()
    runs, sent = sum(phone.runs for phone in phones), sum(phone.bytes for phone in phones)
    await asyncio.sleep(QUIET)
    polls = sum(phone.runs for phone in phones) - runs
    spent = cpu(process) - begin - alone * (time.perf_counter() - start)
    size = (sum(phone.bytes for phone in phones) - sent) / polls
    print(f"a poll: {1000 * spent / polls:.2f} ms of processor, {size:.0f} bytes ({polls} polls)")
    waits = []
    for _ in range(rounds):
        question = rooms.ask(code, secret, {"kind": "guess", "lesson": LESSON})
        await asyncio.sleep(5)
        lecturer.counts.clear()

        async def tap(phone, question=question):
            await asyncio.sleep(random.uniform(0, SPREAD))
            return await phone.answer(code, question, random.randrange(3))

        taps = sorted(await asyncio.gather(*(tap(phone) for phone in phones)))
        await asyncio.sleep(6)
        for k, at in enumerate(taps, 1):
            waits.append(next((seen - at for seen, count in lecturer.counts if count >= k), float("inf")))
    waits.sort()
    middle, most = waits[len(waits) // 2], waits[int(0.95 * len(waits))]
    print(f"from a tap to the count: median {middle:.2f} s, 95 % {most:.2f} s, longest {waits[-1]:.2f} s")
    grown = (process.memory_info().rss - memory) / n / 2**20
    print(f"memory: {process.memory_info().rss / 2**20:.0f} MiB, {grown:.2f} MiB a phone")
    print(f"exceptions: {[e for tab in (lecturer, *phones) for e in tab.exceptions]}")
    print(f"at once: {max(phone.bytes for phone in phones) / 1000:.0f} kB at most on a phone in all")
    for task in tasks:
        task.cancel()


def cpu(process):
    times = process.cpu_times()
    return times.user + times.system


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
