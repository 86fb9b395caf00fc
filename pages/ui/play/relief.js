// A loss as a surface to turn: cells from back to front on a canvas, so that every browser can. What the transport bar
// and a lesson tell the charts they tell this one too, by inputs of the same names. A path lies on the surface: it goes
// along it cell by cell, and what stands behind a rise is dashed.

const STEEP = 0.42; // how high the surface is, as a share of its side
const TILTS = [0.25, 1.45]; // from where one may look down, radians
const FIRST = { tilt: 0.82, turns: [-0.6, 0.6, -2.2, 2.2, -1.0, 1.0, -2.6, 2.6] };
const BETTER = 0.15; // share of the path that another side must show more than the first one
const LIGHT = [-0.45, 0.35, 0.82]; // from the left, from behind, from above
const BITS = 9_000; // of all paths together
const STILL = 5; // px: a pointer that moves less has clicked
const BASE = -0.03; // the block's foot
const HOLE = 0xffff;
const NOWHERE = -0x8000;
const WIDTH = 8192; // of the picture, in the numbers of a path
const ARROWS = "→↗↑↖←↙↓↘";

const turned = (globalThis.reliefTurned ??= new Map()); // by the picture's name: what outlives it

const numbers = (text, of) => new of(Uint8Array.from(atob(text), (sign) => sign.charCodeAt(0)).buffer);
const rgb = (colour) => [1, 3, 5].map((at) => parseInt(colour.slice(at, at + 2), 16));

// What of a polygon of [x, y, height] lies between two heights.
function slab(corners, low, high) {
  const cut = (polygon, inside, at) => polygon.flatMap((p, k) => {
    const q = polygon[(k + 1) % polygon.length];
    const kept = inside(p[2]) ? [p] : [];
    if (inside(p[2]) === inside(q[2])) return kept;
    const share = (at - p[2]) / (q[2] - p[2]);
    return [...kept, [p[0] + share * (q[0] - p[0]), p[1] + share * (q[1] - p[1]), at]];
  });
  return cut(cut(corners, (h) => h >= low, low), (h) => h < high, high);
}

class Relief {
  constructor(root) {
    this.box = root.querySelector(".relief");
    this.canvas = this.box.querySelector("canvas");
    this.ground = document.createElement("canvas");
    this.inputs = Object.fromEntries(["frame", "told"].map((name) => [name, this.box.querySelector(`[name=${name}]`)]));
    this.ending = new AbortController();
    const on = (target, event, act) => target.addEventListener(event, act, { signal: this.ending.signal });
    for (const input of Object.values(this.inputs)) on(input, "input", () => this.later());
    on(this.canvas, "pointerdown", (event) => this.grab(event));
    on(this.canvas, "pointermove", (event) => this.move(event));
    for (const end of ["pointerup", "pointercancel"]) on(this.canvas, end, (event) => this.drop(event));
    this.watcher = new ResizeObserver(() => this.later(true));
    this.watcher.observe(this.box);
  }

  leave() {
    this.ending.abort();
    this.watcher.disconnect();
    cancelAnimationFrame(this.timer);
  }

  take({ data, setTriggerValue }) {
    this.pick = (at) => setTriggerValue("start", at);
    const text = JSON.stringify(data);
    if (text === this.text) return;
    Object.assign(this, { data, text });
    this.side = data.side;
    this.heights = numbers(data.heights, Uint16Array);
    this.bands = data.colours.map(rgb);
    this.runs = data.runs.map((run) => ({
      ...run,
      at: numbers(run.at, Int16Array),
      out: run.out ? numbers(run.out, Int16Array) : null,
    }));
    this.canvas.setAttribute("aria-label", data.words.picture);
    this.box.querySelector(".hint").textContent = data.words.hint;
    this.lay();
    this.view = turned.get(data.name) ?? this.best();
    turned.set(data.name, this.view);
    this.later(true);
  }

