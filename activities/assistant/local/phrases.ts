import type { AlwaysHumanIntent, Social } from '../../../workflows/conversation/words';
import { ALWAYS_HUMAN } from './data/intents';
import { AFRIKAANS } from './data/phrases/af';
import { ENGLISH } from './data/phrases/en';
import { DECISIVE_WORDS } from './data/phrases/spelling';
import { SESOTHO } from './data/phrases/st';
import type { Phrases } from './data/phrases/types';
import { ISIXHOSA } from './data/phrases/xh';
import { ISIZULU } from './data/phrases/zu';
import { guessLanguage } from './language';
import { FILLERS, GOODS } from './data/fillers';
import { LEXICON } from './text/lexicon';
import { expand, simplify, wordsOf } from './text/normalise';
import { createSpeller } from './text/spelling';

const LANGUAGES: Phrases[] = [ENGLISH, AFRIKAANS, ISIZULU, ISIXHOSA, SESOTHO];

/** The kinds of which nothing has happened yet while the customer only supposes it. Others: while he only asks. */
const HAPPENED: ReadonlySet<AlwaysHumanIntent> = new Set(['complaint', 'fraud', 'payment_dispute', 'safety']);

function compile(entry: string, parts: Record<string, string>): RegExp {
  let source = entry;
  for (let depth = 0; depth < 3; depth += 1) {
    source = source.replace(/\{([A-Z]+)\}/g, (whole, name: string) => parts[name] ?? whole);
  }
  return new RegExp(`(?<![a-z0-9])(?:${source})(?![a-z0-9])`);
}

const all = (pick: (phrases: Phrases) => string[] | undefined): RegExp[] =>
  LANGUAGES.flatMap((phrases) => (pick(phrases) ?? []).map((entry) => compile(entry, phrases.parts)));

const PERSON = all(({ person }) => person);
const NOT_PERSON = all(({ notPerson }) => notPerson);
const ANGRY = all(({ angry }) => angry);
const NEGATIVE = all(({ negative }) => negative);
const ASKING = all(({ asking }) => asking);
const HYPOTHETICAL = all(({ hypothetical }) => hypothetical);
const PROBLEM = all(({ problem }) => problem);
const ORDER_STATUS = all(({ orderStatus }) => orderStatus);
const DONE = ALWAYS_HUMAN.map((intent) => ({
  intent,
  done: all(({ intents }) => intents[intent].done),
  always: all(({ intents }) => intents[intent].always),
}));

const matches = (patterns: RegExp[], text: string): boolean => patterns.some((pattern) => pattern.test(text));

const speller = createSpeller(DECISIVE_WORDS);
const isKnown = (word: string): boolean => FILLERS.has(word) || GOODS.has(word) || LEXICON.words.has(word);
const corrected = (variant: string): string =>
  wordsOf(variant)
    .map((word) => (isKnown(word) ? word : (speller.correct(word) ?? word)))
    .join(' ');

const VARIANTS = new Map<string, string[]>();
const MOST_REMEMBERED = 200;

/** A message as it stands, with its abbreviations written out (not in Afrikaans), and with slips corrected. */
function variantsOf(text: string): string[] {
  const known = VARIANTS.get(text);
  if (known) return known;
  if (VARIANTS.size >= MOST_REMEMBERED) VARIANTS.clear();
  const variants = readVariants(text);
  VARIANTS.set(text, variants);
  return variants;
}

function readVariants(text: string): string[] {
  const plain = simplify(text);
  const written = guessLanguage(text) === 'af' ? plain : expand(plain);
  return [...new Set([written, plain, corrected(written)])];
}

const anyVariant = (text: string, test: (variant: string) => boolean): boolean => variantsOf(text).some(test);

/** An explicit wish for a person, in any of the five languages. */
export function wantsPerson(text: string): boolean {
  return anyVariant(text, (variant) => {
    const rest = NOT_PERSON.reduce((left, pattern) => left.replace(pattern, ' , '), variant);
    return matches(PERSON, rest.replace(/\s+/g, ' ').trim());
  });
}

