/** Digits that stand together, as somebody may have written one number or several, with what the words around them say. */
import { SENTENCE_END } from './sentence-ends';
import { DIGIT, digitsIn, HIDDEN } from './written-digits';

/** What people put between the digits of one number. */
const BETWEEN = String.raw`(?:(?!\ufeff)\s|[.·•‧∙_/\\,;:|*~'’‘\x60´"“”()[\]{}]|\p{Pd}|\u2212)`;
const MOST_BETWEEN = 6;
export const RUN = new RegExp(
  `${DIGIT}(?:${HIDDEN}*(?:${BETWEEN}${HIDDEN}*){0,${MOST_BETWEEN}}${DIGIT})*\\p{M}*`,
  'gu',
);
const GROUP = new RegExp(`${DIGIT}(?:${HIDDEN}*${DIGIT})*\\p{M}*`, 'gu');
/** What stands in one number rather than between two. */
const CLOSE = new RegExp(String.raw`^(?:[\s.·_]|${HIDDEN}|\p{Pd}|\u2212){1,3}$`, 'u');

/** A word that says what the number is instead. */
const LABEL =
  /(?:way ?bill|tracking|parcel|reference|invoice|order|ref|vrag ?brief|bestelling|faktuur|verwysing|pakkie)s?(?:[\s.:#-]|numbers?|nos?|nommers?|nr|is|are)*$/i;
/** Letters that belong to the number, as in `TCG4111…`. */
const PREFIX = /([A-Za-z]*[A-Z]{2,5})[-_]?$/;
/** Letters that name the card, its bank or only that a number follows. */
const NO_PREFIX =
  /visa|master|card|kaart|amex|american|express|diners|discover|maestro|debit|credit|absa|nedbank|capitec|^(?:.*[^a-z])?(?:mc|cc|pan|jcb|fnb|cvv|no|nr|num|number|nommer|is)$/i;
const HASH = /#\s?$/;
const PLUS = /\+\s?$/;
/** A word for a card; what we put in the place of a number is none. */
const CARD_WORD =
  /(?<![\p{L}[])(?:(?:credit|debit|bank|master)?[ -]?card(?:s|no|nr|number)?|(?:krediet|debiet|bank)?kaart(?:e|nr|nommer)?|visa|mc|amex|american express|diners|maestro|cvv2?|cvc2?|karete|karata|(?:i|ye|le)?khadi)(?!\p{L})/iu;

/** What is written with as many digits and is neither: dates, times, amounts and telephone numbers. */
const DAY = '(?:0?[1-9]|[12][0-9]|3[01])';
const MONTH = '(?:0?[1-9]|1[0-2])';
const PHONE = String.raw`(?:(?:00)?27[ .-]?|0)[1-8]\d\)?[ .-]?\d{3}[ .-]?\d{4}(?!\d)`;
const OTHERS = [
  String.raw`${DAY}([/. -])${MONTH}\1(?:19|20)\d\d(?!\d|\1\d)`,
  String.raw`(?:19|20)\d\d([/.-])${MONTH}\2${DAY}(?!\d|\2\d)`,
  String.raw`${DAY}/${MONTH}/\d\d(?!/?\d)`,
  String.raw`(?:[01]?\d|2[0-3]):[0-5]\d(?::[0-5]\d)?(?![:\d])`,
  String.raw`\d{1,3}(?:[ ,.'’\u00a0]\d{3})*[.,]\d\d(?![.,]?\d)`,
  String.raw`\d{1,3}(?:,\d{3})+(?!,?\d)`,
  PHONE,
];
const OTHER = new RegExp(String.raw`(?<!\d)(?:${OTHERS.join('|')})`, 'g');

const LABELLED_WITHIN = 40;
const SENTENCE_WITHIN = 200;

export interface Group {
  digits: string;
  start: number;
  end: number;
  /** Nothing but a space, a dash or the like stands before it. */
  close: boolean;
  /** It is part of a date, an amount or a telephone number. */
  other: boolean;
}

export interface NumberRun {
  text: string;
  groups: Group[];
  /** The words before say that an order or a parcel has this number. */
  labelled: boolean;
  /** The letters before belong to the number. */
  prefixed: boolean;
  /** `+` stands before it. */
  plus: boolean;
  /** A word for a card stands in the same sentence. */
  ofCard: () => boolean;
}

/** What is written at this place of the text, in its groups. */
export function readRun(text: string, written: string, offset: number): NumberRun {
  const before = text.slice(Math.max(0, offset - LABELLED_WITHIN), offset);
  const [, prefix] = PREFIX.exec(before) ?? [];
  let ofCard: boolean | undefined;
  return {
    text: written,
    groups: groupsOf(written),
    labelled: LABEL.test(before) || HASH.test(before),
    prefixed: prefix !== undefined && !NO_PREFIX.test(prefix),
    plus: PLUS.test(before),
    ofCard: () => (ofCard ??= CARD_WORD.test(sentenceAround(text, offset, offset + written.length))),
  };
}

function groupsOf(written: string): Group[] {
  const others = [...written.matchAll(OTHER)].map(({ 0: { length }, index }) => ({
    start: index,
    end: index + length,
  }));
  let last = 0;
  let next = 0;
  return [...written.matchAll(GROUP)].map(({ 0: group, index: start }) => {
    const end = start + group.length;
    while ((others[next]?.end ?? Infinity) <= start) next += 1;
    const close = CLOSE.test(written.slice(last, start));
    last = end;
    return { digits: digitsIn(group), start, end, close, other: (others[next]?.start ?? Infinity) < end };
  });
}

function sentenceAround(text: string, start: number, end: number): string {
  const before =
    text
      .slice(Math.max(0, start - SENTENCE_WITHIN), start)
      .split(SENTENCE_END)
      .at(-1) ?? '';
  const [after = ''] = text.slice(end, end + SENTENCE_WITHIN).split(SENTENCE_END);
  return `${before}0${after}`;
}
