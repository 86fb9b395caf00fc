// The phone: it draws its screen, keeps its own number, and sends an answer again until the server has it.

const AGAIN = 2000; // ms after which an answer is sent again, and the connection is looked at
const ME = "gradient-descent.phone";
const WAITING = "gradient-descent.waiting";

// A browser may refuse to keep anything; then it is kept as long as the page is open.
const memory = new Map();
const keep = (name, value) => {
  memory.set(name, value);
  try { value === null ? localStorage.removeItem(name) : localStorage.setItem(name, value); } catch { /* refused */ }
};
const kept = (name) => {
  try { return localStorage.getItem(name) ?? memory.get(name) ?? null; } catch { return memory.get(name) ?? null; }
};

const me = () => {
  const known = kept(ME);
  if (known && /^[0-9a-z]{1,40}$/.test(known)) return known;
  const drawn = [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  keep(ME, drawn);
  return drawn;
};

const same = (one, other) => JSON.stringify(sorted(one)) === JSON.stringify(sorted(other));
const sorted = (value) => (value && typeof value === "object" && !Array.isArray(value)
  ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))) : value);

const made = (tag, how = {}, ...children) => {
  const element = Object.assign(document.createElement(tag), how);
  element.append(...children.filter((child) => child !== null));
  return element;
};

class Phone {
  constructor(root, say) {
    Object.assign(this, { root, say, chosen: {}, drawn: "", late: 0 });
    const waiting = kept(WAITING);
    try { this.waiting = waiting && JSON.parse(waiting); } catch { this.waiting = null; }
    this.timer = setInterval(() => this.look(), AGAIN);
    this.ending = new AbortController();
    const how = { signal: this.ending.signal };
    for (const event of ["online", "offline"]) window.addEventListener(event, () => this.look(), how);
    document.addEventListener("visibilitychange", () => this.look(), how);
  }

  take(data) {
    this.data = data;
    if (data.phase === "hello") this.say("phone", me());
    const { waiting } = this;
    if (waiting && data.phase === "room") {
      const mine = waiting.room === data.code && waiting.question === data.question;
      if (mine && same(waiting.value, data.mine)) this.wait(null);
      else if (mine && data.refused === data.question) this.wait(null);
      else if (!mine || data.state !== "open") {
        if (waiting.room === data.code) this.late = data.question;
        this.wait(null);
      }
    }
    if (this.question !== `${data.code}/${data.question}`) {
      this.question = `${data.code}/${data.question}`;
      this.chosen = { ...(typeof data.mine === "object" ? data.mine : {}) };
      if (this.waiting && typeof this.waiting.value === "object") this.chosen = { ...this.waiting.value };
    }
    this.draw();
    this.look();
  }

  wait(what) {
    this.waiting = what;
    keep(WAITING, what && JSON.stringify(what));
  }

  // The value is kept by Streamlit and goes with whatever is sent next; the count makes it news.
  send(value) {
    const { code, question } = this.data;
    this.late = 0;
    this.wait({ room: code, question, value });
    this.push();
    this.draw();
  }

  push() {
    this.pushed = Date.now();
    this.say("answer", { ...this.waiting, sent: this.pushed });
  }

  connected() {
    const app = document.querySelector("[data-test-connection-state]");
    return navigator.onLine && (!app || app.dataset.testConnectionState === "CONNECTED");
  }

  look() {
    if (!this.data) return;
    if (this.data.phase === "hello" && Date.now() - (this.greeted ?? 0) > AGAIN) {
      this.greeted = Date.now();
      this.say("phone", me());
    }
    if (this.waiting && this.connected() && Date.now() - this.pushed > AGAIN - 100) this.push();
    if (this.waiting && this.pushed === undefined) this.push();
    this.foot();
  }

  status() {
    const { words, phase, state, host, told, refused, question } = this.data;
    if (!this.connected()) return [words.offline, true];
    if (phase !== "room") return ["", false];
    if (this.late === question) return [words.late, true];
    if (refused && refused === question) return [words.bad, true];
    if (!host) return [words.host, true];
    if (this.waiting) return [words.sending, false];
    if (state === "open" && this.data.mine !== null) return [words.sent, false];
    return ["", false];
  }

