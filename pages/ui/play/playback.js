// The transport bar. A run is sent once and played here: the bar moves the parameter `frame` of every
// chart on the page, and writes the numbers of the frame; the server hears nothing of it. Lines elsewhere on the page
// follow the bar.

const INPUTS = 'input[name="frame"]'; // what Vega makes of a bound parameter
const BACK_SOON = 2000; // ms: a bar that is drawn anew within this time goes on as it was
const MOVED = "playback-moved"; // what a bar says to the document when it goes to a frame
const DO = "playback-do"; // what a lesson asks of the bar: to play, or to go to a frame and stay there

// What outlives a bar when Streamlit draws it anew, by the page's name.
const memories = (globalThis.playbackMemories ??= new Map());
// The bars on the page, for its keys.
const { bars } = (globalThis.playbackKeys ??= { bars: new Set(), pointed: null, taken: new Set() });

// "-5.7e-5" as it stands on paper: "−5.7·10⁻⁵".
function onPaper(text) {
  const [size, power] = text.replaceAll("-", "−").split(/(?<=\d)e(?=[−\d])/);
  if (!power) return size;
  const ten = `10${[...power].map((sign) => (sign === "−" ? "⁻" : "⁰¹²³⁴⁵⁶⁷⁸⁹"[sign])).join("")}`;
  return /^−?1$/.test(size) ? size.replace("1", ten) : `${size}·${ten}`;
}

// A column as it was packed: its values with bars between them, or what differs from another one, perhaps frames on.
function unpacked(name, values) {
  const packed = values[name];
  if (typeof packed === "string") return packed.split("|").map(onPaper);
  const column = unpacked(packed.like, values).slice(packed.shift);
  for (const [frame, text] of Object.entries(packed.but)) column[frame] = onPaper(text);
  return column;
}

const DELICATE = /^−|[⁻⁰¹²³⁴⁵⁶⁷⁸⁹]/; // what needs its parentheses: a sign, or a power of ten

// Text with its subscripts: "v_x".
function lettered(text) {
  return text.split(/(?<=[A-Za-zθ])_([a-z0-9]+)/).map((part, k) => {
    if (k % 2 === 0) return part;
    const below = document.createElement("sub");
    below.textContent = part;
    return below;
  });
}

// Lines with places that are filled frame by frame.
class Lines {
  constructor({ values, tones }, element) {
    this.slots = [];
    this.values = new Map(Object.keys(values).map((name) => [name, unpacked(name, values)]));
    for (const [name, colour] of Object.entries(tones)) element.style.setProperty(`--tone-${name}`, colour);
  }

  row(template) {
    const row = document.createElement("div");
    row.append(...this.filled(template));
    return row;
  }

  // "m = {m} - {rate} x ({slope|gradient})": text, and a place for each value, in the colour of its meaning.
  // A value in parentheses of its own keeps them only where it needs them.
  filled(template) {
    return template.split(/(\(\{\w+(?:\|\w+)?\}\)|\{\w+(?:\|\w+)?\})/).filter(Boolean).map((piece) => {
      const place = piece.match(/^(\(?)\{(\w+)(?:\|(\w+))?\}\)?$/);
      const span = document.createElement("span");
      const column = place && this.values.get(place[2]);
      if (!column) span.append(...lettered(piece));
      else {
        span.className = place[3] ?? "value";
        this.slots.push({ span, column, signed: place[1] === "(" });
      }
      return span;
    });
  }

  write(frame) {
    for (const slot of this.slots) {
      const value = slot.column[Math.min(frame, slot.column.length - 1)];
      if (value === slot.value) continue;
      slot.value = value;
      slot.span.textContent = slot.signed && DELICATE.test(value) ? `(${value})` : value;
    }
  }
}

