"""What a page looks like, measured: plots that are too low, text that is cut or lies on other text."""

import os

from tests.browser.conftest import Visit

# What is measured in every run of the slow tests is chosen so that each size, page, view and lesson is among it; all of
# them at all sizes in all languages take three times as long: LAYOUT=whole python -m pytest --slow tests/browser/...
WHOLE = os.environ.get("LAYOUT") == "whole"
LEAST = 180  # px: a plot that is lower cannot be read
LEAST_ON_STAGE = 70  # px: beside a question, its answer and the arithmetic, all in larger type and without scrolling
# What a canvas shows is written down as it is drawn; a canvas that is given its size is drawn anew.
LISTEN = """(() => {
  const pen = CanvasRenderingContext2D.prototype;
  const written = (globalThis.writtenOn = new Map());
  const { fillText, clearRect } = pen;
  let drawing = false; // what is written in one go is one drawing; only the last of a canvas is looked at
  pen.clearRect = function (...where) { // a picture is wiped before it is drawn
    written.get(this.canvas)?.boxes.clear();
    return clearRect.apply(this, where);
  };
  pen.fillText = function (text, x, y, ...more) {
    const canvas = this.canvas;
    if (canvas.isConnected && this.globalAlpha > 0.05 && String(text).trim()) {
      const size = `${canvas.width}x${canvas.height}`;
      if (!drawing) {
        drawing = {};
        queueMicrotask(() => (drawing = false));
      }
      const last = written.get(canvas);
      if (last?.size !== size || last.drawing !== drawing) written.set(canvas, { size, drawing, boxes: new Map() });
      const found = this.measureText(text);
      const place = this.getTransform();
      const corners = [[-found.actualBoundingBoxLeft, -found.actualBoundingBoxAscent],
        [found.actualBoundingBoxRight, found.actualBoundingBoxDescent]]
        .map(([a, b]) => place.transformPoint(new DOMPoint(x + a, y + b)));
      const sides = (name) => corners.map((corner) => corner[name]);
      const [xs, ys] = [sides("x"), sides("y")];
      const box = { text: String(text), left: Math.min(...xs), right: Math.max(...xs), top: Math.min(...ys),
        bottom: Math.max(...ys), upright: Math.abs(place.b) > 1e-6 };
      written.get(canvas).boxes.set(`${text}@${Math.round(x)},${Math.round(y)},${place.e},${place.f}`, box);
    }
    return fillText.call(this, text, x, y, ...more);
  };
})()"""
MEASURE = """least => {
  const faults = [];
  const main = document.querySelector('[data-testid=stMain]');
  for (const whole of [main, document.documentElement])
    if (whole.scrollWidth - whole.clientWidth > 1)
      faults.push(`scrolls sideways by ${whole.scrollWidth - whole.clientWidth} px`);

  const shown = element => element.checkVisibility({ opacityProperty: true, visibilityProperty: true });
  const hidden = element => {  // what is for screen readers only
    for (let one = element; one; one = one.parentElement ?? one.getRootNode().host)
      if (getComputedStyle(one).clipPath !== 'none') return true;
    return false;
  };
  const floats = element => {
    for (let one = element; one; one = one.parentElement ?? one.getRootNode().host)
      if (['sticky', 'fixed'].includes(getComputedStyle(one).position)) return true;
    return false;
  };
  const overlap = (a, b, by) => Math.min(a.right, b.right) - Math.max(a.left, b.left) > by
    && Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > by;

  // Text of the page, also of what lives in a document of its own.
  const lines = [];
  const broken = node => { // a word that goes on in the next line
    const range = document.createRange();
    for (const { 0: word, index } of node.data.matchAll(/[\\p{L}\\d]+/gu)) {
      range.setStart(node, index);
      range.setEnd(node, index + word.length);
      const [first, ...others] = range.getClientRects();
      if (others.some(box => box.top > first.top + first.height / 2)) return word;
    }
  };
  const clipped = element => {
    const style = getComputedStyle(element);
    if (!['hidden', 'clip'].includes(style.overflowX) && style.textOverflow !== 'ellipsis') return false;
    return element.scrollWidth > element.clientWidth + 1 && element.clientWidth > 1;
  };
  const walk = root => {
    for (const element of root.querySelectorAll('*')) {
      if (element.shadowRoot) walk(element.shadowRoot);
      if (element.closest('svg, canvas, style, script, .katex, [data-testid=stCode], pre') || !shown(element)) continue;
      if (element.matches('input:not([type=range]), select') && element.scrollWidth > element.clientWidth + 1)
        faults.push(`cut: ${element.value} in ${element.ariaLabel}`);
      for (const node of element.childNodes) {
        if (node.nodeType !== 3 || !node.data.trim() || hidden(element)) continue;
        const range = document.createRange();
        range.selectNodeContents(node);
        for (let one = element, k = 0; one && k < 4; one = one.parentElement, k += 1)
          if (clipped(one)) { faults.push(`cut: ${node.data.trim().slice(0, 50)}`); break; }
        if (range.getClientRects().length > 1 && !element.closest('a')) {
          const word = broken(node);
          if (word) faults.push(`"${word}" is broken in two`);
        }
        if (!floats(element) && !element.closest('sub, sup'))
          for (const box of range.getClientRects()) lines.push({ text: node.data.trim().slice(0, 40), node, box });
      }
    }
  };
  for (const name of ['stMain', 'stSidebar', 'stHeader']) {
    const part = document.querySelector(`[data-testid=${name}]`);
    if (!part) continue;
    const { left, right } = part.getBoundingClientRect();
    if (right > 0 && left < innerWidth) walk(part); // a sidebar that is closed waits outside
  }
  lines.sort((a, b) => a.box.top - b.box.top);
  lines.forEach((one, k) => {
    for (let j = k + 1; j < lines.length && lines[j].box.top < one.box.bottom; j += 1)
      if (lines[j].node !== one.node && overlap(one.box, lines[j].box, 4))
        faults.push(`"${one.text}" lies on "${lines[j].text}"`);
  });

  // Pictures: a canvas, or a drawing of elements.
  for (const chart of document.querySelectorAll('[data-testid=stVegaLiteChart]')) {
    if (!shown(chart)) continue;
    const picture = chart.querySelector('canvas, svg.marks');
    if (!picture) { faults.push('an empty chart'); continue; }
    const frame = picture.getBoundingClientRect();
    const name = (chart.querySelector('[role=img], [role=graphics-document]') ?? chart).ariaLabel ?? '';
    let boxes = [];
    if (picture.tagName === 'CANVAS') { // written down in its own dots
      const dot = frame.width / picture.width;
      boxes = [...(writtenOn.get(picture)?.boxes.values() ?? [])].map(box => ({ ...box,
        left: box.left * dot, right: box.right * dot, top: box.top * dot, bottom: box.bottom * dot }));
    }
    else for (const text of picture.querySelectorAll('text')) {
      if (!text.textContent.trim() || !shown(text) || +getComputedStyle(text).opacity < 0.05) continue;
      const { left, right, top, bottom } = text.getBoundingClientRect();
      boxes.push({ text: text.textContent, left: left - frame.left, right: right - frame.left,
        top: top - frame.top + 2, bottom: bottom - frame.top - 2 });
    }
    for (const box of boxes)
    {
      const over = Math.max(-box.left, -box.top, box.right - frame.width, box.bottom - frame.height);
      if (over > 1) faults.push(`${Math.ceil(over)} px of "${box.text}" are cut at the edge of "${name}"`);
    }
    boxes.forEach((one, k) => boxes.slice(k + 1).forEach(other => {
      if (one.text !== other.text && overlap(one, other, 3))
        faults.push(`"${one.text}" lies on "${other.text}" in "${name}"`);
    }));
    const plot = picture.querySelector?.('.root > g > path.background, .role-frame > g > path.background');
    const height = plot ? plot.getBoundingClientRect().height : frame.height - 62;
    const isTable = chart.closest('.st-key-race-left > :last-child'); // the standings: a line a method
    if (!isTable && height < least) faults.push(`the plot of "${name}" is ${Math.round(height)} px high`);
  }
  return [...new Set(faults)];
}"""

