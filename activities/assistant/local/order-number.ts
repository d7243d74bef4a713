import { FILLERS, GOODS } from './data/fillers';
import { expand, simplify, wordsOf } from './text/normalise';

const NOUN =
  '(?:orders?|oder|ordr|ord|bestellings?|bestel|bestelnommer|ordernommer|ii-?oda|i-?oda|i-?order|oda|ii-?odolo|i-?odolo|odolo|odara|diodara|order-?nommer|ordernumber|parcel|package|pakkie|pakket)';
const LINK =
  '(?:\\s*(?:number|numbers|nr|no|num|nommer|inombolo|nomoro|is|was|e|ke|yi|u|ngu|ngunombolo|yami|yam|yethu|ya ka|yaka|nr\\.|no\\.|:|-|=|#))*';
const VALUE = '#?\\s?((?:[a-z]{2,4}-?)?\\d{3,10})(?!\\d|[.,]\\d)';
/** "The number on my slip says …": any number but those that are plainly of something else. */
const NUMBER_IS =
  '(?<!(?:vat|btw|phone|cell|tel|telephone|house|street|account|id|card|contact|whatsapp|bank|unit|voucher|waybill|model|serial|postal|stand|flat) )(?:number|nommer|nombolo|nomoro)(?: \\w+){0,3} (?:is|says|was|se|ngu|ke|sê):?';

const WITH_HASH = /(?:^|[^\w])#\s?((?:[a-z]{1,4}-?)?\d{3,10})(?!\d)/gi;
const WITH_NOUN = new RegExp(`(?:^|[^a-z])(?:${NOUN}${LINK}[\\s:#-]*|${NUMBER_IS} )${VALUE}`, 'gi');
/** A further number of the same list: "5544, 5561 and 5570". */
const FURTHER = new RegExp(`(?:\\s|,|&|\\+|/|\\b(?:and|or|en|plus|no|na|le)\\b)+${VALUE}`, 'iy');
/** A number that nothing marks; `i-` and `u-` are what isiZulu and isiXhosa put before it. */
const BARE = /(?<![\w.,:#+]|\d\s)(?:[iu]-)?((?:[a-z]{2,4}-)?\d{4,8})(?!\w|[.,:]\d|\s\d{3}\b)/gi;
const UNIT =
  /^(?:rands?|zar|kgs?|g|grams?|ml|l|lit(?:re|er)s?|w|watts?|kw|v|volts?|km|kms|m|cm|mm|days?|weeks?|years?|pieces?|units?|items?|x|times|percent)$/;
const YEAR = /^(?:19|20)\d\d$/;

/** "1000 mugs", "2000 watt": how many of what. */
function isQuantity(text: string, end: number): boolean {
  const next = /^\s*([a-z]+)/i.exec(text.slice(end))?.[1]?.toLowerCase() ?? '';
  return UNIT.test(next) || (GOODS.has(next) && next.endsWith('s'));
}

/** Digits that are an amount, a quantity or a telephone number are no order number. */
function isPlausible(number: string, text: string, end: number): boolean {
  const digits = number.replace(/\D/g, '');
  if (digits.length >= 9 || /^0\d{8,9}$/.test(digits)) return false;
  if (isQuantity(text, end)) return false;
  return !new RegExp(`(?<![a-z])(?:r|zar)\\s?${digits}\\b`, 'i').test(text);
}

interface Found {
  number: string;
  at: number;
}

function found(match: RegExpExecArray, text: string, end: number): Found[] {
  const number = match[1]!;
  return isPlausible(number, text, end) ? [{ number: number.toUpperCase(), at: end }] : [];
}

function marked(pattern: RegExp, text: string): Found[] {
  const list: Found[] = [];
  let end = 0;
  for (const match of text.matchAll(pattern)) {
    // What a list has taken is not read again.
    if (match.index < end) continue;
    end = match.index + match[0].length;
    const first = found(match, text, end);
    list.push(...first);
    if (first.length > 0) end = readList(text, end, list);
  }
  return list;
}

/** Adds the further numbers of a list that begins before `end`; returns where it ends. */
function readList(text: string, end: number, list: Found[]): number {
  FURTHER.lastIndex = end;
  const further = FURTHER.exec(text);
  if (!further) return end;
  const next = end + further[0].length;
  list.push(...found(further, text, next));
  return readList(text, next, list);
}

const unique = (list: Found[]): string[] => [
  ...new Set(list.sort((one, other) => one.at - other.at).map(({ number }) => number)),
];

/** Numbers of four to eight digits (years left out) that nothing marks as an order's, without `#`, in capitals. */
export function bareNumbersOf(text: string): string[] {
  const list = [...text.matchAll(BARE)].flatMap((match) => found(match, text, match.index + match[0].length));
  return unique(list).filter((number) => !YEAR.test(number));
}

/** "What about the other one, 5561?": nothing but passing words stands beside the number. */
export const isAlone = (text: string): boolean =>
  wordsOf(expand(simplify(text)))
    .filter((word) => !/\d/.test(word))
    .every((word) => word.length === 1 || FILLERS.has(word));

/** The order numbers that a message marks as such, without `#`, in capitals, in their order; also those that stand alone. */
export function orderNumbersOf(text: string): string[] {
  const alone = text.split('\n').filter(isAlone).flatMap(bareNumbersOf);
  const all = [...marked(WITH_HASH, text), ...marked(WITH_NOUN, text)];
  return [...new Set([...unique(all), ...alone])];
}

/** The text without what names an order in it. */
export const withoutOrders = (text: string): string =>
  [WITH_HASH, WITH_NOUN, BARE].reduce((rest, pattern) => rest.replace(pattern, ' '), text);

/** Every number of a text that may be an order's. */
export const possibleOrdersOf = (text: string): string[] => [
  ...new Set([...orderNumbersOf(text), ...bareNumbersOf(text)]),
];

/** The first order number that a text names. */
export const orderNumberOf = (text: string): string | undefined => orderNumbersOf(text)[0];

/** The text with each unmarked number called an order; with the `i` that isiZulu and isiXhosa want before it. */
export const namingOrders = (text: string): string =>
  bareNumbersOf(text).reduce(
    (named, number) => named.replace(new RegExp(`(?:[iu]-)?${number}`, 'i'), `i order ${number}`),
    text,
  );

const NUMBER_WANTED =
  /\border[ -]?(?:number|no)\b|\bbestel(?:ling)?(?:s)?nommer\b|\b(?:i?nombolo|nomoro) (?:y|l|w)(?:e|a|o)[- ]?(?:i-?)?od\w+/i;

/** Whether somebody is asked here for the number of an order. */
export const asksForNumber = (text: string): boolean => NUMBER_WANTED.test(text.replaceAll('*', ''));