  foot() {
    const foot = this.root.querySelector("footer");
    if (!foot) return;
    const [text, bad] = this.status();
    if (foot.textContent !== text) foot.textContent = text;
    foot.classList.toggle("bad", bad);
  }

  draw() {
    const { data } = this;
    const parts = data.phase === "room" ? this.room() : this.door();
    if (data.phase === "door" && this.typing() && this.drawn === data.said) return;
    this.drawn = data.said ?? "";
    this.root.classList.toggle("short", Boolean(data.paper)); // the paper stands below
    const focused = this.root.getRootNode().activeElement?.dataset?.name;
    this.root.replaceChildren(...parts, made("footer", { ariaLive: "polite" }));
    if (focused) this.root.querySelector(`[data-name="${focused}"]`)?.focus();
    this.foot();
  }

  typing() {
    return this.root.querySelector("input.typed")?.value;
  }

  door() {
    const { data } = this;
    if (data.phase === "hello") return [];
    const box = made("input", { className: "typed", value: data.code ?? "", maxLength: 12, ariaLabel: data.words.code,
      autocomplete: "off", autocapitalize: "characters", spellcheck: false });
    const go = () => box.value.trim() && this.say("code", box.value);
    box.addEventListener("keydown", (event) => event.key === "Enter" && go());
    return [
      made("h1", { textContent: data.title }),
      data.said ? made("p", { className: "told", role: "alert", textContent: data.said }) : null,
      made("p", { textContent: data.text }), box,
      made("button", { className: "main", textContent: data.words.join, onclick: go }),
    ].filter(Boolean);
  }

  room() {
    const { data } = this;
    const title = made("h1", { textContent: data.title, className: data.title.length > 140 ? "long" : "" });
    const told = data.told ? made("p", { className: "told", textContent: data.told }) : null;
    return [this.head(), title, told, data.choices ? this.choices() : data.inputs ? this.inputs() : null].filter(Boolean);
  }

  head() {
    const { sign, words, code } = this.data;
    const head = made("header");
    const dark = matchMedia("(prefers-color-scheme: dark)").matches && !this.light() || this.dark();
    head.innerHTML = '<svg viewBox="-1.2 -1.2 2.4 2.4" aria-hidden="true"><path/></svg>';
    const path = head.querySelector("path");
    path.setAttribute("d", sign.path);
    path.setAttribute("fill", sign.colours[dark ? 1 : 0]);
    head.append(made("span", { textContent: sign.name, className: "name" }),
      made("span", { className: "code", textContent: words.room.replace("{}", code) }));
    return head;
  }

  // What the page's own ground is says more than what the phone would like.
  brightness() {
    const [r, g, b] = (getComputedStyle(document.querySelector(".stApp") ?? document.body).backgroundColor.match(/\d+/g) ?? [255, 255, 255]).map(Number);
    return (r + g + b) / 3;
  }
  dark() { return this.brightness() < 128; }
  light() { return !this.dark(); }

  choices() {
    const { data } = this;
    const here = this.waiting && this.waiting.question === data.question && this.waiting.room === data.code;
    const chosen = here ? this.waiting.value : data.mine;
    this.chosen = chosen && typeof chosen === "object" ? { ...chosen } : {};
    const besides = (data.inputs ?? []).map((each) => (each.stops ? this.slider(each, data.state === "open")
      : this.tap(each, data.state === "open")));
    const box = made("div", { className: besides.length ? "choices besides" : "choices" }, ...data.choices.map((label, k) => {
      const button = made("button", { textContent: (data.right === k ? "✓ " : "") + label, disabled: data.state !== "open",
        onclick: () => this.send(k), className: data.right === k ? "right" : "" });
      button.setAttribute("aria-pressed", chosen === k);
      return button;
    }), ...besides);
    box.dataset.question = data.question;
    return box;
  }

  // A guess beside the answers is sent at once, as an answer is; of several choices nothing is before "Send".
  choose(name, value) {
    this.chosen[name] = value;
    if (this.data.choices) this.send({ [name]: value });
    else this.draw();
  }

