import type { SensitiveWords } from '../../workflows/conversation/ports';
import { createDriver, PIETER, THANDI, type Driver } from '../support/driver';
import { PATIENT } from '../support/settings';

const SECOND = 1000;
const MINUTE = 60 * SECOND;

const texts = (driver: Driver): string[] => driver.sent.map(({ text }) => text);
const verdicts = (driver: Driver): string[] => driver.state().verdicts.map(({ code }) => code);
const lines = (driver: Driver): string[] =>
  driver.posts.flatMap(({ post }) => (post.kind === 'thread' || post.kind === 'channel' ? [post.line.kind] : []));

/** An answer of the assistant is on its way. */
function answering(): Driver {
  const driver = createDriver(PATIENT);
  driver.customer('How much is delivery?');
  driver.classify();
  driver.draft();
  return driver;
}

function waiting(): Driver {
  const driver = createDriver(PATIENT);
  driver.customer('It was delivered but a part is missing');
  driver.classify({ intent: 'complaint', wantsAction: true });
  driver.settle();
  return driver;
}

function claimed(): Driver {
  const driver = waiting();
  driver.command('takeOver');
  driver.settle();
  return driver;
}

function handedBack(): Driver {
  const driver = claimed();
  driver.agent('I will send the part');
  driver.settle();
  driver.command('resume');
  driver.settle();
  return driver;
}

function say(
  driver: Driver,
  text: string,
  change: { agent?: typeof THANDI; mentions?: boolean; note?: boolean; sensitive?: SensitiveWords } = {},
): void {
  const card = driver.state().cards.at(-1);
  const place = { channel: card?.channel ?? '', threadTs: card?.ts ?? '' };
  const id = `C1:${driver.state().seen.length}.5`;
  const message = { id, ...place, agent: THANDI, text, note: false, mentions: false, files: 0, ...change };
  driver.apply({ type: 'agentMessage', at: driver.now(), message });
}

describe('taking over', () => {
  test('when the taker clicks again before the outcome is in, then both clicks are answered by it', () => {
    const driver = answering();
    driver.command('takeOver');
    driver.command('takeOver');
    expect(verdicts(driver)).toEqual([]);
    driver.send();
    expect(verdicts(driver)).toEqual(['done', 'done']);
  });

  test.each(['resume', 'resolve', 'snooze', 'transfer', 'sendAgain'] as const)(
    'when the taker clicks %s before the outcome is in, then it is refused and the takeover goes on',
    (kind) => {
      const driver = answering();
      driver.command('takeOver');
      const intentId = driver.running('send').map((job) => (job.kind === 'send' ? job.intentId : ''))[0] ?? '';
      driver.command(kind, { until: driver.now() + MINUTE, to: PIETER, intentId });
      expect(driver.state().verdicts.map(({ accepted }) => accepted)).toEqual([false]);
      driver.send();
      expect(driver.state()).toMatchObject({ mode: 'paused', handoff: { status: 'claimed', agent: THANDI } });
    },
  );

  test('when the send had not begun anywhere, then what it would have answered is owed by people', () => {
    const driver = answering();
    driver.command('takeOver');
    const [send] = driver.running('send');
    if (send) driver.cancelled(send);
    driver.settle();
    expect(verdicts(driver)).toEqual(['done']);
    expect(texts(driver)).toEqual([]);
    expect(driver.state().transcript.map(({ disposition, delivery }) => disposition ?? delivery)).toEqual([
      'team',
      'cancelled',
    ]);
  });

  test('when the outcome stays unknown, then the takeover is acknowledged at once and the team is told later', () => {
    const driver = answering();
    driver.command('takeOver');
    const [send] = driver.running('send');
    if (send) driver.fail(send, { class: 'unknown' });
    expect(verdicts(driver)).toEqual(['done']);
    driver.pass(30 * SECOND);
    driver.settle();
    expect(lines(driver)).toContain('unconfirmed');
  });

  test('when "a person is coming" has not begun, then it becomes "you are now talking to"', () => {
    const driver = answering();
    driver.customer({ kind: 'button', id: 'connect:1:1', title: 'Yes, connect me' });
    expect(driver.state().outbox.map(({ status }) => status)).toEqual(['sending', 'queued']);
    driver.command('takeOver');
    expect(verdicts(driver)).toEqual([]);
    driver.settle();
    expect(texts(driver).slice(1)).toEqual(['now_with_agent']);
    expect(verdicts(driver)).toEqual(['done']);
  });

  test('when "a person is coming" was tried in vain before, then what became of "you are now talking to" is known', () => {
    const driver = createDriver(PATIENT);
    driver.customer('It was delivered but a part is missing');
    driver.classify({ intent: 'complaint', wantsAction: true });
    const [coming] = driver.running('send');
    driver.fail(coming!, { class: 'not_sent', retryable: true });
    driver.command('takeOver');
    const said = () => driver.state().transcript.find(({ from }) => from === 'notice');
    // Where a status comes before WhatsApp's answer, this is all that the transcript ever has.
    expect(said()?.text).toBe('[now_with_agent]');
    driver.settle();
    expect(said()).toMatchObject({ delivery: 'sent', intentId: expect.stringContaining('now_with_agent') as string });
  });

  test('when somebody else has it, then he is told who; when the confirmation is open, he may step in', () => {
    const driver = claimed();
    driver.command('takeOver', { agent: PIETER });
    expect(driver.state().verdicts.at(-1)).toMatchObject({ code: 'claimed_by_other', name: 'Thandi' });
    driver.pass(30 * MINUTE);
    driver.settle();
    driver.command('takeOver', { agent: PIETER });
    expect(driver.state().handoff).toMatchObject({ status: 'claimed', agent: PIETER });
  });

  test('when the assignee presses [Take over] on a snoozed card, then it is claimed again', () => {
    const driver = claimed();
    driver.command('snooze', { until: driver.now() + 60 * MINUTE });
    expect(driver.state().handoff?.status).toBe('snoozed');
    driver.command('takeOver');
    expect(driver.state().handoff?.status).toBe('claimed');
  });

  test('when messages were pending while a request was open, then they are in the thread', () => {
    const driver = waiting();
    driver.tap('assistant');
    driver.settle();
    driver.customer('What are your hours?');
    driver.command('takeOver');
    driver.settle();
    expect(lines(driver)).toContain('customer_message');
    expect(driver.running('classify')).toEqual([]);
  });
});

