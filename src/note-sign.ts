// An agent who means a note and is read as one who answers has told the customer what he must not know. So the sign counts
// in every dress: behind a quote, a bullet or formatting, in full width, as an emoji, with a space before the colon.
const BEFORE_NOTE = String.raw`[\s>*_~\x60•◦▪\-–\u200b-\u200f\u2060\ufeff]*`;
const EXCLAMATION = String.raw`(?:[!！❗❕‼]\ufe0f?\s*)+`;
const THE_WORD = String.raw`(?:internal\s+)?note[\s*_~\x60]*[:：]`;
/** At the beginning of what an agent writes: it stays inside. */
export const NOTE = new RegExp(`^${BEFORE_NOTE}(?:${EXCLAMATION}|${THE_WORD})[*_~\x60]*\\s*`, 'i');
