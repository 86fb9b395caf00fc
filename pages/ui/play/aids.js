// What a screen reader hears: the verdict when it changes, and the result in the name of every chart.

const SOON = 300; // ms; a training redraws several times a second
const names = new WeakMap(); // by chart: its own name, and the one it was given here
const state = (globalThis.playbackKeys ??= { bars: new Set(), pointed: null, taken: new Set() });

// While a network trains, the verdict changes with every redraw: it is read when the run rests.
function speak(verdict) {
  const training = document.querySelector('[class*="st-key-main-button"] [class*="-pause"]');
  verdict.setAttribute("role", "status");
  verdict.setAttribute("aria-atomic", "true");
  verdict.setAttribute("aria-live", training ? "off" : "polite");
}

// Vega gives each group of marks the role of a picture, but no name: it is a group within the named chart.
function group(marks) {
  marks.setAttribute("role", "group");
  marks.removeAttribute("aria-roledescription");
}

function name(chart, result) {
  const label = chart.getAttribute("aria-label");
  if (!label) return;
  const known = names.get(chart);
  const own = known?.given === label ? known.own : label;
  const given = [own, ...result].map((text) => text.replace(/\.$/, "")).join(". ");
  names.set(chart, { own, given });
  if (given !== label) chart.setAttribute("aria-label", given);
}

function attend() {
  const verdict = document.querySelector(".st-key-verdict");
  if (verdict) speak(verdict);
  const bar = [...state.bars].at(-1);
  const result = [verdict?.textContent, bar?.find(".at").textContent].map((text) => text?.trim()).filter(Boolean);
  for (const chart of document.querySelectorAll('[data-testid="stVegaLiteChart"]')) name(chart, result);
  for (const marks of document.querySelectorAll('g[role="graphics-symbol"]:not([aria-label])')) group(marks);
}

let coming = 0;
function later() {
  coming ||= setTimeout(() => { coming = 0; attend(); }, SOON);
}

export default function ({ data }) {
  document.documentElement.lang = data.lang; // what a screen reader pronounces by, and where lines may break
  if (state.attended) return;
  state.attended = true;
  new MutationObserver(later).observe(document.body, { childList: true, subtree: true, characterData: true });
  document.addEventListener("playback-moved", later);
  later();
}