/** Insults, swearing and open anger. */
export const isAngry = (text: string): boolean => anyVariant(text, (variant) => matches(ANGRY, variant));

export const isAsking = (text: string): boolean =>
  text.includes('?') || anyVariant(text, (variant) => matches(ASKING, variant));

const THANKS = all(({ social }) => social.thanks);

/** Thanks or praise somewhere in the message. */
export const thanksIn = (text: string): boolean => anyVariant(text, (variant) => matches(THANKS, variant));

export const isNegative = (text: string): boolean => anyVariant(text, (variant) => matches(NEGATIVE, variant));

export const tellsOfProblem = (text: string): boolean => anyVariant(text, (variant) => matches(PROBLEM, variant));

export const asksForOrder = (text: string): boolean => anyVariant(text, (variant) => matches(ORDER_STATUS, variant));

const sentencesOf = (text: string): string[] => text.split(/[.!?;\n]+/).filter((sentence) => sentence.trim() !== '');

function isDone(intent: AlwaysHumanIntent, patterns: RegExp[], sentence: string, certain: boolean): boolean {
  return anyVariant(sentence, (variant) =>
    patterns.some((pattern) => {
      const found = pattern.exec(variant);
      if (!found) return false;
      const rest = `${variant.slice(0, found.index)} , ${variant.slice(found.index + found[0].length)}`;
      return certain || !matches(HAPPENED.has(intent) ? HYPOTHETICAL : ASKING, rest.trim());
    }),
  );
}

/**
 * The always-human intents that a message certainly wants done or tells of, gravest first. `certain`: the message names an order,
 * so that it is about something real even where it is worded as a question.
 */
export function intentsDone(text: string, certain: boolean): AlwaysHumanIntent[] {
  const parts = sentencesOf(text);
  const sentences = parts.length > 1 ? [text, ...parts] : [text];
  return DONE.filter(
    ({ intent, done, always }) =>
      anyVariant(text, (variant) => matches(always, variant)) ||
      sentences.some((sentence) => isDone(intent, done, sentence, certain)),
  ).map(({ intent }) => intent);
}

const SOCIAL_ORDER: Social[] = ['thanks', 'goodbye', 'greeting', 'acknowledgement'];
const SOCIAL = SOCIAL_ORDER.map((kind) => ({
  kind,
  pattern: new RegExp(`^(?:${LANGUAGES.flatMap(({ social }) => social[kind]).join('|')})(?![a-z0-9])`),
}));
const SOCIAL_FILLER = new RegExp(
  `^(?:${LANGUAGES.flatMap(({ socialFillers }) => socialFillers).join('|')})(?![a-z0-9])`,
);

function longestSocial(text: string): { kind: Social; length: number } | undefined {
  let best: { kind: Social; length: number } | undefined;
  for (const { kind, pattern } of SOCIAL) {
    const length = pattern.exec(text)?.[0].length ?? 0;
    if (length > (best?.length ?? 0)) best = { kind, length };
  }
  return best;
}

function socialOfWords(text: string): Social | undefined {
  const kinds = new Set<Social>();
  for (let rest = text; rest !== '';) {
    const social = longestSocial(rest);
    if (social) kinds.add(social.kind);
    const length = social?.length ?? SOCIAL_FILLER.exec(rest)?.[0].length;
    if (length === undefined) return undefined;
    rest = rest.slice(length).trim();
  }
  return SOCIAL_ORDER.find((kind) => kinds.has(kind));
}

/** Greeting, thanks and the like, where the message is nothing else. Signs and emoji alone are an acknowledgement. */
export function socialOf(text: string): Social | undefined {
  if (simplify(text) === '') return text.includes('?') ? undefined : 'acknowledgement';
  for (const variant of variantsOf(text)) {
    const social = socialOfWords(variant);
    if (social) return social;
  }
  return undefined;
}
