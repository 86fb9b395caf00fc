// What every page has: a button that copies its exact address, and presenter mode.

const MOVED = "playback-moved"; // what a transport bar says when it goes to a frame
const SAID = 2000; // ms for which the button says that it has copied
const TYPING = 'input:not([type="range"]), textarea, select, [contenteditable="true"]';
const root = document.documentElement;
const LARGE = 'input[name="large"]'; // what Vega makes of the parameter that a chart's type grows by
const LARGER = 1.25;
const CHARTS = '[data-testid="stMain"] [class*="st-key-charts"]';
const BAR = '[data-testid="stMain"] :is([class*="-playback"], [class*="st-key-buttons"], [class*="-buttons"])';
const BESIDE = 1000; // px: up to there charts stand one below the other, and the page is scrolled
const MARGIN = 6, LEAST = 120; // px
const SETTLED = 100; // ms in which a chart has drawn itself

class Stage {
  constructor(element, tell) {
    this.tell = tell;
    this.share = element.querySelector(".share");
    this.present = element.querySelector(".present");
    this.ending = new AbortController();
    const listen = (target, event, act) => target.addEventListener(event, act, { signal: this.ending.signal });
    listen(this.share, "click", () => this.copy());
    listen(this.present, "click", () => this.turn(true));
    listen(document, MOVED, ({ detail }) => { this.frame = detail.frame; });
    listen(document, "keydown", (event) => this.key(event));
    // A chart that comes later is as large as those that stand.
    this.watcher = new MutationObserver(() => this.later());
    this.watcher.observe(document.body, { childList: true, subtree: true });
    listen(window, "resize", () => this.later());
    this.sizes = new ResizeObserver(() => this.fit(false));
  }

  take(data) {
    this.data = data;
    this.share.textContent = data.words.share;
    this.present.textContent = data.words.present;
    root.classList.toggle("presents", data.presents);
    this.later();
    if (data.frame !== null && globalThis.linkedFrame !== data.link) {
      globalThis.linkedFrame = data.link;
      globalThis.playbackStart = data.frame;
      document.dispatchEvent(new CustomEvent("playback-do", { detail: { what: "rewind", frame: data.frame } }));
    }
  }

  address() {
    const address = new URL(location.href);
    address.searchParams.delete("host"); // a lecturer's key to a room is nobody else's
    const bar = [...(globalThis.playbackMemories?.values() ?? [])].length > 0;
    if (bar && this.frame > 0) address.searchParams.set("frame", this.frame);
    return address.href;
  }

  async copy() {
    await copied(this.address());
    this.share.textContent = this.data.words.copied;
    setTimeout(() => { this.share.textContent = this.data.words.share; }, SAID);
  }

  turn(presents) {
    root.classList.toggle("presents", presents);
    this.later();
    this.tell(presents);
  }

  grow() {
    const large = root.classList.contains("presents") ? LARGER : 1;
    const grown = [...document.querySelectorAll(LARGE)].filter((input) => +input.value !== large);
    for (const input of grown) {
      input.value = large;
      input.dispatchEvent(new Event("input"));
    }
    return grown.length > 0;
  }

  // A chart lays itself out anew when its size changes, not when its type does: its axes' titles would be cut.
  layOut() {
    if (!Number.isFinite(this.height)) return;
    root.style.setProperty("--fits", `${this.height - 1}px`);
    setTimeout(() => {
      if (Number.isFinite(this.height)) root.style.setProperty("--fits", `${this.height}px`);
    }, SETTLED);
  }

  // Presented, the pictures take what the question, the bar and its lines leave of the screen. While a run is played they
  // only give way: a line that is longer for a moment would have them jump.
  fit(anew) {
    const charts = document.querySelector(CHARTS);
    if (!charts || innerWidth <= BESIDE || !root.classList.contains("presents")) {
      root.style.removeProperty("--fits");
      this.height = Infinity;
      return;
    }
    const height = Math.max(LEAST, Math.floor(charts.offsetHeight + innerHeight - MARGIN - lowest(charts)));
    if (anew ? height !== this.height : height < this.height) {
      this.height = height;
      root.style.setProperty("--fits", `${height}px`);
    }
  }

  later() {
    this.coming ??= requestAnimationFrame(() => {
      this.coming = null;
      if (root.classList.contains("presents"))
        for (const part of document.querySelectorAll(`.st-key-lesson, ${BAR}`)) this.sizes.observe(part);
      const grown = this.grow();
      this.fit(true);
      if (grown) this.layOut();
    });
  }

  leave() {
    cancelAnimationFrame(this.coming);
    this.watcher.disconnect();
    this.sizes.disconnect();
    this.ending.abort();
  }

  key(event) {
    const target = event.composedPath()[0];
    if (event.ctrlKey || event.altKey || event.metaKey || (target instanceof Element && target.closest(TYPING))) return;
    const presents = root.classList.contains("presents");
    if (event.key.toLowerCase() === "p") this.turn(!presents);
    else if (event.key === "Escape" && presents) this.turn(false);
  }
}

// Where ends what belongs on the screen: the bar, or the pictures with the few lines below them.
function lowest(charts) {
  const main = document.querySelector('[data-testid="stMain"]');
  const bars = [...document.querySelectorAll(BAR)].filter((bar) => bar.offsetHeight);
  const below = [charts, ...(bars.length ? bars : [charts.parentElement.nextElementSibling ?? charts])];
  return Math.max(...below.map((part) => part.getBoundingClientRect().bottom)) + main.scrollTop;
}

// Without https a browser has no clipboard for scripts; what is selected can be copied all the same.
async function copied(text) {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    const box = document.createElement("textarea");
    box.value = text;
    document.body.append(box);
    box.select();
    document.execCommand("copy");
    box.remove();
  }
}

const stages = new WeakMap();

export default function ({ data, parentElement, setTriggerValue }) {
  if (!stages.has(parentElement))
    stages.set(parentElement, new Stage(parentElement, (presents) => setTriggerValue("presents", presents ? "yes" : "no")));
  const stage = stages.get(parentElement);
  stage.take(data);
  return () => {
    stage.leave();
    stages.delete(parentElement);
  };
}
