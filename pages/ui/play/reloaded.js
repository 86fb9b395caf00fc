// A run lives in the server's memory of this page, and a reload begins another one: what is lost with it is said.

const seen = (globalThis.runsSeen ??= new Set()); // pages whose run this document has already heard of

export default function ({ data, parentElement }) {
  const { name, update, one, many } = data;
  const key = `run of ${name}`;
  const place = parentElement.querySelector(".lost");
  if (update > 0) sessionStorage.setItem(key, String(update));
  else if (seen.has(key)) sessionStorage.removeItem(key); // it was reset
  else if (sessionStorage.getItem(key)) {
    const made = Number(sessionStorage.getItem(key));
    place.textContent = made === 1 ? one : many.replace("{n}", made.toLocaleString("en"));
    sessionStorage.removeItem(key);
  }
  if (update > 0) place.textContent = "";
  seen.add(key);
}
