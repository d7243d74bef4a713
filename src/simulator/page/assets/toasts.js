import { byId, el } from './dom.js';

const SHOWN_MS = 7000;

export function toast(text) {
  const node = el('p.toast', {}, text);
  byId('toasts').append(node);
  setTimeout(() => node.remove(), SHOWN_MS);
}

/** Runs what somebody asked for; a refusal is shown, never swallowed. */
export async function attempt(work) {
  try {
    return await work();
  } catch (error) {
    toast(error.message);
    return undefined;
  }
}
