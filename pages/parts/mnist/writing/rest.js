// What is worked out about a digit waits until the hand rests, so that the bars never wait for it. The part with the bars
// tells which picture the net sees; the part below asks to be drawn again when it stands for another one.

const SEEN = "digit-seen";
const REST = 400; // ms without another picture

class Below {
  constructor() {
    this.hear = () => this.later();
    document.addEventListener(SEEN, this.hear);
  }

  take(drawn, ask) {
    Object.assign(this, { drawn, ask });
    this.later();
  }

  later() {
    clearTimeout(this.timer);
    const seen = globalThis.digitSeen;
    if (seen === undefined || seen === this.drawn || seen === this.asked) return;
    this.timer = setTimeout(() => {
      this.asked = seen; // once: what is drawn for it may be long in coming
      this.ask("again", seen);
    }, REST);
  }

  leave() {
    clearTimeout(this.timer);
    document.removeEventListener(SEEN, this.hear);
  }
}

const parts = new WeakMap();

export default function ({ data, parentElement, setTriggerValue }) {
  if (data.seen !== undefined) {
    globalThis.digitSeen = data.seen;
    document.dispatchEvent(new CustomEvent(SEEN));
    return undefined;
  }
  if (!parts.has(parentElement)) parts.set(parentElement, new Below());
  const part = parts.get(parentElement);
  if (part.asked === data.drawn) part.asked = undefined; // what was asked for has come
  part.take(data.drawn, setTriggerValue);
  return () => {
    part.leave();
    parts.delete(parentElement);
  };
}