  inputs() {
    const { data } = this;
    const open = data.state === "open";
    const fields = data.inputs.map((each) => (each.stops ? this.slider(each, open)
      : each.options ? this.options(each, open) : this.tap(each, open)));
    const whole = data.inputs.every(({ name }) => this.chosen[name] !== undefined);
    const here = this.waiting && this.waiting.question === data.question;
    const sent = same(this.chosen, here ? this.waiting.value : data.mine);
    const send = made("button", { className: "main", textContent: data.words.send, disabled: !whole || sent,
      onclick: () => this.send({ ...this.chosen }) });
    send.dataset.name = "send";
    return made("div", { className: `choices ${fields.length > 1 ? "two" : ""}` }, ...fields, open ? send : null);
  }

  slider({ name, label, stops, labels }, open) {
    const middle = Math.floor(stops.length / 2);
    if (!this.data.choices) this.chosen[name] ??= stops[middle];
    const none = this.chosen[name] === undefined;
    const at = none ? middle : Math.max(0, stops.indexOf(this.chosen[name]));
    const go = (k) => this.choose(name, stops[Math.max(0, Math.min(stops.length - 1, k))]);
    const value = made("div", { className: "value", textContent: none ? "–" : labels[at] });
    const range = made("input", { type: "range", min: 0, max: stops.length - 1, value: at, disabled: !open, ariaLabel: label });
    range.dataset.name = name;
    range.setAttribute("aria-valuetext", labels[at]);
    range.addEventListener("input", () => {
      value.textContent = labels[+range.value];
      if (!this.data.choices) this.chosen[name] = stops[+range.value];
    });
    range.addEventListener("change", () => go(+range.value));
    const step = (text, by) => made("button", { textContent: text, disabled: !open, onclick: () => go(at + by) });
    return made("div", { className: "field" }, made("p", { textContent: label }), value,
      made("div", { className: "row" }, step("−", -1), range, step("+", 1)));
  }

  options({ name, label, options, labels }, open) {
    this.chosen[name] ??= options[0];
    const buttons = options.map((option, k) => {
      const button = made("button", { textContent: labels[k], disabled: !open,
        onclick: () => { this.chosen[name] = option; this.draw(); } });
      button.setAttribute("aria-pressed", this.chosen[name] === option);
      return button;
    });
    return made("div", { className: "field" }, made("p", { textContent: label }), made("div", { className: "options" }, ...buttons));
  }

  tap({ name, label, picture, across, up, from, came }, open) {
    const image = made("img", { src: picture, alt: label, draggable: false });
    const box = made("div", { className: "tap" }, image);
    for (const [at, kind] of [[from, "from"], [this.chosen[name], ""], [came, "came"]]) if (at) {
      const dot = made("i", { className: kind });
      dot.style.left = `${(100 * (at[0] - across[0])) / (across[1] - across[0])}%`;
      dot.style.top = `${(100 * (up[1] - at[1])) / (up[1] - up[0])}%`;
      box.append(dot);
    }
    if (open) image.addEventListener("click", (event) => {
      const { left, top, width, height } = image.getBoundingClientRect();
      const x = across[0] + ((event.clientX - left) / width) * (across[1] - across[0]);
      const y = up[1] - ((event.clientY - top) / height) * (up[1] - up[0]);
      const inside = (at, [low, high]) => Math.min(high, Math.max(low, +at.toPrecision(4)));
      this.choose(name, [inside(x, across), inside(y, up)]);
    });
    return made("div", { className: "field" }, made("p", { textContent: label }), box);
  }

  leave() {
    clearInterval(this.timer);
    this.ending.abort();
  }
}

const phones = new WeakMap();

export default function ({ data, parentElement, setStateValue }) {
  if (!phones.has(parentElement)) phones.set(parentElement, new Phone(parentElement.querySelector(".phone"), setStateValue));
  document.documentElement.lang = data.lang; // what a screen reader pronounces by, and where lines may break
  const phone = phones.get(parentElement);
  phone.say = setStateValue;
  phone.take(data);
  return () => {
    phone.leave();
    phones.delete(parentElement);
  };
}
