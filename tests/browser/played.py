"""A page with a transport bar, as a test uses it."""

import base64
import io
import time

import numpy as np
from PIL import Image

# What the charts show is on canvases.
PICTURES = "() => [...document.querySelectorAll('[class*=st-key-charts] canvas')].map(c => c.toDataURL())"
# Counts every chart that is taken out and built anew.
WATCH = """() => {
  window.rebuilt = 0;
  new MutationObserver(changes => changes.forEach(change => change.removedNodes.forEach(node => {
    if (node.nodeName === 'CANVAS' || (node.querySelector && node.querySelector('canvas'))) window.rebuilt += 1;
  }))).observe(document.querySelector('[data-testid=stMain]'), { childList: true, subtree: true });
}"""


def look_alike(pictures, others, stray=10):
    """Whether two pictures differ in no more than stray points: where a canvas was redrawn in part, a few of the
    smoothed points at the seam come out a shade lighter or darker. A mark that moved differs in a hundred."""

    def shades(picture):
        return np.asarray(Image.open(io.BytesIO(base64.b64decode(picture.split(",")[1]))).convert("RGB"), int)

    if len(pictures) != len(others):
        return False
    pairs = [(shades(one), shades(other)) for one, other in zip(pictures, others, strict=True)]
    return all(a.shape == b.shape and (np.abs(a - b).max(axis=2) > 10).sum() <= stray for a, b in pairs)


class PlayedPage:
    """Such a page, by what is written on it."""

    def __init__(self, found):
        self.found, self.page = found, found.page
        self.page.locator("[class*=st-key-charts] canvas").nth(1).wait_for()
        self.page.locator("input[name=frame]").nth(1).wait_for(state="attached")
        self.page.get_by_role("button", name="Play (space)").wait_for()
        self.page.wait_for_timeout(1500)
        self.sent = []
        for socket in found.sockets:
            socket.on("framesent", lambda frame: self.sent.append(frame))

    def at(self):
        return self.page.locator(".at").inner_text()

    def frames(self):
        return set(self.page.evaluate("[...document.querySelectorAll('input[name=frame]')].map(i => +i.value)"))

    def lines(self):
        return self.page.locator(".lines").inner_text()

    def verdict(self):
        return self.page.locator(".st-key-verdict").inner_text()

    def press(self, label):
        self.page.get_by_role("button", name=label).click()

    def pictures(self, seconds=20):
        """What the charts show, once they are still; what moves for ever is taken as it is."""
        pictures, before, end = self.page.evaluate(PICTURES), None, time.monotonic() + seconds
        while pictures != before and time.monotonic() < end:
            self.page.wait_for_timeout(300)
            pictures, before = self.page.evaluate(PICTURES), pictures
        return pictures

    def lay_out_anew(self):
        """By a change of size: a chart keeps the room of an axis whose labels have changed since."""
        size = self.page.viewport_size
        self.page.set_viewport_size({"width": size["width"] - 66, "height": size["height"] - 28})
        self.page.wait_for_timeout(1000)
        self.page.set_viewport_size(size)

    def until_pictures(self, be, seconds=20):
        """Wait until the charts show what they must; a busy machine draws late. The time is over: False."""
        end = time.monotonic() + seconds
        while not be(self.pictures()):
            if time.monotonic() > end:
                return False
        return True

    def until(self, says):
        self.page.wait_for_function("says => document.body.innerText.includes(says)", arg=says)

    def until_lines(self, say):
        """Wait until the arithmetic of the step says this; it lives in the bar's own document, unseen by `until`."""
        self.page.locator(".lines").filter(has_text=say).wait_for()

    def click(self, picture, across, down):
        """Click on a picture, at these shares of its width and height."""
        picture.scroll_into_view_if_needed()
        self.page.wait_for_timeout(800)
        box = picture.bounding_box()
        self.page.mouse.click(box["x"] + box["width"] * across, box["y"] + box["height"] * down)

    def typed(self, *labels, once):
        """The numbers in these boxes, once they are as asked for: the sidebar follows the pictures."""
        boxes = [self.page.get_by_label(label) for label in labels]
        numbers = [float(box.input_value()) for box in boxes]
        for _ in range(100):
            if once(*numbers):
                break
            self.page.wait_for_timeout(100)
            numbers = [float(box.input_value()) for box in boxes]
        return numbers

    def until_at(self, step):
        """Wait until the bar and every chart show this step."""
        self.page.locator(".at").get_by_text(f"step {step}", exact=True).wait_for()
        frame = int(step.split()[0].replace(",", ""))
        self.page.wait_for_function(
            "frame => [...document.querySelectorAll('input[name=frame]')].every(i => +i.value === frame)", arg=frame
        )