  // The height over a place of the picture, from 0 to 1 both ways; not a number where there is none.
  height(across, up) {
    const n = this.side;
    const x = Math.min(Math.max(across, 0), 1) * n, y = Math.min(Math.max(up, 0), 1) * n;
    const i = Math.min(Math.floor(x), n - 1), j = Math.min(Math.floor(y), n - 1);
    const [a, b, c, d] = [this.corner(i, j), this.corner(i + 1, j), this.corner(i + 1, j + 1), this.corner(i, j + 1)];
    const u = x - i, v = y - j; // two triangles, as they are drawn
    return u > v ? a + u * (b - a) + v * (c - b) : a + v * (d - a) + u * (c - d);
  }

  corner(i, j) {
    const height = this.heights[j * (this.side + 1) + i];
    return height === HOLE ? NaN : height / (HOLE - 1);
  }

  // Lay the paths along the surface: for each frame, the bits that lead to it.
  lay() {
    const ways = this.runs.map(({ at }) => Array.from({ length: at.length / 2 }, (_, k) =>
      at[2 * k] === NOWHERE ? null : [at[2 * k] / WIDTH, at[2 * k + 1] / WIDTH]));
    let long = 0;
    for (const way of ways)
      for (let k = 1; k < way.length; k++)
        if (way[k] && way[k - 1]) long += Math.min(4, Math.hypot(way[k][0] - way[k - 1][0], way[k][1] - way[k - 1][1]));
    const apart = Math.max(0.5 / this.side, long / BITS);
    this.runs.forEach((run, r) => {
      run.way = ways[r];
      run.bits = [];
      for (let k = 1; k < run.way.length; k++) this.along(run.bits, run.way[k - 1], run.way[k], apart, k);
      run.ends = [];
      run.bits.forEach((bit, n) => { run.ends[bit.frame] = n + 1; });
      for (let k = 0; k < run.way.length; k++) run.ends[k] ??= run.ends[k - 1] ?? 0;
    });
  }

  along(bits, from, to, apart, frame) {
    if (!from || !to) return;
    const count = Math.max(1, Math.ceil(Math.hypot(to[0] - from[0], to[1] - from[1]) / apart));
    let last = null;
    for (let k = 0; k <= count; k++) {
      const at = [0, 1].map((d) => from[d] + ((to[d] - from[d]) * k) / count);
      const inside = at.every((share) => share >= 0 && share <= 1);
      const point = inside ? [...at, this.height(...at)] : null;
      if (point && last && !Number.isNaN(point[2] + last[2])) bits.push({ from: last, to: point, frame });
      last = point;
    }
  }

  // The side from which most of the paths is seen.
  best() {
    const seen = (turn) => {
      this.turn({ turn, tilt: FIRST.tilt });
      let count = 0, all = 0;
      for (const { bits } of this.runs)
        for (let n = 0; n < bits.length; n += 1 + Math.floor(bits.length / 60)) {
          all++;
          if (this.shows(bits[n].to)) count++;
        }
      return count / Math.max(all, 1);
    };
    let chosen = FIRST.turns[0], most = seen(chosen) + BETTER;
    for (const turn of FIRST.turns.slice(1)) {
      const share = seen(turn);
      if (share > most) [chosen, most] = [turn, share];
    }
    return { turn: chosen, tilt: FIRST.tilt };
  }

  turn({ turn, tilt }) {
    this.cos = Math.cos(turn);
    this.sin = Math.sin(turn);
    this.flat = Math.sin(tilt);
    this.stands = Math.cos(tilt);
    this.towards = [-this.stands * this.sin, -this.stands * this.cos]; // the viewer, over the picture
  }

  place([across, up, height]) {
    const x = across - 0.5, y = up - 0.5;
    return [
      this.middle[0] + this.scale * (x * this.cos - y * this.sin),
      this.middle[1] - this.scale * ((x * this.sin + y * this.cos) * this.flat + STEEP * height * this.stands),
    ];
  }

  // Whether nothing of the surface stands between a point on it and the viewer.
  shows([across, up, height]) {
    const step = 0.7 / this.side / Math.max(this.stands, 0.01);
    const rise = (this.flat / STEEP) * step;
    for (let k = 1; ; k++) {
      const x = across + k * step * this.towards[0], y = up + k * step * this.towards[1];
      const z = height + k * rise;
      if (z > 1 || x < 0 || x > 1 || y < 0 || y > 1) return true;
      if (this.height(x, y) > z + 0.008) return false;
    }
  }

