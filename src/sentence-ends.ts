/** Where a sentence ends: not at the end of a line, in which people type as they like, nor behind "no." for "number". */
export const SENTENCE_END = /(?<!(?<!\p{L})(?:nos?|nrs?|num|ref|tel))[.!?…]+(?=\s)|\n\s*\n/giu;
