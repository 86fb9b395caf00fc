// "Go" plays the room's paths at once: from the first frame, as soon as the transport bar is there.

const DO = "playback-do"; // what a transport bar does when it is asked to
const SOON = 150; // ms
const PATIENCE = 60; // tries

export default function ({ data }) {
  if (globalThis.roomWent === data.went) return;
  const first = globalThis.roomWent === undefined && !data.went;
  globalThis.roomWent = data.went;
  if (first) return;
  let tries = 0;
  const timer = setInterval(() => {
    const frames = document.querySelectorAll("input[name=frame]").length;
    if (frames < data.charts && ++tries < PATIENCE) return;
    clearInterval(timer);
    document.dispatchEvent(new CustomEvent(DO, { detail: { what: "rewind", frame: 0 } }));
    document.dispatchEvent(new CustomEvent(DO, { detail: { what: "play" }, cancelable: true }));
  }, SOON);
}
