import fc from 'fast-check';
import { announce, exploration } from '../support/exploration';
import { createDriver, PIETER, THANDI, type Driver } from '../support/driver';
import type { ConversationState } from '../../workflows/conversation/state';

const LIMIT = 256 * 1024;
const MINUTE = 60_000;

const bytes = (state: ConversationState): number => Buffer.byteLength(JSON.stringify(state));

/** Texts that are much longer in bytes than in characters, or longer still once they are written as JSON. */
const FILLERS = ['🧡', '\u0001', '"', '語', '\ud800', 'a'];
const long = fc
  .tuple(fc.constantFrom(...FILLERS), fc.integer({ min: 1, max: 4096 }))
  .map(([filler, length]) => filler.repeat(length).slice(0, 4096));

type Deed = (driver: Driver) => void;
const deeds: fc.Arbitrary<Deed> = long.chain((text) =>
  fc.constantFrom<Deed[]>(
    (driver) => driver.customer(text),
    (driver) => driver.customer({ kind: 'contacts', names: Array.from({ length: 50 }, () => text) }),
    (driver) =>
      driver.customer({ kind: 'media', media: 'document', voice: false, mediaId: 'm', mimeType: 'x', fileName: text }),
    (driver) => driver.answer(text, { issue: text, questionKey: text }, { basis: text }),
    (driver) =>
      driver.answer(
        text,
        { wantsHuman: true, issue: text },
        { order: { number: text, outcome: 'found', cardNote: text } },
      ),
    (driver) => driver.command('takeOver'),
    (driver) => driver.command('takeOver', { agent: { ...PIETER, name: text.slice(0, 25) } }),
    (driver) => driver.command('resume'),
    (driver) => driver.command('resolve'),
    (driver) => driver.agent(text),
    (driver) => driver.agent(text, { ...PIETER, name: text.slice(0, 25) }),
    (driver) => summarised(driver, text),
    (driver) => driver.settle(),
    (driver) => driver.pass(31 * MINUTE),
  ),
);

function summarised(driver: Driver, text: string): void {
  const job = driver.running('summarise')[0];
  if (job === undefined) return;
  driver.finish(job, {
    kind: 'summarise',
    value: { engine: 'openai', askedFor: text, told: text, tried: text, wants: text },
  });
}

describe('the size of what is carried', () => {
  test('when 300 messages of 4,096 four-byte characters come in, then the state stays small and the last is answered', () => {
    const driver = createDriver();
    for (let message = 0; message < 300; message += 1) {
      driver.customer(`${message}${'🧡'.repeat(4095)}`);
      expect(bytes(driver.state())).toBeLessThanOrEqual(LIMIT);
    }
    driver.answer('an answer');
    driver.answer('an answer');
    expect(driver.sent.at(-1)?.text).toBe('an answer');
    expect(driver.state().transcript.filter(({ disposition }) => disposition === 'pending')).toEqual([]);
  });

  test('when people have it and Slack is away, then 300 such messages lose nothing but the oldest lines', () => {
    const driver = createDriver();
    driver.command('takeOver');
    for (let message = 0; message < 300; message += 1) {
      driver.customer('🧡'.repeat(4096));
      driver.agent('🧡'.repeat(2000), THANDI);
      expect(bytes(driver.state())).toBeLessThanOrEqual(LIMIT);
    }
    expect(driver.state().transcript.length).toBeGreaterThan(5);
  });

  test('when everything is as long as it can be, then the state stays below 256 KB and plain', () => {
    const { seed, steps, endOnFailure } = exploration();
    announce(`size: PROPERTY_SEED=${seed}`);
    fc.assert(
      fc.property(fc.array(deeds, { maxLength: 120, size: 'max' }), (all) => {
        const driver = createDriver();
        for (const deed of all) {
          deed(driver);
          expect(bytes(driver.state())).toBeLessThanOrEqual(LIMIT);
        }
        expect(JSON.parse(JSON.stringify(driver.state()))).toEqual(driver.state());
      }),
      { seed, endOnFailure, numRuns: Math.max(5, steps / 10_000), interruptAfterTimeLimit: 60_000 },
    );
  });
});
