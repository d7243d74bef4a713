/** How many of each a conversation keeps, whether it grew by itself or took another one in; the oldest leave first. */
export const MAX_SEEN = 2000;
export const MAX_VERDICTS = 500;
export const MAX_DECISIONS = 10;
export const MAX_CARDS = 5;
export const MAX_THREADS = 20;
export const MAX_ANSWERS = 20;
export const MAX_LINKED = 10;
const MAX_KEYS = 20;

/** The identifiers of one customer; the first are the ones that leave where there are too many. */
export const unitedKeys = (...keys: string[][]): string[] => [...new Set(keys.flat())].slice(-MAX_KEYS);
