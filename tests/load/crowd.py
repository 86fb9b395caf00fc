"""How does the app stand a class? By hand, a line for each crowd:

    python tests/load/crowd.py 10 30 60 [--train 3] [--seconds 40] [--after 0]

Every third visitor (`--train`) trains on the MNIST page and moves the learning rate on the way; the others go through
line fit, landscape and race and change a setting every two to five seconds. The app runs on this machine, in a server
of its own for each crowd. `--after 300` goes on watching the memory for five minutes once all have left.
Needs websockets and psutil.
"""

import argparse
import asyncio
import itertools
import random
import statistics
import sys
import time
from pathlib import Path

import psutil

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from tests.browser.serving import serving  # noqa: E402
from tests.load.client import Client  # noqa: E402

ARRIVAL = 8.0  # seconds over which a class comes in
RATES = ["0.05", "0.07", "0.1", "0.15", "0.2"]


async def explore(client, until, dice, taken):
    """Look at pictures, and change what they show."""
    await asyncio.sleep(dice.uniform(0, ARRIVAL))
    while time.perf_counter() < until:
        for page in dice.sample(["line_fit", "landscape", "race"], 3):
            await client.open(page)
            for _ in range(6):
                await asyncio.sleep(dice.uniform(2, 5))
                if time.perf_counter() > until:
                    return
                if page != "line_fit" and dice.random() < 0.25:
                    seconds = await client.change(f"{page}.x", double_value=round(dice.uniform(-6, 6), 2))
                else:
                    key = next(f"{page}.{name}" for name in ("learning_rate", "steps")
                               if f"{page}.{name}" in client.widgets)  # fmt: skip
                    stops = list(client.widgets[key].options)
                    seconds = await client.change(key, string_array_value=[dice.choice(stops)])
                taken.append((time.perf_counter(), seconds))


async def train(client, until, dice, taken):
    """Watch a run, and move its learning rate."""
    await asyncio.sleep(dice.uniform(0, ARRIVAL))
    await client.open("mnist", f"updates=1000000&seed={dice.randint(1, 999)}")
    await client.press("mnist.start")
    while time.perf_counter() < until:
        await asyncio.sleep(dice.uniform(8, 14))
        if time.perf_counter() < until:
            seconds = await client.change("mnist.learning_rate", string_array_value=[dice.choice(RATES)])
            taken.append((time.perf_counter(), seconds))


def quantile(values, share):
    """Return a quantile; nan of nothing."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))] if ordered else float("nan")


def memory(server):
    """Return the MiB that the server and the process that trains hold, each page that both map counted once."""
    total = 0
    for process in [server, *server.children(recursive=True)]:
        held = process.memory_full_info()
        total += getattr(held, "pss", held.rss)
    return total / 2**20


async def crowd(address, server, visitors, every, seconds, after):
    """Let a crowd in, and say how it went."""
    async with Client(address) as first:
        for page in ("", "line_fit", "landscape", "race", "mnist"):
            await first.open(page)
    idle = memory(server)
    until = time.perf_counter() + ARRIVAL + seconds
    since = until - seconds
    taken, errors, clients, trainers = [], [], [], []

    async def visit(k):
        async with Client(address) as client:
            clients.append(client)
            trains = every and k % every == every - 1
            if trains:
                trainers.append(client)
            try:
                await (train if trains else explore)(client, until, random.Random(k), taken)
            except Exception as error:  # whatever goes wrong is counted
                errors.append(repr(error))
            await asyncio.sleep(max(0, until - time.perf_counter()))

    visits = [asyncio.create_task(visit(k)) for k in range(visitors)]
    await asyncio.sleep(until - time.perf_counter())
    full = memory(server)
    waiting = sum(client.waits_since is not None for client in clients)
    await asyncio.wait(visits, timeout=60)
    for task in visits:
        task.cancel()
    rates, apart = [], []
    for client in trainers:
        seen = [(at, update) for at, update in client.redraws if since < at < until]
        pairs = list(itertools.pairwise(seen))
        rates.append(sum(max(0, new[1] - old[1]) for old, new in pairs) / seconds)
        apart += [new[0] - old[0] for old, new in pairs]
    changes = [took for at, took in taken if at > since]
    await asyncio.sleep(after)
    return {
        "visitors": visitors, "trainers": len(trainers), "median s": statistics.median(changes or [float("nan")]),
        "p95 s": quantile(changes, 0.95), "waiting": waiting, "updates/s": sum(rates),
        "slowest": min(rates, default=float("nan")), "redraw s": quantile(apart, 0.5),
        "p95 redraw": quantile(apart, 0.95),
        "idle MiB": idle, "full MiB": full, "after MiB": memory(server),
        "red boxes": sum(len(c.exceptions) for c in clients),
        "lost": sum(c.dropped for c in clients) + len(errors),
    }  # fmt: skip


def measured(visitors, every=3, seconds=40.0, after=0.0):
    """Start the app, let a crowd in, and return how it went."""
    with serving() as (address, pid):
        return asyncio.run(crowd(address, psutil.Process(pid), visitors, every, seconds, after))


def main():
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("visitors", type=int, nargs="+")
    parser.add_argument("--train", type=int, default=3, help="every how manieth trains; 0: nobody")
    parser.add_argument("--seconds", type=float, default=40)
    parser.add_argument("--after", type=float, default=0)
    a = parser.parse_args()
    for k, visitors in enumerate(a.visitors):
        row = measured(visitors, a.train, a.seconds, a.after)
        if not k:
            print("  ".join(row))
        print("  ".join(f"{value:{len(name)}.{0 if isinstance(value, int) else 2}f}" for name, value in row.items()),
              flush=True)  # fmt: skip


if __name__ == "__main__":
    main()
