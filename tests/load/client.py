"""A visitor without a browser: a websocket client that speaks Streamlit's protocol, as far as a page needs it.

It asks for runs of a page (`BackMsg`), reads what the server sends (`ForwardMsg`), remembers the widgets it is shown
and the hashes of messages it has, and keeps the timers of fragments as a browser does: they ask again and again,
however far behind the server is, until a whole run or the server stops them.
"""

import asyncio
import contextlib
import time

import websockets
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState

LIVES = 2  # whole runs for which a browser keeps a message it was told it may keep


class Client:
    """One tab.

    Attributes:
        widgets: the element of each widget on screen by the key its page gave it.
        redraws: (moment, update) of each redraw of a run on its way.
        exceptions: what was shown in red boxes.
        dropped: whether the server closed the connection.
        waits_since: since when it waits for a whole run, or None.
    """

    def __init__(self, address):
        self.address = address.replace("http", "ws", 1)
        self.widgets, self.redraws, self.exceptions = {}, [], []
        self.dropped, self.waits_since = False, None
        self._page, self._pages, self._query = "", {}, ""
        self._values, self._kept, self._runs = {}, {}, 0
        self._timers, self._whole, self._done = {}, False, asyncio.Event()

    async def __aenter__(self):
        self._socket = await websockets.connect(
            f"{self.address}/_stcore/stream", subprotocols=["streamlit"], max_size=None, open_timeout=60,
            ping_timeout=120, compression=None)  # fmt: skip
        self._reading = asyncio.create_task(self._read())
        return self

    async def __aexit__(self, *_):
        self._reading.cancel()
        self._stop(list(self._timers))
        await self._socket.close()

    async def open(self, page, query=""):
        """Follow a link; return the seconds until the page is whole."""
        self._query, self._values = query, {}
        return await self._run(page=page)

    async def change(self, key, **value):
        """Set a widget, `string_array_value=["0.1"]` or the like; return the seconds until the page is whole."""
        state = WidgetState(id=self.widgets[key].id)
        for kind, what in value.items():
            if kind == "string_array_value":
                state.string_array_value.data.extend(what)
            else:
                setattr(state, kind, what)
        self._values[key] = state
        return await self._run()

    async def press(self, key):
        """Press a button; return the seconds until the page is whole."""
        return await self._run(pressed=self.widgets[key].id)

    async def _run(self, page=None, pressed=None):
        self._whole = False
        self._done.clear()
        began = self.waits_since = time.perf_counter()
        await self._ask(page, pressed)
        await asyncio.wait_for(self._done.wait(), 180)
        self.waits_since = None
        return time.perf_counter() - began

    async def _ask(self, page=None, pressed=None, fragment=None):
        message = BackMsg()
        run = message.rerun_script
        run.query_string = self._query
        if page is None or page in self._pages:
            run.page_script_hash = self._pages.get(page, self._page)
        else:
            run.page_name = page
        run.context_info.color_scheme = "light"
        if fragment:
            run.fragment_id, run.is_auto_rerun = fragment, True
        run.widget_states.widgets.extend(self._values.values())
        if pressed:
            run.widget_states.widgets.add(id=pressed, trigger_value=True)
        run.cached_message_hashes.extend(self._kept)
        with contextlib.suppress(websockets.ConnectionClosed):
            await self._socket.send(message.SerializeToString())

    async def _read(self):
        with contextlib.suppress(websockets.ConnectionClosed):
            async for data in self._socket:
                message = ForwardMsg.FromString(data)
                if message.metadata.cacheable and message.hash:
                    self._kept[message.hash] = self._runs
                take = getattr(self, f"_on_{message.WhichOneof('type')}", None)
                if take:
                    take(message)
        self.dropped = True
        self._stop(list(self._timers))
        self._done.set()

    def _on_new_session(self, message):
        self._page = message.new_session.page_script_hash
        if not message.metadata.run.fragment_ids:
            self._whole = True
            self._stop(list(self._timers))

    def _on_navigation(self, message):
        self._pages = {page.url_pathname: page.page_script_hash for page in message.navigation.app_pages}
        self._page = message.navigation.page_script_hash or self._page

    def _on_page_info_changed(self, message):
        self._query = message.page_info_changed.query_string

    def _on_ref_hash(self, message):
        self._kept[message.ref_hash] = self._runs

    def _on_delta(self, message):
        if message.delta.WhichOneof("type") != "new_element":
            return
        element = message.delta.new_element
        kind = element.WhichOneof("type")
        inner = getattr(element, kind)
        if kind == "exception":
            self.exceptions.append(f"{inner.type}: {inner.message[:300]}")
        elif kind == "metric" and inner.label == "Update":
            self.redraws.append((time.perf_counter(), int(inner.body.replace(",", ""))))
        ident = getattr(inner, "id", "")
        if isinstance(ident, str) and ident.startswith("$$ID-"):
            self.widgets[ident.split("-", 2)[2]] = inner

    def _on_auto_rerun(self, message):
        timer = message.auto_rerun
        if timer.fragment_id not in self._timers:
            self._timers[timer.fragment_id] = asyncio.create_task(self._beat(timer.fragment_id, timer.interval))

    def _on_stop_auto_rerun(self, message):
        self._stop(message.stop_auto_rerun.fragment_ids)

    def _on_script_finished(self, message):
        how = message.script_finished
        if how in (ForwardMsg.FINISHED_FRAGMENT_RUN_SUCCESSFULLY, ForwardMsg.FINISHED_EARLY_FOR_RERUN):
            return
        self._runs += 1
        self._kept = {name: run for name, run in self._kept.items() if self._runs - run <= LIVES}
        if self._whole:
            self._done.set()

    async def _beat(self, fragment, seconds):
        while True:
            await asyncio.sleep(seconds)
            await self._ask(fragment=fragment)

    def _stop(self, fragments):
        for name in fragments:
            timer = self._timers.pop(name, None)
            if timer:
                timer.cancel()