  later(all) {
    this.stale ||= all;
    this.timer ||= requestAnimationFrame(() => { this.timer = 0; this.draw(); });
  }

  draw() {
    const { width, height } = this.box.getBoundingClientRect();
    if (!width || !height || !this.data) return;
    if (this.stale) this.survey(width, height);
    this.stale = false;
    const pen = this.canvas.getContext("2d");
    pen.setTransform(1, 0, 0, 1, 0, 0);
    pen.clearRect(0, 0, this.canvas.width, this.canvas.height);
    pen.drawImage(this.ground, 0, 0);
    pen.scale(this.sharp, this.sharp);
    for (const [across, up, local] of this.data.minima) this.star(pen, across, up, local);
    const frame = this.data.still ? Infinity : +this.inputs.frame.value, told = +this.inputs.told.value;
    for (const run of this.runs) this.path(pen, run, Math.min(frame, run.way.length - 1), told);
    for (const run of this.runs) this.ball(pen, run, Math.min(frame, run.way.length - 1));
  }

  // Everything that stands still while a run is played.
  survey(width, height) {
    this.sharp = devicePixelRatio || 1;
    for (const canvas of [this.canvas, this.ground])
      [canvas.width, canvas.height] = [Math.round(width * this.sharp), Math.round(height * this.sharp)];
    Object.assign(this.canvas.style, { width: `${width}px`, height: `${height}px` });
    const style = getComputedStyle(this.box);
    this.type = parseFloat(style.fontSize);
    this.family = style.fontFamily;
    this.turn(this.view);
    const tall = 1.414 * this.flat + (STEEP - BASE) * this.stands;
    this.scale = Math.min((width - 4.6 * this.type) / 1.414, (height - 6.5 * this.type) / tall);
    this.middle = [width / 2, height / 2 + this.scale * (STEEP / 2) * this.stands - 0.2 * this.type];
    const pen = this.ground.getContext("2d");
    pen.scale(this.sharp, this.sharp);
    pen.lineJoin = "round";
    this.surface(pen);
    this.walls(pen);
    this.axes(pen);
    for (const run of this.runs)
      for (const bit of run.bits) {
        bit.a = this.place(bit.from);
        bit.b = this.place(bit.to);
        bit.shows = this.shows(bit.to);
      }
  }

  surface(pen) {
    const n = this.side, order = [...Array(n).keys()], back = [...order].reverse();
    const rows = this.towards[1] > 0 ? order : back, columns = this.towards[0] > 0 ? order : back;
    for (const j of rows) for (const i of columns) this.cell(pen, i, j);
  }

  cell(pen, i, j) {
    const n = this.side;
    const corners = [[i, j], [i + 1, j], [i + 1, j + 1], [i, j + 1]].map(([k, l]) => [k / n, l / n, this.corner(k, l)]);
    if (corners.some((corner) => Number.isNaN(corner[2]))) return;
    const bands = corners.map((corner) => this.band(corner[2]));
    const low = Math.min(...bands), high = Math.max(...bands);
    const light = this.light(corners, n);
    if (low === high) return this.fill(pen, corners, low, light);
    const [a, b, c, d] = corners;
    for (const half of [[a, b, c], [a, c, d]])
      for (let band = low; band <= high; band++) {
        const { levels } = this.data;
        const part = slab(half, band ? levels[band - 1] : -1, band < levels.length ? levels[band] : 2);
        if (part.length > 2) this.fill(pen, part, band, light);
      }
  }

  band(height) {
    let band = 0;
    while (band < this.data.levels.length && height >= this.data.levels[band]) band++;
    return band;
  }

  light([a, b, c, d], n) {
    const x = ((b[2] + c[2] - a[2] - d[2]) / 2) * n * STEEP, y = ((c[2] + d[2] - a[2] - b[2]) / 2) * n * STEEP;
    const right = x * this.cos - y * this.sin, away = x * this.sin + y * this.cos;
    return (LIGHT[2] - right * LIGHT[0] - away * LIGHT[1]) / Math.hypot(right, away, 1);
  }