# Presenter mode: what of the question, its buttons, the pictures, and the bar or a run's buttons is not on the screen.
ON_STAGE = """() => {
  const faults = [], main = document.querySelector('[data-testid=stMain]');
  const inside = (element, name, least) => {
    const box = element.getBoundingClientRect();
    const [left, right, top, bottom] = ['left', 'right', 'top', 'bottom'].map(side => Math.round(box[side]));
    if (left < -1 || top < -1 || right > innerWidth + 1 || bottom > innerHeight + 1)
      faults.push(`${name} is cut: from (${left}, ${top}) to (${right}, ${bottom})`);
    if (least && Math.min(box.height, box.width) < least)
      faults.push(`${name} is too small: ${box.width} x ${box.height}`);
  };
  const all = selector => [...main.querySelectorAll(selector)].filter(element => element.checkVisibility());
  for (const part of all('.st-key-lesson, .st-key-lesson p, .st-key-lesson button'))
    inside(part, part.innerText.slice(0, 30));
  for (const chart of all('[class*="st-key-charts"] [data-testid=stVegaLiteChart]')) inside(chart, 'a picture', 90);
  for (const bar of all('[class*="-playback"], [class*="st-key-buttons"]')) inside(bar, 'the bar');
  const type = parseFloat(getComputedStyle(main.querySelector('.st-key-lesson p')).fontSize);
  if (type < 22 * Math.max(1, innerHeight / 768)) faults.push(`the type has ${type} px`);
  if (document.documentElement.scrollWidth > innerWidth + 1) faults.push('it scrolls sideways');
  for (const button of all('button, [data-testid=stSelectbox]'))
    if (button.scrollWidth > button.clientWidth + 1 && button.clientWidth > 1)
      faults.push(`${button.textContent.slice(0, 40)} is wider than its button`);
  return faults;
}"""
QUIET = """() => new Promise(done => {
  const began = performance.now();
  let last = '', since = began;
  const look = () => {
    const now = performance.now();
    const running = document.querySelector('[data-testid=stApp][data-test-script-state=running]');
    const pictures = [...document.querySelectorAll('canvas, svg.marks')];
    const sizes = pictures.map(one => `${one.clientWidth}x${one.clientHeight}`);
    const seen = [document.querySelector('[data-testid=stMain]')?.scrollHeight, ...sizes].join();
    if (seen !== last || running) [last, since] = [seen, now];
    if (now - since > 200 || now - began > 8000) done(); else setTimeout(look, 40);
  };
  look();
})"""
ONCE_MORE = 700  # ms: a fault counts when it is still there; a chart follows its place a moment later
CHART = "[data-testid=stVegaLiteChart]"


