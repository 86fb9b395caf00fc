// The keys of the run, on every page. There is one listener a document, above everything that draws itself anew:
// PageUp, PageDown and the space bar belong to the run whatever has the focus, unless it is a text field.

const state = (globalThis.playbackKeys ??= { bars: new Set(), pointed: null, taken: new Set() });
const STEPS = { ArrowLeft: -1, PageUp: -1, ArrowRight: 1, PageDown: 1 };
const UNTYPED = ["range", "checkbox", "radio", "button", "submit", "reset", "color", "file", "image"];
const PRESSABLE = 'button, [role="button"], [role="checkbox"], [role="switch"], [role="radio"], [role="tab"], input:not([type="range"]), summary';
const OWN_ARROWS = '[role="slider"], [role="radio"], [role="radiogroup"], [role="tab"], [role="combobox"], [role="listbox"], [role="spinbutton"], [role="grid"], [role="menu"], input, select';
const KEEPS_FOCUS = '[role="dialog"], [role="menu"], [role="listbox"], [data-testid="stDataFrame"], dialog';
const REPLACED = 3000; // ms within which a button that starts a run gives way to the one that stops it
const AFTERWARDS = 150; // ms after a click in which what takes the focus owes it to the click

function focused() {
  let element = document.activeElement;
  while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
  return element;
}

function isTextField(element) {
  if (element.isContentEditable || element.tagName === "TEXTAREA") return true;
  return element.tagName === "INPUT" && !UNTYPED.includes(element.type);
}

// What a keyboard has reached keeps its own keys; what a pointer has clicked does not.
function isTheirs(key, target) {
  if (isTextField(target) || target.closest('[role="menu"], [role="listbox"], [aria-modal="true"]')) return true;
  if (key.startsWith("Page") || target === state.pointed) return false;
  return Boolean(target.closest(key === " " ? PRESSABLE : OWN_ARROWS));
}

// The button that another one has just replaced stays a moment longer, unseen.
function mainButton() {
  return [...document.querySelectorAll('[class*="st-key-main-button"] button')].find((one) => one.offsetParent);
}

// A press of a button that has been pressed already, and has not yet been replaced by the next, is for that next one.
let pending = null;
function press(main) {
  const name = main.innerText;
  if (pending?.name === name) {
    pending.again = !pending.again;
    return;
  }
  const mine = (pending = { name, again: false, until: performance.now() + REPLACED });
  main.click();
  const wait = () => {
    const next = mainButton();
    if (next && next.innerText !== name && !next.disabled) {
      pending = null;
      if (mine.again) press(next);
    } else if (performance.now() < mine.until) requestAnimationFrame(wait);
    else pending = null;
  };
  requestAnimationFrame(wait);
}

// What the keys move: the transport bar, or else the buttons of a run that is watched.
function player() {
  const bar = [...state.bars].findLast((one) => one.root.isConnected !== false);
  if (bar) return bar;
  const main = mainButton();
  if (!main) return null;
  const one = document.querySelector('[class*="st-key-"][class*="-step"] button');
  return { toggle: () => press(main), step: (by) => { if (by > 0) one?.click(); }, first() {}, last() {}, button: main };
}

function act(event) {
  const run = player();
  if (!run) return false;
  if (event.key === " ") { if (!event.repeat) run.toggle(); }
  else if (event.key in STEPS) run.step(STEPS[event.key] * (event.shiftKey ? 10 : 1));
  else if (event.key === "Home") run.first();
  else if (event.key === "End") run.last();
  else return false;
  return true;
}

