/** Whether digits are a number as it is given out: of a card scheme, or of South Africa's population register. */

export const SHORTEST = 13;
export const LONGEST = 19;

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

/** Whether a card can have this number: beginning, length and check digit. */
export const isCardNumber = (digits: string): boolean =>
  SCHEMES.some(([beginning, lengths]) => beginning.test(digits) && lengths.includes(digits.length)) &&
  passesLuhn(digits);

/** YYMMDD, four digits of sequence, citizenship (0 to 2), a digit without meaning, check digit. */
export function isIdNumber(digits: string): boolean {
  const [, year, month, day] = /^(\d\d)(\d\d)(\d\d)\d{4}[012]\d\d$/.exec(digits) ?? [];
  if (year === undefined || !passesLuhn(digits)) return false;
  // Which century is not said, so 29 February counts where one of them has it.
  return [1900, 2000].some((century) => {
    const date = new Date(Date.UTC(century + Number(year), Number(month) - 1, Number(day)));
    return date.getUTCMonth() === Number(month) - 1 && date.getUTCDate() === Number(day);
  });
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
