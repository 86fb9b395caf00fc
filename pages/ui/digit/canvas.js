// Paper to write a digit on, for finger, pen and mouse. The strokes go to the server after each stroke, and a few times
// a second while one is being written; nothing of them is kept anywhere else.

const NEAR = 0.008; // of the side: a point nearer to the last one adds nothing
const EVERY = 160; // ms between two messages while a stroke is being written

class Pad {
  constructor(root) {
    this.canvas = root.querySelector("canvas");
    this.undoing = root.querySelector(".undo");
    this.clearing = root.querySelector(".clear");
    this.strokes = [];
    this.sent = 0;
    this.ending = new AbortController();
    const on = (target, event, act) =>
      target.addEventListener(event, act, { signal: this.ending.signal, passive: false });
    on(this.canvas, "pointerdown", (event) => this.begin(event));
    on(this.canvas, "pointermove", (event) => this.go(event));
    for (const end of ["pointerup", "pointercancel", "lostpointercapture"])
      on(this.canvas, end, (event) => this.end(event));
    on(this.undoing, "click", () => this.change(() => this.strokes.pop()));
    on(this.clearing, "click", () => this.change(() => { this.strokes = []; }));
    this.watcher = new ResizeObserver(() => this.draw());
    this.watcher.observe(this.canvas);
  }

  leave() {
    this.ending.abort();
    this.watcher.disconnect();
    clearTimeout(this.timer);
  }

  take({ data, setStateValue }) {
    this.data = data;
    this.send = (strokes) => setStateValue("strokes", strokes);
    this.canvas.setAttribute("aria-label", data.words.canvas);
    this.undoing.textContent = data.words.undo;
    this.clearing.textContent = data.words.clear;
    this.canvas.style.setProperty("--side", data.side);
    // A canvas that is drawn anew takes what the server has; one that stands knows better.
    if (!this.known) {
      this.known = true;
      this.strokes = data.strokes.map((stroke) => stroke.map(([x, y]) => [x, y]));
    }
    this.draw();
  }

  place(event) {
    const box = this.canvas.getBoundingClientRect();
    const share = (at, from, size) => Math.round(1e4 * Math.min(1, Math.max(0, (at - from) / size))) / 1e4;
    return [share(event.clientX, box.left, box.width), share(event.clientY, box.top, box.height)];
  }

  points() { return this.strokes.reduce((sum, stroke) => sum + stroke.length, 0); }

  begin(event) {
    if (this.pointer !== undefined || event.button > 0) return; // a palm, or another button
    if (this.strokes.length >= this.data.most_strokes || this.points() >= this.data.most_points) return;
    event.preventDefault();
    this.pointer = event.pointerId;
    try { this.canvas.setPointerCapture(event.pointerId); } catch { /* a pointer that is gone already */ }
    this.strokes.push([this.place(event)]);
    this.draw();
    this.soon();
  }

  go(event) {
    if (event.pointerId !== this.pointer) return;
    event.preventDefault();
    const stroke = this.strokes.at(-1);
    let room = this.data.most_points - this.points();
    const several = event.getCoalescedEvents?.() ?? [];
    for (const each of several.length ? several : [event]) {
      const [x, y] = this.place(each);
      const [before, above] = stroke.at(-1);
      if (room > 0 && Math.hypot(x - before, y - above) >= NEAR) {
        stroke.push([x, y]);
        room -= 1;
      }
    }
    this.draw();
    this.soon();
  }

  end(event) {
    if (event.pointerId !== this.pointer) return;
    this.pointer = undefined;
    this.tell();
  }

  change(how) {
    this.pointer = undefined;
    how();
    this.draw();
    this.tell();
  }

  soon() {
    this.timer ??= setTimeout(() => this.tell(), Math.max(0, this.sent + EVERY - performance.now()));
  }

  tell() {
    clearTimeout(this.timer);
    this.timer = undefined;
    this.sent = performance.now();
    this.send(this.strokes.map((stroke) => [...stroke]));
  }

  draw() {
    if (!this.data) return;
    const side = Math.round(this.canvas.clientWidth * devicePixelRatio);
    if (!side) return;
    if (this.canvas.width !== side) this.canvas.width = this.canvas.height = side;
    const pen = this.canvas.getContext("2d");
    pen.clearRect(0, 0, side, side);
    pen.strokeStyle = pen.fillStyle = "#fff";
    pen.lineCap = pen.lineJoin = "round";
    pen.lineWidth = this.data.pen * side;
    for (const stroke of this.strokes) {
      pen.beginPath();
      if (stroke.length === 1) pen.arc(stroke[0][0] * side, stroke[0][1] * side, pen.lineWidth / 2, 0, 7);
      else for (const [x, y] of stroke) pen.lineTo(x * side, y * side);
      stroke.length === 1 ? pen.fill() : pen.stroke();
    }
    if (!this.strokes.length) {
      pen.fillStyle = "#9AA7B4";
      pen.textAlign = "center";
      pen.textBaseline = "middle";
      pen.font = `${Math.round(side / 14)}px sans-serif`;
      pen.fillText(this.data.words.here, side / 2, side / 2, 0.9 * side);
    }
    this.undoing.disabled = this.clearing.disabled = !this.strokes.length;
  }
}

export default function (component) {
  const root = component.parentElement;
  root.pad ??= new Pad(root);
  root.pad.take(component);
  return () => {
    root.pad?.leave();
    delete root.pad;
  };
}
