/** Letters of other alphabets that look like ours, and which of ours. */
const LOOKALIKES: Record<string, string> = Object.fromEntries(
  [
    ['абвсԁеһіјкӏмнорԛѕтуѵԝхѡ', 'abbcdehijklmhopqstyvwxw'],
    ['αβγεηικνορτυχω', 'abyenikvoptuxw'],
    ['ıɑɡ', 'iag'],
  ].flatMap(([others = '', ours = '']) => [...others].map((other, index) => [other, ours[index] ?? ''])),
);

/** Small letters without accents and without what is not seen; what only looks like one of our letters is that letter. */
export const foldLetters = (text: string): string =>
  text
    .normalize('NFKD')
    .replace(/[\p{M}\p{Cf}]/gu, '')
    .toLowerCase()
    .replace(/[’‘`´]/g, "'")
    .replace(/[^\p{ASCII}]/gu, (letter) => LOOKALIKES[letter] ?? letter);
