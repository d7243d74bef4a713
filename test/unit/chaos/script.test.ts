import { marksIn } from '../../../chaos/checker/others';
import { writeRareScripts, writeScript, type Step } from '../../../chaos/play/script';

const SEED = 42;
const MANY = 300;

const scripts = Array.from({ length: MANY }, (_, number) => writeScript(SEED, number));
const steps = scripts.flatMap((script) => script.steps);

function textsOf(step: Step): string[] {
  if ('texts' in step) return step.texts;
  return 'text' in step ? [step.text] : [];
}

describe('the scripts of chaos', () => {
  test('when the seed is the same, then every conversation is the same, and another seed is another', () => {
    expect(scripts).toEqual(Array.from({ length: MANY }, (_, number) => writeScript(SEED, number)));
    expect(writeScript(SEED + 1, 0)).not.toEqual(scripts[0]);
  });

  test('when all words are looked at, then no two messages are alike, and each carries its customer’s mark alone', () => {
    const all = [...scripts, ...writeRareScripts()];
    const texts = all.flatMap((script) => script.steps.flatMap(textsOf));
    expect(new Set(texts).size).toBe(texts.length);
    const marks = all.map(({ steps: own }) => new Set(own.flatMap(textsOf).flatMap(marksIn)));
    expect(marks.map(({ size }) => size)).toEqual(all.map(() => 1));
    expect(new Set(marks.map((own) => [...own][0])).size).toBe(all.length);
    expect(texts.every((text) => marksIn(text).length === 1)).toBe(true);
  });

  test('when there are many, then everything that people can do is in them', () => {
    const kinds = new Set(steps.map((step) => step.do));
    expect([...kinds].sort()).toEqual(
      ['batch', 'burst', 'click', 'late', 'passes', 'reply', 'say', 'seize', 'take', 'tap', 'wish'].sort(),
    );
    const clicks = steps.flatMap((step) => (step.do === 'click' ? [`${step.action} by ${step.by}`] : []));
    expect(clicks).toEqual(expect.arrayContaining(['hand_back by other', 'resolve by owner', 'keep_with_us by owner']));
  });
});
