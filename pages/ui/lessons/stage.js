// What every page has: a button that copies its exact address, and presenter mode.

const MOVED = "playback-moved"; // what a transport bar says when it goes to a frame
const SAID = 2000; // ms for which the button says that it has copied
const TYPING = 'input:not([type="range"]), textarea, select, [contenteditable="true"]';
const root = document.documentElement;

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
  }

  take(data) {
    this.data = data;
    this.share.textContent = data.words.share;
    this.present.textContent = data.words.present;
    root.classList.toggle("presents", data.presents);
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
    this.tell(presents);
  }

  key(event) {
    const target = event.composedPath()[0];
    if (event.ctrlKey || event.altKey || event.metaKey || (target instanceof Element && target.closest(TYPING))) return;
    const presents = root.classList.contains("presents");
    if (event.key.toLowerCase() === "p") this.turn(!presents);
    else if (event.key === "Escape" && presents) this.turn(false);
  }
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
    stage.ending.abort();
    stages.delete(parentElement);
  };
}
