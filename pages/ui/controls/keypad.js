// Boxes for numbers: the arrow keys go a step, and a phone shows its number keys.

const REST = 300; // ms without a key, after which the number counts as entered
const state = (globalThis.keypadState ??= { boxes: {}, timer: 0, listening: false });

function rule(target) {
  if (!(target instanceof HTMLInputElement)) return null;
  const name = Object.keys(state.boxes).find((name) => target.closest(`.${CSS.escape(name)}`));
  return name ? state.boxes[name] : null;
}

function ask(event) {
  const found = rule(event.target);
  if (found) event.target.inputMode = found.keys;
}

function move(event) {
  const way = { ArrowUp: 1, ArrowDown: -1 }[event.key];
  const found = way && !event.ctrlKey && !event.metaKey && !event.altKey && rule(event.target);
  const text = found && event.target.value.trim().replace("−", "-").replace(",", ".");
  if (!text || !Number.isFinite(Number(text))) return;
  event.preventDefault();
  const next = Number((Number(text) + way * found.step).toPrecision(12));
  if (next < found.low || next > found.high) return;
  // React listens to the browser's own setter.
  Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, "value").set.call(event.target, String(next));
  event.target.dispatchEvent(new Event("input", { bubbles: true }));
  clearTimeout(state.timer);
  const entered = { key: "Enter", code: "Enter", keyCode: 13, bubbles: true };
  state.timer = setTimeout(() => event.target.dispatchEvent(new KeyboardEvent("keydown", entered)), REST);
}

export default function ({ data }) {
  state.boxes = data ?? {};
  if (state.listening) return;
  state.listening = true;
  document.addEventListener("pointerdown", ask, true);
  document.addEventListener("focusin", ask, true);
  document.addEventListener("keydown", move, true);
}