  fill(pen, corners, band, light) {
    const share = 0.7 + 0.36 * Math.max(light, 0);
    const colour = `rgb(${this.bands[band].map((part) => Math.min(255, Math.round(part * share)))})`;
    this.trace(pen, corners);
    pen.fillStyle = pen.strokeStyle = colour;
    pen.lineWidth = 0.8; // or the paper shines through between two cells
    pen.fill();
    pen.stroke();
  }

  trace(pen, corners) {
    pen.beginPath();
    for (const corner of corners) pen.lineTo(...this.place(corner));
    pen.closePath();
  }

  // The block's two sides towards the viewer.
  walls(pen) {
    const n = this.side, ticks = [...Array(n + 1).keys()];
    const [x, y] = this.towards.map((part) => (part > 0 ? n : 0));
    for (const [edge, shade] of [[ticks.map((k) => [x, k]), 0.3], [ticks.map((k) => [k, y]), 0.2]]) {
      const top = edge.map(([i, j]) => [i / n, j / n, this.corner(i, j)]).filter((p) => !Number.isNaN(p[2]));
      if (top.length < 2) continue;
      const foot = [top.at(-1), top[0]].map(([across, up]) => [across, up, BASE / STEEP]);
      this.trace(pen, [...top, ...foot]);
      pen.fillStyle = this.data.paper;
      pen.fill();
      pen.globalAlpha = shade;
      pen.fillStyle = this.data.quiet;
      pen.fill();
      pen.globalAlpha = 0.7;
      pen.strokeStyle = this.data.quiet;
      pen.lineWidth = 1;
      pen.stroke();
      pen.globalAlpha = 1;
    }
  }

  axes(pen) {
    const [x, y] = this.towards.map((part) => (part > 0 ? 1 : 0));
    const out = (share, by) => (share ? 1 + by : -by);
    pen.textAlign = "center";
    pen.textBaseline = "middle";
    pen.fillStyle = this.data.ink;
    const write = (text, at, size) => {
      pen.font = `${size * this.type}px ${this.family}`;
      pen.fillText(text, ...this.place([...at, BASE / STEEP]));
    };
    const far = (1.15 * this.type) / this.scale / Math.max(this.flat, 0.5);
    for (const [share, text] of this.data.across.ticks) write(text, [share, out(y, far)], 0.83);
    for (const [share, text] of this.data.up.ticks) write(text, [out(x, far), share], 0.83);
    write(this.data.across.title, [0.5, out(y, 2.4 * far)], 0.94);
    write(this.data.up.title, [out(x, 2.4 * far), 0.5], 0.94);
  }

  path(pen, run, frame, told) {
    const line = (bits, dash, alpha, width, colour) => {
      pen.beginPath();
      let last = null;
      for (const bit of bits) {
        if (last !== bit.from) pen.moveTo(...bit.a); // else it goes on, and so do its dashes
        pen.lineTo(...bit.b);
        last = bit.to;
      }
      pen.setLineDash(dash);
      pen.globalAlpha = alpha;
      pen.lineWidth = width;
      pen.strokeStyle = colour;
      pen.stroke();
      pen.setLineDash([]);
      pen.globalAlpha = 1;
    };
    pen.lineJoin = pen.lineCap = "round";
    const gone = run.bits.slice(0, run.ends[frame]);
    const seen = gone.filter((bit) => bit.shows);
    if (told) line(run.bits, [], 0.3, 2, run.colour);
    pen.lineCap = "butt";
    line(gone.filter((bit) => !bit.shows), [2, 5], 0.7, 2, run.colour);
    pen.lineCap = "round";
    line(seen, [], 1, 6, this.data.paper);
    pen.lineCap = "butt";
    line(seen, run.dash, 1, 3, run.colour);
  }

  ball(pen, run, frame) {
    const out = run.out && run.out[2 * frame] !== NOWHERE ? [run.out[2 * frame] / WIDTH, run.out[2 * frame + 1] / WIDTH] : null;
    const at = out ?? run.way[frame];
    if (!at) return;
    const height = this.height(...at);
    const [x, y] = this.place([...at, Number.isNaN(height) ? 0 : height]);
    run.stands = [x, y];
    pen.fillStyle = run.colour;
    pen.strokeStyle = this.data.paper;
    pen.lineWidth = 2;
    pen.globalAlpha = out || this.shows([...at, height]) ? 1 : 0.55;
    pen.beginPath();
    if (out) this.arrow(pen, x, y, at);
    else pen.arc(x, y, 7.5, 0, 2 * Math.PI);
    pen.fill();
    pen.stroke();
    pen.globalAlpha = 1;
    if (out && this.data.gone[frame]) this.say(pen, x, y, at, this.data.gone[frame]);
  }

