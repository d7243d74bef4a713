import { html, type Html } from '../html';

const PATHS = {
  customer: 'M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8Zm-8 8a8 8 0 0 1 16 0Z',
  agent: 'M4 13v-1a8 8 0 0 1 16 0v1M4 13h3v5H5a1 1 0 0 1-1-1Zm16 0h-3v5h2a1 1 0 0 0 1-1Zm-1 5a4 4 0 0 1-4 3h-2',
  assistant: 'M12 3v3M6 8h12a2 2 0 0 1 2 2v8a2 2 0 0 1-2 2H6a2 2 0 0 1-2-2v-8a2 2 0 0 1 2-2Zm3 5v2m6-2v2',
  notice: 'M4 10v4l11 4V6L4 10Zm11 0h2a2 2 0 0 1 0 4h-2M6 15v3a2 2 0 0 0 4 0v-2',
  note: 'M6 11h12v9H6Zm2 0V8a4 4 0 0 1 8 0v3',
  event: 'M4 8h13m0 0-4-4m4 4-4 4M20 16H7m0 0 4-4m-4 4 4 4',
  clock: 'M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18Zm0-14v5l3 2',
  tick: 'm5 13 4 4L19 7',
  ticks: 'm2 13 4 4L15 7m-5 9 1 1L22 7',
  warning: 'M12 4 2.5 20h19L12 4Zm0 6v4m0 3v.5',
  withdrawn: 'M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18ZM6 6l12 12',
  attachment: 'm20 11-8.5 8.5a5 5 0 0 1-7-7L13 4a3.5 3.5 0 0 1 5 5l-8.500 8.500a2 2 0 0 1-3-3L14 7',
  place:
    'M12 21s7-6.500 7-11.500a7 7 0 1 0-14 0C5 14.500 12 21 12 21Zm0-9a2.500 2.500 0 1 0 0-5 2.500 2.500 0 0 0 0 5Z',
  microphone: 'M12 15a3 3 0 0 0 3-3V6a3 3 0 0 0-6 0v6a3 3 0 0 0 3 3Zm-6-4a6 6 0 0 0 12 0m-6 6v4',
  picture: 'M4 5h16v14H4Zm0 11 5-5 4 4 3-3 4 4M15.500 9.500v.010',
} as const;

export type Icon = keyof typeof PATHS;

/** A drawing beside words that say the same: it needs no font and no name of its own. */
export const icon = (name: Icon): Html =>
  html`<svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false"><path d="${PATHS[name]}" /></svg>`;
