import { ABBREVIATIONS, AFTER_TO, BEFORE_TO } from '../data/abbreviations';

/** Small letters without accents and apostrophes; letters, digits and `#` stay, everything else is a space. */
export function simplify(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/[\u0300-\u036f\u200b-\u200f\u2060\ufeff\u00ad]/g, '')
    .toLowerCase()
    .replace(/['’‘`´]/g, '')
    .replace(/([a-z])\1{2,}/g, '$1$1')
    .replace(/\b(\d{1,3})[ .](?=\d{3}\b)/g, '$1')
    .replace(/[^a-z0-9#]+/g, ' ')
    .trim();
}

export const wordsOf = (simplified: string): string[] => simplified.split(' ').filter((word) => word !== '');

function expandWord(word: string, previous: string, next: string): string {
  if (word === '2' && (BEFORE_TO.has(previous) || AFTER_TO.has(next))) return 'to';
  if (word === '4' && (BEFORE_TO.has(previous) || AFTER_TO.has(next))) return 'for';
  return ABBREVIATIONS.get(word) ?? word;
}

/** Writes out what people shorten in chats ("u", "pls", "wanna"); meant for everything but Afrikaans. */
export function expand(simplified: string): string {
  const words = wordsOf(simplified);
  return words.map((word, index) => expandWord(word, words[index - 1] ?? '', words[index + 1] ?? '')).join(' ');
}

/** Letters only words of a message as a person would count them. */
export const countWords = (text: string): number => wordsOf(simplify(text)).filter((word) => /[a-z]/.test(word)).length;
