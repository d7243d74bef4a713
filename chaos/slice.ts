/**
 * The part of `npm test`: with what it takes to begin and to come to rest three minutes. A change is judged by the same
 * customers and faults as the one before it; every night others are tried.
 */
export const SLICE = { minutes: 2.1, atOnce: 12, seed: 436324017 };
