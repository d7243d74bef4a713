import { html, type Html } from '../../http/html';

const PATHS = {
  queue: 'M4 6h16M4 12h16M4 18h10',
  mine: 'M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8Zm-8 8a8 8 0 0 1 16 0',
  all: 'M4 4h7v7H4Zm9 0h7v7h-7ZM4 13h7v7H4Zm9 0h7v7h-7Z',
  report: 'M4 20V4m0 16h16M9 16v-5m4 5V7m4 9v-3',
  search: 'M11 18a7 7 0 1 0 0-14 7 7 0 0 0 0 14Zm5-2 5 5',
  back: 'm14 6-6 6 6 6',
  sound: 'M4 10v4h3l5 4V6L7 10H4Zm12-1a4 4 0 0 1 0 6m2-9a8 8 0 0 1 0 12',
  silent: 'M4 10v4h3l5 4V6L7 10H4Zm12 0 5 5m0-5-5 5',
  out: 'M14 4h5v16h-5M4 12h10m0 0-4-4m4 4-4 4',
  attach: 'm20 11-8.500 8.500a5 5 0 0 1-7-7L13 4a3.500 3.500 0 0 1 5 5l-8.500 8.500a2 2 0 0 1-3-3L14 7',
  send: 'M4 12 20 4l-4 16-4-7-8-1Z',
  lock: 'M6 11h12v9H6Zm2 0V8a4 4 0 0 1 8 0v3',
} as const;

/** A drawing beside words that say the same. */
export const icon = (name: keyof typeof PATHS): Html =>
  html`<svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false"><path d="${PATHS[name]}" /></svg>`;
