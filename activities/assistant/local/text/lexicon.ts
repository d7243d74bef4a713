import { DELIVERY_LEXICON } from '../data/lexicon-delivery';
import { MONEY_LEXICON } from '../data/lexicon-money';
import { OTHER_LEXICON } from '../data/lexicon-other';
import { SHOP_LEXICON } from '../data/lexicon-shop';

export interface Phrase {
  words: string[];
  concepts: string[];
}

export interface Lexicon {
  /** By first word, longest first. */
  phrases: Map<string, Phrase[]>;
  /** Pieces looked for inside long words of isiZulu, isiXhosa and Sesotho. */
  pieces: { piece: string; concept: string }[];
  /** Every single word that occurs in an entry. */
  words: Set<string>;
}

function addPhrase(lexicon: Lexicon, entry: string, concept: string): void {
  const words = entry.split(' ');
  for (const word of words) lexicon.words.add(word);
  const list = lexicon.phrases.get(words[0]!) ?? [];
  const same = list.find((phrase) => phrase.words.join(' ') === entry);
  if (same) {
    if (!same.concepts.includes(concept)) same.concepts.push(concept);
  } else list.push({ words, concepts: [concept] });
  lexicon.phrases.set(words[0]!, list);
}

function addLine(lexicon: Lexicon, line: string): void {
  const colon = line.indexOf(':');
  const concept = line.slice(0, colon).replaceAll(' ', '_');
  for (const raw of line.slice(colon + 1).split(',')) {
    const entry = raw.trim();
    if (entry.startsWith('~') && !entry.includes(' ')) lexicon.pieces.push({ piece: entry.slice(1), concept });
    else if (entry !== '' && !entry.startsWith('~')) addPhrase(lexicon, entry, concept);
  }
}

function compile(): Lexicon {
  const lexicon: Lexicon = { phrases: new Map(), pieces: [], words: new Set() };
  for (const source of [DELIVERY_LEXICON, SHOP_LEXICON, MONEY_LEXICON, OTHER_LEXICON]) {
    for (const line of source.trim().split('\n')) addLine(lexicon, line);
  }
  for (const list of lexicon.phrases.values()) list.sort((a, b) => b.words.length - a.words.length);
  return lexicon;
}

/** What shop customers talk about, as concepts. */
export const LEXICON: Lexicon = compile();
