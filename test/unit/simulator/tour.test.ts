import { createSteps } from '../../../src/simulator/page/assets/tour-steps.js';

const PHONE = '27825551234';
const steps = createSteps({ order: '5544', phone: PHONE });
const mark = { messages: 1, moment: 0, replies: 0, worker: 1 };
const assistant = { from: 'business', author: 'assistant', text: 'An earlier answer' };

const world = (changes: object = {}): object => ({
  phone: PHONE,
  messages: [assistant],
  workflow: { conversation: { mode: 'active', handoff: 'none' } },
  screen: { messages: [], people: [] },
  faults: [],
  worker: { state: 'up', pid: 1 },
  ...changes,
});

const conversation = (changes: object): object => world({ workflow: { conversation: changes } });
const card = (...replies: string[]): object => ({
  screen: {
    messages: [{ ts: '1', text: 'Customer: Anika · +27 ••••• 1234', replies: replies.map((text) => ({ text })) }],
  },
});
const done = (title: string, seen: object): boolean => steps.find((step) => step.title === title)!.done(seen, mark);

describe('the steps of the guided tour', () => {
  test('when nothing has happened since a step began, then it is not done, but for a switch that is off already', () => {
    const over = steps.filter((step) => step.done(world(), mark)).map(({ title }) => title);
    expect(over).toEqual(['Make the model fast again']);
    expect(steps).toHaveLength(17);
  });

  test('when there is only a handoff and no card yet, then nobody is told that it is in Slack', () => {
    const paused = { mode: 'paused', handoff: 'waiting' };
    expect(done('Be out of its depth', conversation(paused))).toBe(false);
    expect(done('Be out of its depth', { ...conversation(paused), ...card() })).toBe(true);
  });

  test('when an agent has it, then the takeover is done; a waiting one is none', () => {
    expect(done('Take over', conversation({ mode: 'paused', handoff: 'waiting' }))).toBe(false);
    expect(done('Take over', conversation({ mode: 'paused', handoff: 'claimed' }))).toBe(true);
  });

  test('when the customer is heard in the thread, then silence was shown', () => {
    expect(done('Try to wake the assistant', world(card('Hello? Is anybody there?')))).toBe(true);
    expect(done('Try to wake the assistant', world(card('Something else')))).toBe(false);
  });

  test('when the assistant is back and has answered, then the confirmation took effect', () => {
    const answered = { messages: [assistant, { ...assistant, text: 'Vouchers …' }] };
    expect(done('Confirm', world(answered))).toBe(true);
    expect(done('Confirm', { ...conversation({ mode: 'confirming' }), ...answered })).toBe(false);
  });

  test('when the worker is down or another one is there, then it was killed', () => {
    expect(done('Kill the worker', world({ worker: { state: 'down', pid: 1 } }))).toBe(true);
    expect(done('Kill the worker', world({ worker: { state: 'up', pid: 2 } }))).toBe(true);
  });
});
