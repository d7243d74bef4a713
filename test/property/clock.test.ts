import fc from 'fast-check';
import { announce, exploration } from '../support/exploration';
import { createDriver, THANDI, type Driver } from '../support/driver';
import { PATIENT } from '../support/settings';
import { walk } from '../support/walk';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const INACTIVITY = 30 * MINUTE;
const WEEK = 7 * 24 * 60 * MINUTE;
const { seed, steps, endOnFailure } = exploration();

const DEEDS = ['customer writes', 'agent writes', 'agent notes', 'agent keeps', 'customer taps keep waiting'] as const;
const schedule = fc.array(
  fc
    .record({
      wait: fc.oneof(fc.integer({ min: 0, max: 40 * MINUTE }), fc.constantFrom(INACTIVITY, INACTIVITY - 1, 1)),
      deed: fc.constantFrom(...DEEDS),
    })
    // The driver's customers type for a second, in which more may be due than is looked at.
    .map(({ wait, deed }) => ({ wait: deed.startsWith('customer') ? Math.max(wait, SECOND) : wait, deed })),
  { maxLength: 30, size: 'max' },
);

function handedOff(claimed: boolean): Driver {
  const driver = createDriver(PATIENT);
  driver.customer('It was delivered but a part is missing');
  driver.classify({ intent: 'complaint', wantsAction: true });
  driver.settle();
  if (claimed) driver.command('takeOver');
  driver.settle();
  return driver;
}

function questions(driver: Driver): number {
  return driver.posts.filter(
    ({ post }) => post.kind === 'thread' && ['confirm_resume', 'whose_turn'].includes(post.line.kind),
  ).length;
}

function note(driver: Driver): void {
  const said = {
    id: `C1:${driver.now()}:${driver.state().seen.length}`,
    channel: 'C1',
    threadTs: '1.0',
    agent: THANDI,
  };
  const message = { ...said, text: 'ask the warehouse', note: true, mentions: false, files: 0 };
  driver.apply({ type: 'agentMessage', at: driver.now(), message });
}

/** True where it counts as human activity. */
function act(driver: Driver, deed: (typeof DEEDS)[number]): boolean {
  const question = driver.state().questions.agents?.question;
  switch (deed) {
    case 'customer writes':
      driver.customer('Is anybody there?');
      return false;
    case 'customer taps keep waiting':
      driver.tap('wait');
      return false;
    case 'agent writes':
      driver.agent('one moment');
      return true;
    case 'agent notes':
      note(driver);
      return true;
    case 'agent keeps':
      if (question === undefined) return false;
      driver.command('keepPaused', { question });
      return true;
  }
}

describe('the clock of people', () => {
  beforeAll(() => announce(`clock: PROPERTY_SEED=${seed}`));

  test('when people are silent for 30 minutes, then they are asked at that very moment, once, whatever the customer does', () => {
    fc.assert(
      fc.property(schedule, (deeds) => {
        const driver = handedOff(true);
        let silentSince = driver.now();
        let asked = 0;
        let open = false;
        for (const { wait, deed } of deeds) {
          // What an agent keeps until the customer answers has a time of its own.
          const due = driver.state().handoff?.kept?.until ?? silentSince + INACTIVITY;
          if (!open && driver.now() + wait >= due) {
            driver.pass(due - 1 - driver.now());
            driver.settle();
            expect(questions(driver)).toBe(asked);
            driver.pass(driver.now() + 1 > due ? 0 : 1);
            driver.settle();
            asked += 1;
            open = true;
            expect(questions(driver)).toBe(asked);
            expect(driver.state().mode).toBe('confirming');
          } else driver.pass(wait);
          driver.settle();
          expect(questions(driver)).toBe(asked);
          const kept = driver.state().handoff?.kept !== undefined;
          const acted = act(driver, deed);
          const { mode, handoff } = driver.state();
          const answered = kept && handoff?.kept === undefined && mode === 'paused';
          if (acted || answered) {
            silentSince = driver.now();
            open = false;
          }
          driver.settle();
        }
      }),
      { seed, endOnFailure, numRuns: Math.max(50, steps / 1000), interruptAfterTimeLimit: 20_000 },
    );
  });

  test('when nobody confirms for seven days, then the assistant says nothing, however often the customer writes', () => {
    fc.assert(
      fc.property(
        fc.boolean(),
        fc.array(fc.integer({ min: SECOND, max: 24 * 60 * MINUTE }), { maxLength: 40 }),
        (claimed, waits) => {
          const driver = handedOff(claimed);
          const end = driver.now() + WEEK;
          for (const wait of waits) {
            if (driver.now() + wait > end) break;
            walk(driver, driver.now() + wait);
            driver.customer('Hello?');
            driver.settle();
          }
          walk(driver, end);
          expect(driver.state().mode).toBe('confirming');
          expect(driver.sent.filter(({ intentId }) => intentId.startsWith('a-'))).toEqual([]);
          const askedCustomer = driver.sent.filter(({ text }) => text === 'ask_resume').map(({ at }) => at);
          askedCustomer.forEach((at, index) => {
            const fourth = askedCustomer[index + 3];
            if (fourth !== undefined) expect(fourth - at).toBeGreaterThanOrEqual(24 * 60 * MINUTE);
          });
          expect(driver.running('classify')).toEqual([]);
        },
      ),
      { seed, endOnFailure, numRuns: Math.max(50, steps / 2000), interruptAfterTimeLimit: 20_000 },
    );
  });

  test('when an old button is tapped, then nothing resumes; when the open one is, then it does', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 2 }), (periods) => {
        const driver = handedOff(true);
        const buttons: string[] = [];
        for (let period = 0; period < periods; period += 1) {
          driver.customer('Is anybody there?');
          driver.pass(45 * MINUTE);
          driver.settle();
          for (const old of buttons) driver.customer({ kind: 'button', id: old, title: 'Ask the assistant' });
          driver.settle();
          expect(driver.state().mode).toBe('confirming');
          buttons.push(
            ...driver.sent.slice(-1).flatMap((sent) => sent.buttons.filter((id) => id.startsWith('assistant:'))),
          );
          if (period < periods - 1) driver.agent('one moment');
          driver.settle();
        }
        const open = driver.sent.filter(({ text }) => text === 'ask_resume').at(-1)?.buttons[1] ?? '';
        driver.customer({ kind: 'button', id: open, title: 'Ask the assistant' });
        expect(driver.state().mode).toBe('active');
      }),
      { seed, endOnFailure, numRuns: 20 },
    );
  });
});