function down(event) {
  const target = event.composedPath()[0];
  if (event.key === "Tab") state.pointed = null;
  if (!(target instanceof Element) || event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return;
  if (event.key === "?" && !isTextField(target)) state.help?.toggle();
  else if (state.help?.open || isTheirs(event.key, target) || !act(event)) return;
  state.taken.add(event.code);
  event.preventDefault();
  event.stopPropagation();
}

// Some browsers press a button when the space bar comes up again.
function up(event) {
  if (!state.taken.delete(event.code)) return;
  event.preventDefault();
  event.stopPropagation();
}

// A pointer's click leaves no focus behind, except where something is typed or chosen.
function release() {
  const element = focused();
  if (!element || element === document.body || element.tagName === "SELECT" || element.closest(KEEPS_FOCUS)) return;
  if (isTextField(element) && (element.getAttribute("role") !== "combobox" || !state.chose)) return;
  if (element.getAttribute("aria-expanded") === "true" && element.getAttribute("role") === "combobox") return;
  element.blur();
}

// A chart learns from a pointer's moves what is under it; a finger that taps has made none.
function arrive(event) {
  if (event.pointerType !== "touch" || !event.target.matches?.("canvas.marks")) return;
  event.target.dispatchEvent(new PointerEvent("pointermove", event));
}

function listen() {
  const on = (event, what) => document.addEventListener(event, what, { capture: true });
  let pressed = false;
  let late = 0;
  on("keydown", down);
  on("keyup", up);
  on("pointerdown", (event) => { pressed = true; state.pointed = event.composedPath()[0]; arrive(event); });
  on("pointercancel", () => { pressed = false; });
  on("click", (event) => {
    if (!event.detail) return; // of a key
    pressed = false;
    late = performance.now() + AFTERWARDS;
    state.chose = Boolean(event.composedPath()[0].closest?.('[role="option"]'));
    setTimeout(release);
  });
  on("pointerup", () => setTimeout(() => { if (pressed) { pressed = false; release(); } }, 50)); // a drag has no click
  on("focusin", (event) => {
    const target = event.composedPath()[0];
    if (pressed) state.pointed = target;
    else if (performance.now() < late && target.matches("button, [role=button], [role=combobox]")) {
      state.pointed = target;
      setTimeout(release);
    } else state.pointed = null;
  });
}

// The list of the keys, in a document of its own above the page.
class Help {
  constructor() {
    const host = document.createElement("div");
    host.id = "keys-of-the-run";
    const root = host.attachShadow({ mode: "open" });
    root.innerHTML = `<style>
      dialog { font: 1rem/1.5 var(--font); color: var(--ink); background: var(--paper); border: 1px solid currentColor;
        border-radius: 0.5rem; padding: 1rem 1.5rem; max-width: 90vw; }
      h2 { font-size: 1.25rem; margin: 0 0 0.6rem; }
      dl { display: grid; grid-template-columns: auto 1fr; gap: 0.3rem 1.2rem; margin: 0 0 1rem; }
      dt { font-weight: 600; } dd { margin: 0; }
      button { font: inherit; color: inherit; background: transparent; border: 1px solid currentColor;
        border-radius: 0.4rem; padding: 0.2rem 0.9rem; cursor: pointer; }
      button:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
      .skip { position: fixed; left: 0.5rem; top: 0.5rem; z-index: 1000000; background: var(--paper); color: var(--ink); }
      .skip:not(:focus) { width: 1px; height: 1px; padding: 0; border: 0; overflow: hidden; clip-path: inset(50%); }
    </style><nav><button class="skip"></button></nav>
    <dialog aria-labelledby="title"><h2 id="title"></h2><dl></dl><form method="dialog"><button></button></form></dialog>`;
    document.body.prepend(host);
    Object.assign(this, { host, root, dialog: root.querySelector("dialog") });
    root.querySelector(".skip").addEventListener("click", () => this.skip());
  }

  get open() { return this.dialog.open; }

  toggle() { this.open ? this.dialog.close() : this.dialog.showModal(); }

  // To Play, or to what starts the run; where there is none, to the page's own part.
  skip() {
    const run = player();
    const place = run?.button ?? run?.root.querySelector('[data-do="toggle"]') ?? document.querySelector('[data-testid="stMain"]');
    place?.focus();
    place?.scrollIntoView({ block: "nearest" });
  }

  take({ words, keys }, look) {
    const read = (name) => look.getPropertyValue(name);
    const colours = { paper: "--st-background-color", ink: "--st-text-color", accent: "--st-primary-color", font: "--st-font" };
    for (const [name, of] of Object.entries(colours)) this.host.style.setProperty(`--${name}`, read(of));
    this.root.querySelector("nav").setAttribute("aria-label", words.skip);
    this.root.querySelector(".skip").textContent = words.skip;
    this.root.querySelector("h2").textContent = words.title;
    this.root.querySelector("form button").textContent = words.close;
    this.root.querySelector("dl").replaceChildren(...keys.flatMap((pair) => pair.map((text, k) => {
      const cell = document.createElement(k ? "dd" : "dt");
      cell.textContent = text;
      return cell;
    })));
  }
}

export default function ({ data, parentElement }) {
  if (!state.help) {
    state.help = new Help();
    listen();
  }
  state.help.take(data, getComputedStyle(parentElement.host ?? parentElement));
}
