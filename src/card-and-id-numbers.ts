/** Numbers that nobody should have written: payment cards and South African identity numbers. */

const CARD = '[card number]';
const ID = '[ID number]';

/** What people put between the digits of one number; also what is not seen at all. */
const BETWEEN = String.raw`(?:[\s.·_\u00ad\u200b-\u200f\u2060\ufeff]|\p{Pd}|\u2212){1,3}`;
const DIGIT = '[0-9０-９]';
const RUN = new RegExp(`${DIGIT}+(?:${BETWEEN}${DIGIT}+)*`, 'gu');
const GROUP = new RegExp(`${DIGIT}+`, 'gu');
const SHORTEST = 13;
const LONGEST = 19;

/** Beginnings and lengths of the numbers that card schemes give out. */
const SCHEMES: [RegExp, number[]][] = [
  [/^4/, [13, 16, 19]],
  [/^(?:5[1-5]|222[1-9]|22[3-9]|2[3-6]|27[01]|2720)/, [16]],
  [/^3[47]/, [15]],
  [/^3(?:0[0-5]|09|[689])/, [14, 16, 19]],
  [/^(?:6011|64[4-9]|65|62)/, [16, 17, 18, 19]],
  [/^35(?:2[89]|[3-8])/, [16, 17, 18, 19]],
  [/^(?:50|5[6-9]|6)/, [13, 14, 15, 16, 17, 18, 19]],
];

/** How people group them: equal groups with a shorter last one, or as printed on the card or in the identity document. */
const CARD_GROUPS = /^(?:4,6,[345]|4,12|6,10|6,4,6)$/;
const ID_GROUPS = /^(?:13|6,7|6,4,3|6,4,2,1|6,4,1,1,1|2,2,2,4,3|2,2,2,7|10,3)$/;

/** A word that says what the number is instead. A number that is written as a card's is taken for one all the same. */
const LABEL =
  /(?:way ?bill|tracking|parcel|reference|invoice|order|ref|vrag ?brief|bestelling|faktuur|verwysing|pakkie)(?:[\s.:#-]|number|no|nommer|nr|is)*$/i;
/** Letters that belong to the number, as in `TCG4111…` or `#4111…`. */
const PREFIX = /(?:[A-Z]{2,5}[-_]?|#)$/;
const PLUS = /\+\s?$/;
const LONGEST_PHONE_NUMBER = 15;
const LOOKED_BACK = 40;

interface Group {
  digits: string;
  start: number;
  end: number;
}

/** The text with each card number and each South African ID number replaced by what it was. */
export function withoutCardAndIdNumbers(text: string): string {
  return text.replace(RUN, (run, offset: number) =>
    maskRun(run, text.slice(Math.max(0, offset - LOOKED_BACK), offset)),
  );
}

function maskRun(run: string, before: string): string {
  const groups = [...run.matchAll(GROUP)].map(({ 0: written, index }) => ({
    digits: written.normalize('NFKC'),
    start: index,
    end: index + written.length,
  }));
  let masked = '';
  let from = 0;
  for (let first = 0; first < groups.length;) {
    const found = longestAt(groups, first, first === 0 ? before : '');
    if (found === undefined) {
      first += 1;
      continue;
    }
    masked += run.slice(from, groups[first]?.start) + found.name;
    first += found.count;
    from = groups[first - 1]?.end ?? run.length;
  }
  return masked + run.slice(from);
}

function longestAt(groups: Group[], first: number, before: string): { name: string; count: number } | undefined {
  // A group has a digit at least.
  for (let count = Math.min(LONGEST, groups.length - first); count > 0; count -= 1) {
    const some = groups.slice(first, first + count).map(({ digits }) => digits);
    const name = nameOf(some, before);
    if (name !== undefined) return { name, count };
  }
  return undefined;
}

function nameOf(groups: string[], before: string): string | undefined {
  const digits = groups.join('');
  if (digits.length < SHORTEST || digits.length > LONGEST || !passesLuhn(digits)) return undefined;
  const sizes = groups.map(({ length }) => length);
  if (isId(digits) && ID_GROUPS.test(sizes.join())) return ID;
  if (!isOfScheme(digits) || !isGroupedAsCard(sizes)) return undefined;
  if (groups.length === 1 && (LABEL.test(before) || PREFIX.test(before))) return undefined;
  if (PLUS.test(before) && digits.length <= LONGEST_PHONE_NUMBER) return undefined;
  return CARD;
}

const isOfScheme = (digits: string): boolean =>
  SCHEMES.some(([beginning, lengths]) => beginning.test(digits) && lengths.includes(digits.length));

function isGroupedAsCard(sizes: number[]): boolean {
  const [size = 0] = sizes;
  const last = sizes.at(-1) ?? 0;
  return CARD_GROUPS.test(sizes.join()) || (sizes.slice(0, -1).every((other) => other === size) && last <= size);
}

/** https://www.iso.org/standard/70484.html, annex B */
function passesLuhn(digits: string): boolean {
  let sum = 0;
  for (let index = 0; index < digits.length; index += 1) {
    const digit = Number(digits[digits.length - 1 - index]);
    const doubled = index % 2 === 1 ? digit * 2 : digit;
    sum += doubled > 9 ? doubled - 9 : doubled;
  }
  return sum % 10 === 0;
}

/** YYMMDD, four digits of sequence, citizenship (0 to 2), a digit without meaning, check digit. */
function isId(digits: string): boolean {
  const [, year, month, day] = /^(\d\d)(\d\d)(\d\d)\d{4}[012]\d\d$/.exec(digits) ?? [];
  if (year === undefined) return false;
  // Which century is not said, so 29 February counts where one of them has it.
  return [1900, 2000].some((century) => {
    const date = new Date(Date.UTC(century + Number(year), Number(month) - 1, Number(day)));
    return date.getUTCMonth() === Number(month) - 1 && date.getUTCDate() === Number(day);
  });
}