class Ruler:
    """One page of a browser that opens addresses and is made larger and smaller."""

    def __init__(self, browser, address):
        self.visit = Visit(browser, address)
        self.page = self.visit.page
        self.page.add_init_script(LISTEN)

    def open(self, path, size, until=".st-key-keys", chart=True):
        """Open an address at a size; wait for what says that its page is there whole, and its charts."""
        self.page.set_viewport_size({"width": size[0], "height": size[1]})
        self.page.goto(self.visit.address + path, wait_until="commit")
        self.page.locator(until).wait_for(state="attached")
        if chart:
            self.page.locator(CHART).locator("canvas, svg.marks").first.wait_for(state="attached")
        self.page.evaluate(QUIET)

    def faults(self, sizes, presented=False, when=""):
        """Say what is wrong at each size."""
        found = []
        for width, height in sizes:
            self.page.set_viewport_size({"width": width, "height": height})
            self.page.evaluate(QUIET)
            at = self._now(presented)
            if at:
                self.page.wait_for_timeout(ONCE_MORE)
                at = self._now(presented)
            found += [f"{width}x{height}{when}: {fault}" for fault in at]
        return found

    def _now(self, presented):
        if presented:
            return self.page.evaluate(ON_STAGE) + self.page.evaluate(MEASURE, LEAST_ON_STAGE)
        return self.page.evaluate(MEASURE, LEAST)
