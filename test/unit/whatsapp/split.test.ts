import * as fc from 'fast-check';
import { splitText } from '../../../workflows/conversation/split';

const sentence = (words: number): string => `${Array.from({ length: words }, (_, index) => `word${index}`).join(' ')}.`;
const withoutLayout = (text: string): string => text.replace(/[\s*_~`]/g, '');

describe('splitText', () => {
  it('when the text fits, it stays one message', () => {
    expect(splitText('a'.repeat(4096))).toEqual(['a'.repeat(4096)]);
    expect(splitText('')).toEqual(['']);
  });

  it('when there are paragraphs, the cut is between two of them', () => {
    const [first, second, third] = [sentence(10), sentence(9), sentence(12)];
    expect(splitText(`${first}\n\n${second}\n\n${third}`, 140)).toEqual([`${first}\n\n${second}`, third]);
  });

  it('when one paragraph is too long, the cut is between two sentences', () => {
    const text = [sentence(8), sentence(8), sentence(8)].join(' ');
    expect(splitText(text, 110)).toEqual([`${sentence(8)} ${sentence(8)}`, sentence(8)]);
  });

  it('when one sentence is too long, the cut is between two words', () => {
    expect(splitText('one two three four', 9)).toEqual(['one two', 'three', 'four']);
  });

  it('when a sentence ends exactly at the limit, it stays whole', () => {
    expect(splitText(`${'a'.repeat(59)}. Then more.`, 60)).toEqual([`${'a'.repeat(59)}.`, 'Then more.']);
  });

  it('when one word is too long, no character is cut in two', () => {
    expect(splitText('😀'.repeat(3), 5)).toEqual(['😀😀', '😀']);
    expect(splitText(`${'a'.repeat(64)}👩‍👩‍👧‍👦`, 70)).toEqual(['a'.repeat(64), '👩‍👩‍👧‍👦']);
    expect(splitText(`${'a'.repeat(69)}e\u0301`, 70)).toEqual(['a'.repeat(69), 'e\u0301']);
  });

  it('when formatting is open at the cut, it is closed and opened again', () => {
    const words = Array.from({ length: 30 }, () => 'word').join(' ');
    const pieces = splitText(`*_${words}_*`, 100);
    expect(pieces.length).toBeGreaterThan(1);
    for (const piece of pieces) expect(piece).toMatch(/^\*_word.*word_\*$/);
  });

  it('when the cut is inside a block of code, both pieces are blocks', () => {
    const lines = Array.from({ length: 30 }, (_, index) => `line ${index}`).join('\n');
    for (const piece of splitText(`\`\`\`${lines}\`\`\``, 120)) expect(piece).toMatch(/^```line[\s\S]*\d```$/);
  });

  it('when a star is only a star, nothing is added', () => {
    const text = `${'2*3*4 is * not bold '.repeat(10)}`;
    expect(splitText(text, 80).join(' ')).toBe(text.trim());
  });

  it('when any text is split, every piece fits, no character is broken and no word is lost', () => {
    const bits = fc.constantFrom(
      'word',
      ' ',
      ' ',
      '\n',
      '\n\n',
      '. ',
      '? ',
      '*',
      '_',
      '~',
      '```',
      '😀',
      '👩‍👧',
      'é',
      'x'.repeat(40),
    );
    const texts = fc.array(bits, { maxLength: 120 }).map((parts) => parts.join(''));
    fc.assert(
      fc.property(texts, fc.integer({ min: 64, max: 200 }), (text, limit) => {
        const pieces = splitText(text, limit);
        expect(Math.max(...pieces.map((piece) => piece.length))).toBeLessThanOrEqual(limit);
        expect(withoutLayout(pieces.join(''))).toBe(withoutLayout(text));
        for (const piece of pieces) expect(Buffer.from(piece, 'utf8').toString('utf8')).toBe(piece);
      }),
      { numRuns: 2_000 },
    );
  });
});
