import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { withoutCardAndIdNumbers as mask } from '../../src/card-and-id-numbers';
import { root } from '../support/run';

const CARDS = [
  '4111111111111111',
  '4222222222222',
  '4000000000000000006',
  '5555555555554444',
  '2223003122003222',
  '378282246310005',
  '30569309025904',
  '6011111111111117',
  '3530111333300000',
  '6759649826438453',
  '5018000000000009',
];

/** With its Luhn check digit. */
function checked(digits: string): string {
  const sum = [...digits].reverse().reduce((total, digit, index) => {
    const value = Number(digit) * (index % 2 === 0 ? 2 : 1);
    return total + (value > 9 ? value - 9 : value);
  }, 0);
  return `${digits}${(10 - (sum % 10)) % 10}`;
}

const digits = (length: number) => fc.stringMatching(new RegExp(`^[0-9]{${length}}$`));
const separator = fc.constantFrom(' ', '-', ' - ', '\u00a0', '–', '.', '\u200b');
const keys = (between: string): string => [...'4111111111111111'].map((digit) => `${digit}\ufe0f\u20e3`).join(between);
const inFours = (number: string, between: string): string => number.replace(/(.{4})(?=.)/g, `$1${between}`);

describe('card and ID numbers', () => {
  test.each(CARDS)('when a customer writes %s, then it is taken out, however it is grouped', (card) => {
    for (const between of ['', ' ', '-', ' - ', '\u00a0', '–', '\u200b', '.']) {
      expect(mask(`My card: ${inFours(card, between)}, please`)).toBe('My card: [card number], please');
      expect(mask([...card].join(between))).toBe('[card number]');
    }
  });

  test.each([
    ['as printed on an American Express', '3782 822463 10005', '[card number]'],
    ['in full-width digits', '４１１１ １１１１ １１１１ １１１１', '[card number]'],
    ['on several lines', '4111\n1111\n1111\n1111', '[card number]'],
    ['behind an order number', 'order 5544 4111 1111 1111 1111 12/27', 'order 5544 [card number] 12/27'],
    ['with expiry and code behind it', '4111 1111 1111 1111 1227 123', '[card number] 1227 123'],
    ['twice', '4111111111111111 5555555555554444', '[card number] [card number]'],
    ['glued to a word', 'card4111111111111111', 'card[card number]'],
    ['behind the name of the card', 'VISA4111111111111111', 'VISA[card number]'],
    ['behind its short name', 'MC5555555555554444, AMEX-378282246310005', 'MC[card number], AMEX-[card number]'],
    ['behind a long name', 'MASTERCARD5555555555554444', 'MASTERCARD[card number]'],
    ['behind CARDNO', 'CARDNO4111111111111111', 'CARDNO[card number]'],
    ['behind a hash', 'Card no #4111111111111111', 'Card no #[card number]'],
    [
      'in a sentence of a card and an order',
      'the card I paid my order is 4111111111111111',
      'the card I paid my order is [card number]',
    ],
    ['as the card for an order', 'my card for this order: 4111111111111111', 'my card for this order: [card number]'],
    ['as an order, with the card behind it', 'order 4111111111111111 is my visa', 'order [card number] is my visa'],
    ['with a plus by mistake', 'my amex: +378282246310005', 'my amex: +[card number]'],
    ['in brackets', '(4111)(1111)(1111)(1111)', '([card number])'],
    ['in bold groups', '*4111* *1111* *1111* *1111*', '*[card number]*'],
    ['in groups of five', '41111 11111 111111', '[card number]'],
    ['with two groups run together', '4111 1111 11111111 and 4111 11111111 1111', '[card number] and [card number]'],
    ['in odd groups with expiry and code', '4111 1111 11111111 12/27 123', '[card number] 12/27 123'],
    ['in many odd groups of a card', 'card: 4 1 1 1 1 1 1 1 1 1 1 1 11 11', 'card: [card number]'],
    ['far apart', '4111    1111    1111    1111', '[card number]'],
    ['with what is not seen', '41\u2060\u2060\u2060\u206011 1111 1111 1111', '[card number]'],
    ['in keys', keys(''), '[card number]'],
    ['in keys with spaces', keys(' '), '[card number]'],
    ['in circles', '④①①① ①①①① ①①①① ①①①①', '[card number]'],
    ['as an ID number in other groups', '8001 0150 0908 7', '[ID number]'],
    ['as an ID number with slashes', '800101/5009/087', '[ID number]'],
    ['as an ID number in many parts', '80-01-01-5009-08-7', '[ID number]'],
    ['as an ID number, each digit alone', '8 0 0 1 0 1 5 0 0 9 0 8 7', '[ID number]'],
    ['as an ID number', 'ID 8001015009087', 'ID [ID number]'],
    ['as an ID number in its parts', '800101 5009 087 and 800101-5009-08-7', '[ID number] and [ID number]'],
    ['as an ID number of this century', '0402295001083', '[ID number]'],
  ])('when a number is written %s, then it is taken out', (_how, text, expected) => {
    expect(mask(text)).toBe(expected);
  });

  test.each([
    ['an order number', 'Where is my order #5544? And 100234987?'],
    ['several order numbers', '5544, 5545, 5546 and 5547'],
    ['telephone numbers', '082 555 1234, +27 82 555 1234, 0027825551234 or 27825551234'],
    ['two telephone numbers without a comma', '082 555 1234 083 555 1235 0825551236'],
    ['a foreign telephone number', '+49 1512 3456788 or +4915123456788'],
    ['an order number before a telephone number', '4055 082 555 1234'],
    ['a waybill with letters', 'TCG4111111111111111'],
    ['a waybill that says so', 'My waybill number is 4111111111111111'],
    ['an order that says so', 'bestelling nr: 4111111111111111'],
    ['a card number with a slip', '4111 1111 1111 1112'],
    ['a bank account with its branch', 'FNB 62001234567 branch 250655'],
    ['an ID number with a wrong date', '8013015009087'],
    ['an ID number with a wrong check digit', '8001015009088'],
    ['thirteen digits that are no date', '9912345678901'],
    ['prices and dates', 'R1 299.00 on 2026-11-26 at 14:30, R4 111.11 more'],
    ['a very long number', '4'.repeat(40)],
    ['a waybill in a sentence about a card', 'I paid by card, where is TCG4111111111111111?'],
    ['an order after a sentence about a card', 'I paid by card. My order is 4111111111111111'],
    ['a hash before an order', 'Where is #4111111111111111?'],
    ['orders that say so', 'My orders 5555, 5555, 5555, 4444 are late'],
    ['orders in odd groups that say so', 'order no 4111 1111 11111111'],
    ['an order and a telephone number', '405008 082 555 1230 and 405 082 555 1242'],
    ['two telephone numbers with a comma', '082 567 1234, 083 555 1240'],
    ['a span of dates', '25/11/2026 - 28/11/2028'],
    ['times of dates', '25/11/2026 14:30, 26/11/2026 15:18'],
    ['amounts', '45,500.00, 4,111.11, 1,211.53'],
    ['amounts without cents', '45,500, 46,000, 123,009'],
    ['sizes', '4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 15'],
    ['a tracking link', 'https://track.example/p/1Z999AA10123456784'],
  ])('when it is %s, then it stays', (_what, text) => {
    expect(mask(text)).toBe(text);
  });

  test('when the words are the business’s own, then all of its numbers stay', () => {
    const folder = join(root, 'knowledge');
    const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => /\.(md|yml)$/.test(name));
    expect(files.length).toBeGreaterThan(20);
    for (const file of files) {
      const text = readFileSync(join(folder, file), 'utf8');
      expect(mask(text)).toBe(text);
    }
  });

  test('when any Visa number is written in fours or in one, then it is taken out', () => {
    fc.assert(
      fc.property(digits(14), separator, fc.boolean(), (middle, between, grouped) => {
        const card = checked(`4${middle}`);
        expect(mask(`<${grouped ? inFours(card, between) : card}>`)).toBe('<[card number]>');
      }),
      { numRuns: 2_000 },
    );
  });

  test('when a card number is written in any script, then it is taken out', () => {
    const zeros: number[] = [];
    for (let place = 0, before = 0; place <= 0x10ffff; place += 1) {
      const isDigit = /\p{Nd}/u.test(String.fromCodePoint(place));
      if (isDigit && before % 10 === 0) zeros.push(place);
      before = isDigit ? before + 1 : 0;
    }
    expect(zeros.length).toBeGreaterThan(60);
    expect(zeros).toEqual(expect.arrayContaining([0x660, 0x966, 0xff10, 0x1d7d8]));
    for (const zero of zeros) {
      const written = [...'4012888888881881'].map((digit) => String.fromCodePoint(zero + Number(digit))).join('');
      expect(mask(`<${written}>`)).toBe('<[card number]>');
      expect(mask(`<${inFours(written, ' ')}>`)).toBe('<[card number]>');
    }
  });

  test('when a card is named, then its number is taken out in whatever groups, and with whatever between them', () => {
    const parts = fc.array(fc.integer({ min: 3, max: 6 }), { minLength: 6, maxLength: 6 });
    const between = fc.constantFrom('/', ' , ', ' | ', '*', "'", '\n', '  ', ') (', ';');
    fc.assert(
      fc.property(fc.constantFrom(...CARDS), parts, between, (card, sizes, sign) => {
        let rest = card;
        const groups = sizes.map((size) => {
          const group = rest.slice(0, size);
          rest = rest.slice(size);
          return group;
        });
        const written = groups.filter((group) => group !== '').join(sign);
        // Part of one may be an ID number, too.
        expect(mask(`my card ${written}${rest}`).replace(/\D/g, '').length).toBeLessThan(7);
      }),
      { numRuns: 2_000 },
    );
  });

  test('when telephone numbers, dates or amounts stand beside each other, then they always stay', () => {
    const of = (pattern: RegExp) => fc.stringMatching(pattern);
    const other = fc.oneof(
      of(/^0[678][1-9] [0-9]{3} [0-9]{4}$/),
      of(/^0[678][1-9][0-9]{7}$/),
      of(/^0[1-3]1-[0-9]{3}-[0-9]{4}$/),
      of(/^(?:0[1-9]|[12][0-9]|30)\/(?:0[1-9]|1[0-2])\/20[23][0-9]$/),
      of(/^20[23][0-9]-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9])$/),
      of(/^[1-9][0-9]{0,2},[0-9]{3}\.[0-9]{2}$/),
      of(/^(?:0[8-9]|1[0-9]):[0-5][0-9]$/),
    );
    fc.assert(
      fc.property(
        fc.array(other, { minLength: 1, maxLength: 6 }),
        fc.constantFrom(', ', ' ', ' / ', '\n'),
        (all, sign) => {
          const text = `Please: ${all.join(sign)}.`;
          expect(mask(text)).toBe(text);
        },
      ),
      { numRuns: 5_000 },
    );
  });

  test('when any ID number is written, then it is taken out', () => {
    const born = fc.date({ min: new Date('1930-01-01'), max: new Date('2012-12-31'), noInvalidDate: true });
    fc.assert(
      fc.property(born, digits(4), fc.constantFrom('0', '1', '2'), (date, sequence, citizenship) => {
        const id = checked(`${date.toISOString().slice(2, 10).replaceAll('-', '')}${sequence}${citizenship}8`);
        expect(mask(`id ${id}.`)).toBe('id [ID number].');
        expect(mask(`${id.slice(0, 6)} ${id.slice(6, 10)} ${id.slice(10)}`)).toBe('[ID number]');
      }),
      { numRuns: 2_000 },
    );
  });

  test('when a number has fewer than 13 digits, then it always stays', () => {
    fc.assert(
      fc.property(fc.array(digits(4), { maxLength: 3 }), separator, (groups, between) => {
        const text = `order ${groups.join(between)}!`;
        expect(mask(text)).toBe(text);
      }),
      { numRuns: 2_000 },
    );
  });

  test('when any text is masked, then masking it again changes nothing, and the longest ones come to an end', () => {
    fc.assert(fc.property(fc.string(), (text) => expect(mask(mask(text))).toBe(mask(text))));
    // What took the square of its length would not be over before the test is.
    for (const part of ['4 ', '- ', '4-']) expect(mask(part.repeat(32_000))).toHaveLength(64_000);
  });
});
