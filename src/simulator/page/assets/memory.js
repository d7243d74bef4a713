/** What this browser remembers of one run of the demo; a page without storage forgets it when it is closed. */
const fallback = new Map();

const keyOf = (run, name) => `baton ${run} ${name}`;

export function remember(run, name, value) {
  const text = JSON.stringify(value);
  fallback.set(keyOf(run, name), text);
  try {
    localStorage.setItem(keyOf(run, name), text);
  } catch {
    // Storage is switched off or full: the page goes on without.
  }
}

export function remembered(run, name) {
  let text = fallback.get(keyOf(run, name)) ?? null;
  try {
    text = localStorage.getItem(keyOf(run, name)) ?? text;
  } catch {
    // As above.
  }
  return text === null ? undefined : JSON.parse(text);
}