class Bar {
  constructor(root, name, last) {
    this.root = root;
    this.memory = memories.get(name);
    if (!this.memory) {
      const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
      this.memory = { frame: globalThis.playbackStart ?? (still ? last : 0), speed: 10, playing: false, left: 0, last };
      memories.set(name, this.memory);
    }
    if (performance.now() - this.memory.left > BACK_SOON) this.memory.playing = false;
    this.timer = 0;
    this.listen();
  }

  listen() {
    this.ending = new AbortController();
    const on = (target, event, act) => target.addEventListener(event, act, { signal: this.ending.signal });
    for (const button of this.root.querySelectorAll("[data-do]"))
      on(button, "click", () => this[button.dataset.do]());
    on(this.root.querySelector(".scrub"), "input", (event) => { this.pause(); this.go(+event.target.value); });
    const speed = this.root.querySelector(".speed");
    let pointed = false; // chosen by a pointer, which leaves no focus behind
    on(speed, "pointerdown", () => { pointed = true; });
    on(speed, "keydown", () => { pointed = false; });
    on(speed, "change", () => { this.memory.speed = +speed.value; if (pointed) speed.blur(); this.tick(); });
    bars.add(this);
    on(document, DO, (event) => {
      event.preventDefault(); // there is a bar, and it heard
      if (event.detail.what === "play") this.play();
      else { this.pause(); this.go(event.detail.frame); }
    });
    // A chart that Streamlit builds anew begins at frame 0: bring it to the frame of the others.
    this.watcher = new MutationObserver(() => this.later());
    this.watcher.observe(document.querySelector('[data-testid="stMain"]') ?? document.body, { childList: true, subtree: true });
  }

  leave() {
    bars.delete(this);
    this.memory.left = performance.now();
    cancelAnimationFrame(this.timer);
    cancelAnimationFrame(this.syncing);
    this.watcher.disconnect();
    this.ending.abort();
  }

  take(data) {
    const { memory } = this;
    const last = data.frames - 1;
    const text = JSON.stringify(data);
    if (text !== this.text) {
      // At the end of the last run means at the end of this one; a frame that is not there means the first.
      if (memory.frame === memory.last) memory.frame = last;
      else if (memory.frame > last) memory.frame = 0;
      Object.assign(this, { data, text });
      memory.last = last;
      this.build();
    }
    this.go(memory.frame);
    if (memory.playing) this.play();
  }

  build() {
    const { words, speeds, lines, at } = this.data;
    for (const button of this.root.querySelectorAll("[data-do]")) {
      button.setAttribute("aria-label", words[button.dataset.do]);
      button.title = words[button.dataset.do];
    }
    this.find(".bar").setAttribute("aria-label", words.bar);
    const scrub = this.find(".scrub");
    scrub.max = this.memory.last;
    scrub.setAttribute("aria-label", words.scrub);
    const speed = this.find(".speed");
    speed.setAttribute("aria-label", words.speed);
    speed.replaceChildren(...speeds.map(([value, text]) => {
      const option = document.createElement("option");
      option.value = value;
      option.textContent = text;
      option.selected = value === this.memory.speed;
      return option;
    }));
    this.lines = new Lines(this.data, this.find(".lines"));
    this.find(".at").replaceChildren(...this.lines.filled(at));
    this.find(".lines").replaceChildren(...lines.map((line) => this.lines.row(line)));
  }

  find(selector) { return this.root.querySelector(selector); }

  go(frame) {
    const { memory } = this;
    memory.frame = Math.max(0, Math.min(memory.last, Math.round(frame)));
    this.lines.write(memory.frame);
    const scrub = this.find(".scrub");
    scrub.value = memory.frame;
    scrub.style.setProperty("--done", `${(100 * memory.frame) / Math.max(1, memory.last)}%`);
    scrub.setAttribute("aria-valuetext", this.find(".at").textContent);
    this.sync();
    document.dispatchEvent(new CustomEvent(MOVED, {
      detail: { name: this.data.name, frame: memory.frame, last: memory.last },
    }));
  }

