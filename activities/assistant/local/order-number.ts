const NOUN =
  '(?:order|orders|oder|ordr|ord|bestelling|bestel|bestelnommer|ordernommer|i-?oda|i-?order|oda|i-?odolo|odolo|odara|order-?nommer|ordernumber)';
const LINK = '(?:\\s*(?:number|numbers|nr|no|num|nommer|inombolo|nomoro|is|was|e|ke|yi|ngu|nr\\.|no\\.|:|-|=|#))*';
const VALUE = '#?\\s?((?:[a-z]{2,4}-?)?\\d{3,10})(?!\\d|[.,]\\d)';

const WITH_HASH = /(?:^|[^\w])#\s?((?:[a-z]{1,4}-?)?\d{3,10})(?!\d)/i;
const WITH_NOUN = new RegExp(`(?:^|[^a-z])${NOUN}${LINK}[\\s:#-]*${VALUE}`, 'i');
const ALONE =
  /^\W*(?:it'?s|its|is|dis|the number is|number|nr|no|nommer|here|ke|yi|e)?\W*((?:[a-z]{2,4}-)?\d{4,8})\W*(?:please|pls|asb|thanks|dankie)?\W*$/i;

/** Digits that are an amount, a year beside a month, or a telephone number are no order number. */
const isPlausible = (number: string, text: string): boolean => {
  const digits = number.replace(/\D/g, '');
  if (digits.length >= 9) return false;
  return !new RegExp(`(?<![a-z])(?:r|zar)\\s?${digits}\\b`, 'i').test(text) && !/^0\d{8,9}$/.test(digits);
};

/**
 * The order number a message names, without `#`, in capitals; the last one where there are several. A bare number counts when
 * the whole message is one.
 */
export function orderNumberOf(text: string): string | undefined {
  const found = WITH_HASH.exec(text)?.[1] ?? WITH_NOUN.exec(text)?.[1] ?? ALONE.exec(text)?.[1];
  return found !== undefined && isPlausible(found, text) ? found.toUpperCase() : undefined;
}
