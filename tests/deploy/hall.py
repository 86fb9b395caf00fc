"""Processes of the app behind nginx as `deploy/nginx.conf` says, on free ports of this machine; and who visits them."""

import asyncio
import contextlib
import http.client
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from dataclasses import dataclass
from pathlib import Path

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosed

ROOT = Path(__file__).resolve().parents[2]
CONFIG = ROOT / "deploy" / "nginx.conf"
NGINX = shutil.which("nginx", path=f"{os.environ.get('PATH', '')}:/usr/sbin")
WHOLE = """
daemon off;
pid {folder}/nginx.pid;
error_log {folder}/error.log;
{user}
events {{ worker_connections 512; }}
http {{
    access_log off;
    client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy; fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi; scgi_temp_path {folder}/scgi;
    {server}
}}
"""


def free_ports(count):
    with contextlib.ExitStack() as stack:
        sockets = [stack.enter_context(contextlib.closing(socket.socket())) for _ in range(count)]
        for one in sockets:
            one.bind(("127.0.0.1", 0))
        return [one.getsockname()[1] for one in sockets]


def settled(address, seconds=90):
    """Wait until an address answers."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        with contextlib.suppress(OSError):
            return urllib.request.urlopen(address, timeout=2).status
        time.sleep(0.2)
    raise TimeoutError(address)


@dataclass
class Hall:
    """What runs: the port of nginx, and the processes by the address nginx knows them under."""

    port: int
    processes: dict[str, subprocess.Popen]

    def ask(self, cookie=""):
        """Ask for the front page; return who answered and the cookie that came with it."""
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        line.request("GET", "/gd/", headers={"Cookie": cookie} if cookie else {})
        answer = line.getresponse()
        answer.read()
        line.close()
        assert answer.status == 200
        return answer.getheader("X-Served-By").split(", ")[-1], (answer.getheader("Set-Cookie") or "").split(";")[0]

    def kill(self, served_by):
        self.processes[served_by].send_signal(signal.SIGKILL)
        self.processes[served_by].wait(10)


@contextlib.contextmanager
def hall(folder, processes=2):
    """Run some processes and nginx before them; yield a `Hall`."""
    front, *ports = free_ports(1 + processes)
    config = CONFIG.read_text().replace("listen 80;", f"listen 127.0.0.1:{front};")
    one = re.search(r" *server 127\.0\.0\.1:8501[^\n]*\n", config)[0]
    every = "".join(one.replace("8501", str(port)) for port in ports)
    config = config.replace(one, every).replace(one.replace("8501", "8502"), "")
    user = "user root;" if hasattr(os, "geteuid") and os.geteuid() == 0 else ""
    (folder / "nginx.conf").write_text(WHOLE.format(folder=folder, user=user, server=config))
    running = {}
    with contextlib.ExitStack() as stack:
        for port in ports:
            command = [sys.executable, "-m", "streamlit", "run", "app.py", f"--server.port={port}",
                       "--server.address=127.0.0.1", "--server.headless=true", "--server.baseUrlPath=gd",
                       "--server.fileWatcherType=none"]  # fmt: skip
            running[f"127.0.0.1:{port}"] = stack.enter_context(_process(command, "one secret for all"))
        stack.enter_context(_process([NGINX, "-c", str(folder / "nginx.conf"), "-p", str(folder)]))
        for port in (*ports, front):
            settled(f"http://127.0.0.1:{port}/gd/_stcore/health")
        yield Hall(front, running)


@contextlib.contextmanager
def _process(command, secret=""):
    env = os.environ | {"OPENBLAS_NUM_THREADS": "1"} | ({"STREAMLIT_SERVER_COOKIE_SECRET": secret} if secret else {})
    process = subprocess.Popen(command, cwd=ROOT, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        yield process
    finally:
        process.terminate()
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait(10)


class Tab:
    """A browser's tab without a browser: it speaks Streamlit's websocket protocol through nginx."""

    def __init__(self, port, cookie):
        self.port, self.cookie = port, cookie

    async def open(self, page, query):
        """Open a page by its address; return what the server has drawn, each element as text."""
        self.line = await connect(
            f"ws://127.0.0.1:{self.port}/gd/_stcore/stream", subprotocols=["streamlit"], max_size=None,
            additional_headers={"Cookie": self.cookie},
        )  # fmt: skip
        message = BackMsg()
        message.rerun_script.page_name, message.rerun_script.query_string = page, query
        await self.line.send(message.SerializeToString())
        drawn = []
        while True:
            message = ForwardMsg.FromString(await asyncio.wait_for(self.line.recv(), 60))
            kind = message.WhichOneof("type")
            if kind == "delta":
                drawn.append(str(message.delta.new_element))
            if kind == "script_finished" and message.script_finished == ForwardMsg.FINISHED_SUCCESSFULLY:
                return drawn

    async def is_cut(self):
        """Wait until the line is cut."""
        with contextlib.suppress(ConnectionClosed):
            while True:
                await asyncio.wait_for(self.line.recv(), 20)
        return True