  sync() {
    for (const input of document.querySelectorAll(INPUTS))
      if (+input.value !== this.memory.frame) {
        input.value = this.memory.frame;
        input.dispatchEvent(new Event("input"));
      }
  }

  later() {
    if (this.syncing) return;
    this.syncing = requestAnimationFrame(() => { this.syncing = 0; this.sync(); });
  }

  first() { this.pause(); this.go(0); }
  back() { this.step(-1); }
  forward() { this.step(1); }
  last() { this.pause(); this.go(this.memory.last); }
  step(by) { this.pause(); this.go(this.memory.frame + by); }
  toggle() { this.memory.playing ? this.pause() : this.play(); }

  play() {
    if (!this.memory.playing && this.memory.frame >= this.memory.last) this.go(0);
    this.memory.playing = true;
    this.show();
    this.tick();
  }

  pause() {
    this.memory.playing = false;
    cancelAnimationFrame(this.timer);
    this.show();
  }

  show() {
    const button = this.find('[data-do="toggle"]');
    button.classList.toggle("playing", this.memory.playing);
    button.setAttribute("aria-label", this.data.words[this.memory.playing ? "pause" : "toggle"]);
    button.title = button.getAttribute("aria-label");
    // A screen reader says where the run stands, but does not count along.
    this.find(".at").setAttribute("aria-live", this.memory.playing ? "off" : "polite");
  }

  // One chain of animation frames: whoever starts it ends the one before.
  tick() {
    cancelAnimationFrame(this.timer);
    if (!this.memory.playing) return;
    let last = performance.now();
    let owed = 0;
    const next = (now) => {
      owed += ((now - last) / 1000) * this.memory.speed;
      last = now;
      const due = Math.floor(owed);
      owed -= due;
      if (due > 0) this.go(this.memory.frame + Math.min(due, Math.max(1, this.memory.speed)));
      if (this.memory.frame >= this.memory.last) this.pause();
      else this.timer = requestAnimationFrame(next);
    };
    this.timer = requestAnimationFrame(next);
  }
}

// Lines without a bar, which show the frame that the page's bar is at.
class Follower {
  constructor(root) {
    this.box = root.querySelector(".followed");
    this.ending = new AbortController();
    document.addEventListener(MOVED, ({ detail }) => {
      if (detail.name === this.data?.name) this.lines.write(detail.frame);
    }, { signal: this.ending.signal });
    this.keeper = new ResizeObserver((changed) => this.keep(changed));
    this.keeper.observe(this.box);
  }

  leave() {
    this.keeper.disconnect();
    this.ending.abort();
  }

  take(data) {
    const text = JSON.stringify(data);
    if (text !== this.text) {
      Object.assign(this, { data, text, lines: new Lines(data, this.box) });
      this.box.replaceChildren(...data.groups.map((group) => this.group(group)));
      for (const row of this.rows()) this.keeper.observe(row);
    }
    // A bar that comes later says itself where it is.
    this.lines.write(memories.get(data.name)?.frame ?? 0);
  }

  group([heading, ...rows]) {
    const group = document.createElement("section");
    group.append(...[heading, ...rows].map((line) => this.lines.row(line)));
    return group;
  }

  rows() { return this.box.querySelectorAll("section > div"); }

  // A row that once needed a second line keeps it: what stands below must not jump while the run plays.
  keep(changed) {
    const width = this.box.clientWidth;
    if (width !== this.width) {
      this.width = width;
      for (const row of this.rows()) row.style.minHeight = "";
    } else for (const { target } of changed)
      if (target !== this.box) target.style.minHeight = `${target.offsetHeight}px`;
  }
}

export default function ({ data, parentElement }) {
  parentElement.playback ??= data.groups
    ? new Follower(parentElement)
    : new Bar(parentElement, data.name, data.frames - 1);
  parentElement.playback.take(data);
  return () => {
    parentElement.playback?.leave();
    delete parentElement.playback;
  };
}
