// The lesson that is on. Until its run has reached the end, or Reveal is pressed, the page is marked as asking, and the
// style hides what would answer, unless a control was touched and the run is another one; the charts leave out what is still to come. The keys of a remote lead through it.

const MOVED = "playback-moved"; // what a transport bar says when it goes to a frame
const DO = "playback-do"; // what a transport bar does when it is asked to
const TOLD = 'input[name="told"]'; // what Vega makes of the parameter that shows what is to come
const TYPING = 'input:not([type="range"]), textarea, select, [contenteditable="true"]';
const root = document.documentElement;

// What outlives the card when Streamlit draws it anew.
const on = (globalThis.lessonOn ??= { taken: 0, started: false, reached: false, revealed: false });

const press = (name) => document.querySelector(`.st-key-lesson-${name} button`)?.click();

class Card {
  constructor(element) {
    this.button = element.querySelector(".play");
    this.ending = new AbortController();
    const listen = (target, event, act, how) =>
      target.addEventListener(event, act, { signal: this.ending.signal, ...how });
    listen(this.button, "click", () => this.play());
    listen(document, MOVED, ({ detail }) => this.moved(detail));
    listen(window, "keydown", (event) => this.key(event), { capture: true });
    this.sizes = new ResizeObserver(([{ target }]) => root.style.setProperty("--lesson-card", `${target.offsetHeight}px`));
    const card = document.querySelector(".st-key-lesson");
    if (card) this.sizes.observe(card);
    this.watcher = new MutationObserver(() => this.later());
    this.watcher.observe(document.body, { childList: true, subtree: true });
  }

  take(data) {
    this.data = data;
    this.button.textContent = data.words.play;
    if (on.taken !== data.taken) {
      Object.assign(on, { taken: data.taken, started: false, reached: false, revealed: false });
      this.rewind(data.frame);
    }
    this.show();
  }

  // A lesson opens at its first frame, paused, wherever the last one stood.
  rewind(frame) {
    globalThis.playbackStart = frame;
    for (const memory of globalThis.playbackMemories?.values() ?? []) Object.assign(memory, { frame, playing: false });
    document.dispatchEvent(new CustomEvent(DO, { detail: { what: "rewind", frame } }));
  }

  moved({ frame, last }) {
    if (frame > 0) on.started = true;
    if (last > 0 && frame >= last) on.reached = true;
    this.show();
  }

  play() {
    on.started = true;
    const asked = new CustomEvent(DO, { detail: { what: "play" }, cancelable: true });
    if (document.dispatchEvent(asked)) document.querySelector('[class*="st-key-main-button"] button')?.click();
    this.show();
  }

  forward() {
    // A second press may come before the card has answered the first.
    if (this.data.told || on.revealed) press("next");
    else if (!on.started || this.data.stepwise) this.play();
    else {
      on.revealed = true;
      press("reveal");
    }
  }

  show() {
    const { told, reached, changed, covered } = this.data;
    const asks = !told && !reached && !changed && !on.reached;
    root.classList.toggle("lesson-asks", asks);
    root.classList.toggle("lesson-covers", asks && covered && !on.started);
    for (const input of document.querySelectorAll(TOLD))
      if (+input.value !== +!asks) {
        input.value = +!asks;
        input.dispatchEvent(new Event("input"));
      }
  }

  later() {
    this.coming ??= requestAnimationFrame(() => { this.coming = null; this.show(); });
  }

  key(event) {
    const target = event.composedPath()[0];
    if (event.ctrlKey || event.altKey || event.metaKey || (target instanceof Element && target.closest(TYPING))) return;
    const presents = root.classList.contains("presents");
    const act = {
      r: () => press("reveal"),
      n: () => press("next"),
      b: () => press("previous"),
      PageDown: presents && (() => this.forward()),
      PageUp: presents && (() => press("previous")),
    }[event.key.length === 1 ? event.key.toLowerCase() : event.key];
    if (!act) return;
    act();
    event.preventDefault();
    event.stopImmediatePropagation();
  }

  leave() {
    cancelAnimationFrame(this.coming);
    this.watcher.disconnect();
    this.sizes.disconnect();
    this.ending.abort();
    this.data = { told: true };
    this.show();
    globalThis.playbackStart = undefined;
  }
}

const cards = new WeakMap();

export default function ({ data, parentElement }) {
  if (!cards.has(parentElement)) cards.set(parentElement, new Card(parentElement));
  const card = cards.get(parentElement);
  card.take(data);
  return () => {
    card.leave();
    cards.delete(parentElement);
  };
}
