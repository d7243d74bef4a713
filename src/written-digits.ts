/** Digits as people write them: of any script, in circles, raised, as an emoji of a key, with what is not seen between them. */

export const DIGIT = String.raw`[\p{Nd}\u00b2\u00b3\u00b9\u2070\u2074-\u2079\u2080-\u2089\u2460-\u2468\u24ea]`;
/** The frame of a key, marks, and characters without any width. */
export const HIDDEN = String.raw`[\p{Cf}\p{M}\u115f\u1160\u2800\u3164\uffa0]`;

const EACH_DIGIT = new RegExp(DIGIT, 'gu');

/** The digits of a text, from 0 to 9. */
export const digitsIn = (written: string): string => (written.match(EACH_DIGIT) ?? []).map(plainDigit).join('');

function plainDigit(written: string): string {
  const character = written.normalize('NFKC');
  if (/^[0-9]$/.test(character)) return character;
  // Unicode has the digits of a script in one piece that begins with its zero.
  const place = character.codePointAt(0) ?? 0;
  let value = 0;
  while (/^\p{Nd}$/u.test(String.fromCodePoint(place - value - 1))) value += 1;
  return String(value % 10);
}
