"""What a page looks like, measured: plots that are too low, text that is cut or lies on other text."""

LEAST = 180  # px: a plot that is lower cannot be read
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
        if (!floats(element) && !element.closest('sub, sup'))
          for (const box of range.getClientRects()) lines.push({ text: node.data.trim().slice(0, 40), node, box });
      }
    }
  };
  walk(main);
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