  // The way out of the picture from a place on its edge, on the screen.
  outwards(at) {
    const [x, y] = this.place([...at, 0]), [mx, my] = this.place([0.5, 0.5, 0]);
    return Math.atan2(y - my, x - mx);
  }

  arrow(pen, x, y, at) {
    const way = this.outwards(at);
    for (const [angle, far] of [[0, 16], [2.5, 12], [-2.5, 12]])
      pen.lineTo(x + far * Math.cos(way + angle), y + far * Math.sin(way + angle));
    pen.closePath();
  }

  say(pen, x, y, at, text) {
    const sign = ARROWS[(Math.round((-4 * this.outwards(at)) / Math.PI) + 8) % 8];
    pen.font = `bold ${0.89 * this.type}px ${this.family}`;
    pen.textAlign = "center";
    const words = `${sign} ${text}`, half = pen.measureText(words).width / 2 + 6;
    const width = this.canvas.width / this.sharp;
    const left = Math.min(Math.max(x, half), width - half), top = Math.max(y - 1.8 * this.type, this.type);
    pen.lineWidth = 5;
    pen.lineJoin = "round";
    pen.strokeText(words, left, top);
    pen.fillStyle = this.data.ink;
    pen.fillText(words, left, top);
  }

  star(pen, across, up, local) {
    const height = this.height(across, up);
    if (Number.isNaN(height) || !this.shows([across, up, height])) return;
    const [x, y] = this.place([across, up, height]);
    const corners = local ? 4 : 10;
    pen.beginPath();
    for (let k = 0; k < corners; k++) {
      const far = local ? 7 : k % 2 ? 4 : 9.5, angle = (2 * Math.PI * k) / corners - Math.PI / 2;
      pen.lineTo(x + far * Math.cos(angle), y + far * Math.sin(angle));
    }
    pen.closePath();
    pen.fillStyle = "#F0C93A";
    pen.strokeStyle = "#16202B";
    pen.lineWidth = 1.5;
    pen.fill();
    pen.stroke();
  }

  grab(event) {
    if (event.button > 0) return;
    this.held = { x: event.clientX, y: event.clientY, moved: false, ...this.view };
    this.canvas.setPointerCapture(event.pointerId);
  }

  move(event) {
    if (!this.held) return;
    const x = event.clientX - this.held.x, y = event.clientY - this.held.y;
    this.held.moved ||= Math.hypot(x, y) > STILL;
    if (!this.held.moved) return;
    this.view.turn = this.held.turn - x / 140;
    this.view.tilt = Math.min(Math.max(this.held.tilt + y / 160, TILTS[0]), TILTS[1]);
    this.later(true);
  }

  drop(event) {
    const click = this.held && !this.held.moved && event.type === "pointerup";
    this.held = null;
    if (!click || !this.data.clicks) return;
    const box = this.canvas.getBoundingClientRect();
    const at = this.under(event.clientX - box.left, event.clientY - box.top);
    if (at) this.pick({ across: at[0], up: at[1] });
  }

  // The place of the surface that is seen under a point of the screen: the corner of a cell that is nearest.
  under(x, y) {
    let found = null, nearest = 12;
    for (let j = 0; j <= this.side; j++)
      for (let i = 0; i <= this.side; i++) {
        const point = [i / this.side, j / this.side, this.corner(i, j)];
        const [px, py] = this.place(point);
        const away = Math.hypot(px - x, py - y);
        if (away < nearest && this.shows(point)) [found, nearest] = [point, away];
      }
    return found;
  }
}

export default function ({ data, parentElement, setTriggerValue }) {
  parentElement.relief ??= new Relief(parentElement);
  parentElement.relief.take({ data, setTriggerValue });
  return () => {
    parentElement.relief?.leave();
    delete parentElement.relief;
  };
}
