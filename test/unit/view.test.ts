import { cardView } from '../../workflows/conversation/card-view';
import { details } from '../../workflows/conversation/details';
import { withoutWords } from '../../src/cli/show';
import { NEWEST_RULES } from '../../workflows/conversation/rules';
import { searchAttributes, snapshot } from '../../workflows/conversation/view';
import { createDriver, PIETER, THANDI, type Driver } from '../support/driver';
import { PATIENT } from '../support/settings';

const MINUTE = 60_000;
const PERSONAL = /secret|Sam|2782|wamid/;

function claimed(): Driver {
  const driver = createDriver(PATIENT);
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

/** What the transcript tells of who may speak: the mode and the sentence. */
const told = (driver: Driver) =>
  snapshot(driver.state(), driver.now())
    .transcript.filter(({ from }) => from === 'event')
    .map(({ mode, text }) => [mode, text]);

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
      BatonHandoffLog: [],
      BatonRules: NEWEST_RULES,
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
      nextDeadline: { what: 'nobody has answered' },
    });
    expect(seen.transcript.map(({ from }) => from)).toEqual(['customer', 'event', 'notice', 'event']);
    expect(JSON.parse(JSON.stringify(seen))).toEqual(seen);
  });

  test('when people have it, then it has what their card tells', () => {
    const driver = claimed();
    driver.command('snooze', { until: driver.now() + MINUTE });
    const { facts, issue } = snapshot(driver.state(), driver.now());
    expect({ ...facts, issue }).toEqual({
      waitingSince: driver.now() - MINUTE,
      otherReasons: [],
      sentiment: 'negative',
      intent: 'complaint',
      snoozedUntil: driver.now() + MINUTE,
      issue: 'a secret parcel',
    });
    driver.command('resolve');
    expect(snapshot(driver.state(), driver.now()).facts).toBeUndefined();
  });

  test('when an agent has answered everything, then it is the customer’s turn until he writes', () => {
    const driver = claimed();
    const theirTurn = () => snapshot(driver.state(), driver.now()).theirTurn;
    expect(theirTurn()).toBeUndefined();
    driver.agent('Which parcel?');
    driver.settle();
    expect(theirTurn()).toBe(true);
    driver.customer('The blue one');
    expect(theirTurn()).toBeUndefined();
  });

  test('when an operator looks at it without the transcript, then nobody’s words are in it', () => {
    const driver = claimed();
    driver.pass(24 * 60 * MINUTE);
    driver.settle();
    driver.command('takeOver', { agent: PIETER });
    driver.settle();
    driver.agent('a secret answer', PIETER);
    const seen = snapshot(driver.state(), driver.now());
    expect(seen.parked).toMatchObject([{ text: 'a secret answer' }]);
    expect(JSON.stringify(withoutWords(seen))).not.toMatch(PERSONAL);
  });

  test('when who may speak changes, then the transcript tells it with its reason and with the mode from there on', () => {
    const driver = claimed();
    driver.customer('and I am furious');
    driver.pass(30 * MINUTE);
    driver.agent('Here I am.');
    driver.settle();
    driver.command('resume');
    driver.settle();
    driver.command('takeOver', { agent: PIETER });
    driver.settle();
    driver.command('resolve', { agent: PIETER });
    expect(told(driver)).toEqual([
      ['paused', 'Handed to the team. Complaint: something is missing, damaged or wrong.'],
      ['paused', 'Thandi took over. The assistant is silent.'],
      ['confirming', 'No agent was active: the team was asked whether the assistant may come back.'],
      ['paused', 'Thandi keeps the conversation.'],
      ['active', 'Thandi let the assistant come back.'],
      ['paused', 'Pieter took over. The assistant is silent.'],
      ['active', 'Pieter resolved the handoff. The assistant answers again.'],
    ]);
  });

  test('when nobody of the team has written and the customer chooses the assistant, then the request stays open', () => {
    const driver = createDriver();
    driver.customer('I want to talk to a person');
    driver.classify({ wantsHuman: true });
    driver.settle();
    driver.tap('assistant');
    expect(told(driver).at(-1)).toEqual([
      'active',
      'The customer chose the assistant. The request to people stays open.',
    ]);
  });

  test('when a message is still on its way, then taking over and having taken over are two lines', () => {
    const driver = createDriver();
    driver.customer('How much is delivery?');
    driver.classify();
    driver.draft();
    driver.command('takeOver');
    expect(told(driver).map(([, text]) => text)).toEqual(['Thandi is taking over. A message is still on its way.']);
    driver.send();
    expect(told(driver)[1]).toEqual(['paused', 'Thandi took over. The assistant is silent.']);
  });

  test('when a customer sends a photo or taps, then his line says so', () => {
    const driver = createDriver();
    driver.customer({
      kind: 'media',
      media: 'image',
      voice: false,
      caption: 'look',
      mediaId: '1',
      mimeType: 'image/png',
    });
    driver.customer({ kind: 'button', id: 'nothing', title: 'Yes' });
    const [photo, tap] = snapshot(driver.state(), driver.now()).transcript;
    expect(photo).toMatchObject({ kind: 'photo', text: '[photo] look' });
    expect(tap).toMatchObject({ tapped: true, text: 'Yes' });
  });

  test('when a handoff is over, then its summary and its end are still told', () => {
    const driver = claimed();
    const { pastHandoffs: open } = snapshot(driver.state(), driver.now());
    driver.command('resolve');
    const { pastHandoffs, summary } = snapshot(driver.state(), driver.now());
    expect({ open, summary }).toEqual({ open: [], summary: undefined });
    expect(pastHandoffs).toEqual([
      expect.objectContaining({ number: 1, reason: 'complaint', how: 'resolved', by: THANDI, endedAt: driver.now() }),
    ]);
    expect(pastHandoffs[0]?.summary).toMatchObject({ askedFor: 'a' });
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