describe('what agents write', () => {
  test('when the last assignee writes while the assistant has it, then he takes over and his words follow', () => {
    const driver = handedBack();
    driver.customer('And when does it arrive?');
    driver.classify();
    driver.draft();
    say(driver, 'Tomorrow');
    expect(driver.state().takeover?.agent).toEqual(THANDI);
    driver.settle();
    expect(texts(driver).slice(-2)).toEqual(['an answer', 'Tomorrow']);
    expect(driver.state().handoff).toMatchObject({ status: 'claimed', agent: THANDI });
  });

  test.each([
    ['anybody else', { agent: PIETER }],
    ['the last assignee with a mention', { mentions: true }],
    ['the last assignee, who asks for a card number,', { sensitive: 'asked' as const }],
  ])(
    'when %s writes while the assistant has it, then it is held with a way to take over and send it',
    (_who, change) => {
      const driver = handedBack();
      say(driver, 'Tomorrow', change);
      driver.settle();
      const held = driver.posts.at(-1)?.post;
      expect(held).toMatchObject({ line: { kind: 'held', why: 'assistant_active' } });
      expect(driver.state().mode).toBe('active');
      const heldId = driver.state().held[0]?.id ?? '';
      driver.command('takeOver', { heldId, agent: PIETER });
      driver.settle();
      expect(texts(driver).at(-1)).toBe('Tomorrow');
    },
  );

  test('when the assignee mentions somebody, then it is held; [Send anyway] sends it, once', () => {
    const driver = claimed();
    say(driver, 'as @pieter said', { mentions: true });
    const heldId = driver.state().held[0]?.id ?? '';
    driver.command('sendHeld', { heldId, agent: PIETER });
    driver.command('sendHeld', { heldId });
    driver.command('sendHeld', { heldId });
    driver.settle();
    expect(verdicts(driver).slice(1)).toEqual(['not_assignee', 'done', 'not_found']);
    expect(texts(driver).filter((text) => text === 'as @pieter said')).toHaveLength(1);
  });

  test.each(['asked', 'contained'] as const)(
    'when the assignee’s words are about a card number (%s), then they are held; [Send anyway] sends them, once',
    (sensitive) => {
      const driver = claimed();
      say(driver, 'about your card', { sensitive });
      driver.settle();
      expect(texts(driver)).not.toContain('about your card');
      expect(driver.posts.at(-1)?.post).toMatchObject({ line: { kind: 'held', why: 'sensitive', sensitive } });
      driver.command('sendHeld', { heldId: driver.state().held[0]?.id ?? '' });
      driver.settle();
      expect(texts(driver).filter((text) => text === 'about your card')).toHaveLength(1);
    },
  );

  test('when the window has closed, then a held message that is to be sent waits for the customer', () => {
    const driver = claimed();
    say(driver, 'as @pieter said', { mentions: true });
    driver.pass(24 * 60 * MINUTE);
    driver.command('sendHeld', { heldId: driver.state().held[0]?.id ?? '' });
    expect(verdicts(driver).at(-1)).toBe('done');
    expect(driver.state()).toMatchObject({ held: [], parkedTexts: [{ agent: THANDI }] });
  });

  test('when a colleague writes in a claimed thread, then it is a note; a note of the assignee is one as well', () => {
    const driver = claimed();
    say(driver, 'I know him', { agent: PIETER });
    say(driver, 'ask the warehouse', { note: true });
    driver.settle();
    expect(driver.state().transcript.filter(({ from }) => from === 'note')).toHaveLength(2);
    expect(lines(driver)).toContain('kept_as_note');
    expect(texts(driver)).not.toContain('I know him');
  });
});
