import { cardView } from '../../workflows/conversation/card-view';
import { details, searchAttributes, snapshot } from '../../workflows/conversation/view';
import { createDriver, THANDI, type Driver } from '../support/driver';

const MINUTE = 60_000;
const PERSONAL = /secret|Sam|2782|wamid/;

function claimed(): Driver {
  const driver = createDriver();
  driver.customer('my secret parcel is broken');
  driver.classify({
    intent: 'complaint',
    wantsAction: true,
    issue: 'a secret parcel',
    sentiment: 'negative',
    language: 'af',
  });
  driver.settle();
  driver.pass(MINUTE);
  driver.command('takeOver');
  driver.settle();
  return driver;
}

describe('what operators see', () => {
  test('when the conversation is with the assistant, then the attributes say so', () => {
    const driver = createDriver();
    driver.customer('How much is delivery?');
    driver.answer('R60');
    expect(searchAttributes(driver.state())).toEqual({
      BatonMode: 'active',
      BatonHandoff: 'none',
      BatonHandoffReason: undefined,
      BatonAgent: undefined,
      BatonIntent: 'question',
      BatonSentiment: 'neutral',
      BatonLanguage: 'en',
      BatonCustomerKeys: ['k1'],
      BatonSlackThreads: [],
      BatonOwedSince: undefined,
      BatonLastCustomerMessageAt: new Date(driver.now()),
      BatonTurns: 1,
    });
  });

  test('when people have it, then they say who, why, where and since when it is owed', () => {
    const driver = claimed();
    expect(searchAttributes(driver.state())).toMatchObject({
      BatonMode: 'paused',
      BatonHandoff: 'claimed',
      BatonHandoffReason: 'complaint',
      BatonAgent: THANDI.id,
      BatonIntent: 'complaint',
      BatonSentiment: 'negative',
      BatonLanguage: 'af',
      BatonSlackThreads: [expect.stringMatching(/^C1:/)],
      BatonOwedSince: new Date(driver.now() - MINUTE),
    });
    driver.agent('Sorry!');
    expect(searchAttributes(driver.state()).BatonOwedSince).toBeUndefined();
  });

  test('when attributes and details are made, then nothing in them is the customer’s', () => {
    const driver = claimed();
    driver.customer({ kind: 'location', latitude: 1, longitude: 2, name: 'secret place' });
    driver.settle();
    expect(JSON.stringify(searchAttributes(driver.state()))).not.toMatch(PERSONAL);
    expect(details(driver.state())).not.toMatch(PERSONAL);
  });

  test('when details are made, then they are a table of who may speak, what is due and what was decided', () => {
    const table = details(claimed().state());
    expect(table).toContain('| Mode | **paused** since 2026-11-23 08:00 UTC |');
    expect(table).toContain('| Who may speak | Thandi |');
    expect(table).toContain('| Next deadline | ask whether the assistant may come back, 2026-11-23 08:31 UTC |');
    expect(table).toMatch(/\| Last decision \| takeover.* \|/);
    expect(table.split('\n').every((row) => row.startsWith('| ') || row.startsWith('|-'))).toBe(true);
  });
});

describe('the snapshot', () => {
  test('when it is asked for, then it has the transcript, the deadline and what was decided', () => {
    const driver = claimed();
    const seen = snapshot(driver.state(), driver.now());
    expect(seen).toMatchObject({
      mode: 'paused',
      whoMaySpeak: 'agents',
      handoff: 'claimed',
      handoffNumber: 1,
      reason: 'complaint',
      agent: THANDI,
      customer: { name: 'Sam', waId: '27825551234' },
      recordBegins: 1,
      summary: { askedFor: 'a' },
      nextDeadline: { at: driver.now() + 30 * MINUTE },
    });
    expect(seen.transcript.map(({ from }) => from)).toEqual(['customer', 'notice']);
    expect(JSON.parse(JSON.stringify(seen))).toEqual(seen);
  });

  test('when the assistant thinks, then the turn is shown', () => {
    const driver = createDriver();
    driver.customer('hello');
    driver.customer('How much is delivery?');
    const { turn, whoMaySpeak } = snapshot(driver.state(), driver.now());
    expect({ turn, whoMaySpeak }).toEqual({
      turn: { number: 1, phase: 'thinking', messages: 2 },
      whoMaySpeak: 'assistant',
    });
  });
});

describe('the card', () => {
  test.each<[string, string, (driver: Driver) => void]>([
    ['is claimed', 'claimed', () => undefined],
    ['is snoozed', 'snoozed', (driver) => driver.command('snooze', { until: driver.now() + MINUTE })],
    ['is with the assistant meanwhile', 'with_assistant', (driver) => driver.command('resume')],
    ['is resolved', 'resolved', (driver) => driver.command('resolve')],
  ])('when it %s, then the card says so', (_what, state, act) => {
    const driver = claimed();
    act(driver);
    expect(cardView(driver.state(), 1).state).toBe(state);
  });

  test('when it was handed back, then the card says by whom', () => {
    const driver = claimed();
    driver.agent('done');
    driver.command('resume');
    expect(cardView(driver.state(), 1)).toMatchObject({ state: 'handed_back', status: 'none', endedBy: THANDI });
  });

  test('when an answer is still in flight, then it says "taking over"', () => {
    const driver = createDriver();
    driver.customer('How much is delivery?');
    driver.classify();
    driver.draft();
    driver.command('takeOver');
    expect(cardView(driver.state(), 1)).toMatchObject({ state: 'taking_over', agent: THANDI });
    driver.send();
    expect(cardView(driver.state(), 1).state).toBe('claimed');
  });
});
