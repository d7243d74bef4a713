import type { CustomerContent } from '../../workflows/conversation/messages';
import { initialState, type SlackOutboxItem } from '../../workflows/conversation/state';
import { slackFailed } from '../../workflows/conversation/transitions/slack';
import { createDriver, PIETER, type Driver } from '../support/driver';
import { PATIENT } from '../support/settings';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const RATE_LIMITED = { class: 'not_sent', code: 'ratelimited', reason: 'x', retryable: true } as const;

const texts = (driver: Driver): string[] => driver.sent.map(({ text }) => text);
const codes = (driver: Driver): string[] => driver.state().verdicts.map(({ code }) => code);
const lines = (driver: Driver): string[] =>
  driver.posts.flatMap(({ post }) => (post.kind === 'thread' || post.kind === 'channel' ? [post.line.kind] : []));
const sentences = (driver: Driver): string[] =>
  driver.posts.flatMap(({ post }) => ('line' in post && post.line.kind === 'sentence' ? [post.line.sentence] : []));

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

/** People were silent; the customer is owed an answer and has been asked. */
function askedCustomer(): Driver {
  const driver = claimed();
  driver.customer('Is anybody there?');
  driver.pass(40 * MINUTE);
  driver.settle();
  return driver;
}

describe('a handoff', () => {
  test('when it opens, then one notice, one card and one summary', () => {
    const driver = waiting();
    expect(texts(driver)).toEqual(['handoff_open']);
    expect(driver.posts.map(({ post }) => post.kind)).toEqual(['card', 'card_update']);
    expect(driver.state().handoff).toMatchObject({ number: 1, status: 'waiting', summary: { status: 'done' } });
  });

  test('when the summary fails with the model, then the local engine writes it; when that fails too, a line says so', () => {
    const driver = createDriver();
    driver.customer('I want a refund');
    driver.classify({ intent: 'refund_request', wantsAction: true });
    const engines: string[] = [];
    for (let attempt = 0; attempt < 3; attempt += 1) {
      const [job] = driver.running('summarise');
      if (job?.kind === 'summarise') engines.push(job.request.engine);
      if (job) driver.fail(job);
    }
    expect(engines).toEqual(['configured', 'configured', 'local']);
    expect(driver.running('summarise')).toEqual([]);
    driver.settle();
    expect(sentences(driver)).toContain('summary_failed');
  });

  test('when another reason comes while it is open, then a line on the same card and no second notice', () => {
    const driver = waiting();
    driver.tap('assistant');
    driver.customer('I want a person');
    driver.classify({ wantsHuman: true });
    driver.settle();
    expect(driver.state()).toMatchObject({ mode: 'paused', handoff: { number: 1, otherReasons: ['human_requested'] } });
    expect(driver.posts.filter(({ post }) => post.kind === 'card')).toHaveLength(1);
    expect(lines(driver)).toContain('reason_added');
    expect(texts(driver).filter((text) => text === 'handoff_open')).toHaveLength(1);
  });

  test('when nobody has written, then a hand back leaves the request open; afterwards it ends it', () => {
    const driver = claimed();
    driver.command('resume');
    expect(driver.state()).toMatchObject({ mode: 'active', handoff: { status: 'waiting' } });
    const other = claimed();
    other.agent('I will send the part');
    other.command('resume');
    expect(other.state().mode).toBe('active');
    expect(other.state().handoff).toBeUndefined();
    other.settle();
    expect(texts(other).at(-1)).toBe('assistant_back');
  });

  test('when it is handed back, then what nobody has answered starts a turn, but not what caused it', () => {
    const driver = claimed();
    driver.customer('Are you open today?');
    driver.command('resume');
    const [job] = driver.running('classify');
    expect(job?.kind === 'classify' && job.request.messages).toEqual(['Are you open today?']);
    driver.answer('Yes');
    expect(texts(driver)).not.toContain('assistant_back');
  });

  test('when a conversation was parked, then people can speak and nothing else goes out', () => {
    const driver = createDriver();
    driver.customer('How much is delivery?');
    driver.apply({ type: 'parked', at: driver.now() });
    expect(driver.running('classify')).toEqual([]);
    driver.command('takeOver');
    driver.agent('Let me look');
    driver.settle();
    expect(texts(driver)).toEqual(['Let me look']);
    driver.customer('Thanks');
    driver.pass(7 * DAY);
    driver.settle();
    expect(texts(driver)).toEqual(['Let me look']);
    driver.command('resolve');
    driver.customer('How much is delivery?');
    expect(driver.running('classify')).toHaveLength(1);
  });

  test('when the customer says that it is sorted, then he is asked, and the button ends it', () => {
    const driver = waiting();
    driver.customer('never mind');
    driver.settle();
    expect(texts(driver).at(-1)).toBe('settled_question');
    driver.tap('sorted');
    driver.settle();
    expect(driver.state().mode).toBe('active');
    expect(driver.state().handoff).toBeUndefined();
    expect(texts(driver).at(-1)).toBe('settled');
  });

  test('when neither engine names the issue, then it is what the customer wrote: no tapped title, no "[photo]"', () => {
    const driver = waiting();
    expect(driver.state().handoff?.issue).toBe('It was delivered but a part is missing');
    driver.tap('assistant');
    driver.customer('I want a person');
    driver.classify({ wantsHuman: true });
    driver.settle();
    const added = driver.posts.flatMap(({ post }) =>
      'line' in post && post.line.kind === 'reason_added' ? [post.line] : [],
    );
    expect(added).toEqual([{ kind: 'reason_added', reason: 'human_requested', issue: 'I want a person' }]);

    const other = createDriver();
    other.customer('Do you repair kettles?');
    other.answer('', {}, { answerable: false });
    other.tap('connect');
    expect(other.state().handoff?.issue).toBe('Do you repair kettles?');
  });

  test('when a message is older than eight days, then people read how old it is', () => {
    const driver = createDriver();
    driver.customer('Are you open?', driver.now() - 9 * DAY);
    expect(driver.state().handoff?.issue).toBe('Sent 9 days ago: Are you open?');
  });

  test('when a message is of a kind that this run does not know, then it is recorded and nothing is thrown', () => {
    const driver = createDriver();
    driver.customer({ kind: 'hologram' } as unknown as CustomerContent);
    driver.settle();
    expect(driver.state().transcript[0]?.text).toBe('[message of a kind that cannot be shown]');
    expect(texts(driver)).toEqual(['cannot_read']);
  });

  test('when he still needs help, then it stays as it was', () => {
    const driver = waiting();
    driver.customer('sorted');
    driver.settle();
    driver.tap('unsorted');
    driver.settle();
    expect(driver.state()).toMatchObject({ mode: 'paused', handoff: { status: 'waiting' } });
    expect(texts(driver).at(-1)).toBe('still_waiting');
  });

  test('when Slack refuses the card, then its update is posted as a card, and later ones change that', () => {
    const driver = createDriver();
    driver.customer('I want a refund');
    driver.classify({ intent: 'refund_request', wantsAction: true });
    const [card] = driver.running('slack');
    if (card) driver.fail(card, { class: 'rejected' });
    driver.settle();
    driver.command('takeOver');
    driver.settle();
    const kinds = driver.posts.map(({ post }) => post.kind).filter((kind) => kind !== 'thread' && kind !== 'channel');
    expect(kinds).toEqual(['card', 'card_update']);
  });

  test('when Slack limits the rate again and again, then each try comes when Slack has said, and not with all the others', () => {
    const state = createDriver().state();
    const waits = ['a', 'b', 'c'].flatMap((run) =>
      [1, 2, 3, 4, 5, 6].map((attempt) => {
        const card: SlackOutboxItem = { id: `s-${run}-1`, wish: { kind: 'card', handoff: 1 }, attempt, unknown: false };
        slackFailed(state, card, { ...RATE_LIMITED, retryAfterMs: 2_000 });
        return (card.notBefore ?? 0) - state.now;
      }),
    );
    expect(waits.filter((wait) => wait < 2_000 || wait >= 3_000)).toEqual([]);
    expect(new Set(waits).size).toBeGreaterThan(12);
  });

  test('when the handoff changes while its card is tried again, then the card is brought up to date', () => {
    const driver = createDriver();
    driver.customer('I want a refund');
    driver.classify({ intent: 'refund_request', wantsAction: true });
    const [card] = driver.running('slack');
    if (card) driver.fail(card, { class: 'not_sent' });
    driver.pass(1000);
    driver.command('takeOver');
    driver.settle();
    const last = driver.posts.findLast(({ post }) => post.kind === 'card' || post.kind === 'card_update')?.post;
    expect(last).toMatchObject({ card: { state: 'claimed' } });
  });
});

describe('stale buttons', () => {
  test('when the customer taps an old [Ask the assistant], then nothing resumes and fresh buttons come', () => {
    const driver = waiting();
    const old = driver.sent.at(-1)?.buttons[0] ?? '';
    driver.tap('assistant');
    driver.customer('I want a person');
    driver.classify({ wantsHuman: true });
    driver.settle();
    expect(texts(driver)).toEqual(['handoff_open', 'assistant_meanwhile', 'already_waiting']);
    driver.customer({ kind: 'button', id: old, title: 'Ask the assistant' });
    driver.settle();
    expect(driver.state().mode).not.toBe('active');
    expect(driver.sent.at(-1)?.buttons.some((id) => id.startsWith('assistant:') && id !== old)).toBe(true);
  });

  test('when an agent has the conversation, then an old [Ask the assistant] resumes nothing and says nothing', () => {
    const driver = waiting();
    const old = driver.sent.at(-1)?.buttons[0] ?? '';
    driver.command('takeOver');
    driver.settle();
    driver.customer({ kind: 'button', id: old, title: 'Ask the assistant' });
    driver.settle();
    expect(driver.state().mode).toBe('paused');
    expect(texts(driver)).toEqual(['handoff_open']);
    expect(sentences(driver)).toContain('customer_tapped_old_button');
  });

  test('when the customer taps an old [Yes, connect me], then it is a wish for a person', () => {
    const driver = createDriver();
    driver.customer({ kind: 'button', id: 'connect:1:1', title: 'Yes, connect me' });
    expect(driver.state()).toMatchObject({ mode: 'paused', handoff: { reason: 'human_requested' } });
  });

  test.each([
    ['unsorted:1:1', 'Still need help'],
    ['wait:1:1', 'Keep waiting'],
  ])('when the customer taps an old %s while the assistant has it, then it is a wish for a person', (id, title) => {
    const driver = createDriver();
    driver.customer({ kind: 'button', id, title });
    expect(driver.state()).toMatchObject({ mode: 'paused', handoff: { reason: 'human_requested' } });
    driver.settle();
    expect(texts(driver)).toEqual(['handoff_open']);
  });

  test('when an agent presses a button of a question that is closed, then it is refused', () => {
    const driver = claimed();
    driver.pass(30 * MINUTE);
    const { epoch } = driver.state();
    const question = driver.state().questions.agents?.question ?? 0;
    driver.agent('still here');
    driver.command('resume', { epoch, question });
    driver.command('keepPaused', { epoch, question });
    expect(codes(driver).slice(1)).toEqual(['stale_button', 'stale_button']);
    expect(driver.state().mode).toBe('paused');
  });

  test.each(['resume', 'resolve', 'snooze', 'transfer'] as const)(
    'when an agent presses %s on the card of an earlier handoff, then it is refused',
    (kind) => {
      const driver = claimed();
      const { epoch } = driver.state();
      driver.command('resolve');
      driver.customer('I want a refund');
      driver.classify({ intent: 'refund_request', wantsAction: true });
      driver.settle();
      driver.command(kind, { epoch, handoff: 1, until: driver.now() + HOUR, to: PIETER });
      expect(codes(driver).at(-1)).toBe('stale_button');
      expect(driver.state()).toMatchObject({ mode: 'paused', handoff: { number: 2, status: 'waiting' } });
    },
  );

  test.each(['resume', 'resolve', 'keepPaused'] as const)(
    'when a conversation has begun anew, then %s from the one before is refused although the numbers are the same',
    (kind) => {
      const driver = askedCustomer();
      const settings = driver.settings;
      const seed = {
        workflowId: 'w',
        runId: 'r',
        phoneNumberId: '1',
        settings,
        rules: 1,
        now: driver.now() + 40 * DAY,
      };
      const earlier = driver.state().epoch;
      expect(initialState(seed).epoch).toBeGreaterThan(earlier);
      const question = driver.state().questions.agents?.question ?? 0;
      driver.command(kind, { epoch: Math.floor(driver.state().startedAt / 1000) - 1, handoff: 1, question });
      expect(codes(driver).at(-1)).toBe('stale_button');
    },
  );
});

describe('the way back', () => {
  test('when the customer was asked and confirms, then the assistant answers what is unanswered', () => {
    const driver = askedCustomer();
    expect(texts(driver).at(-1)).toBe('ask_resume');
    driver.tap('assistant');
    expect(driver.state().mode).toBe('active');
    expect(driver.running('classify')).toHaveLength(1);
  });

  test('when the customer keeps waiting, then it stays confirming and the thread is woken', () => {
    const driver = askedCustomer();
    driver.tap('wait');
    driver.settle();
    expect(driver.state().mode).toBe('confirming');
    expect(lines(driver)).toContain('customer_keeps_waiting');
    expect(texts(driver).at(-1)).toBe('chose_wait');
    driver.pass(59 * MINUTE);
    driver.customer('Hello?');
    driver.settle();
    expect(texts(driver).filter((text) => text === 'ask_resume')).toHaveLength(1);
    driver.pass(2 * MINUTE);
    driver.customer('Hello?');
    driver.settle();
    expect(texts(driver).filter((text) => text === 'ask_resume')).toHaveLength(2);
  });

  test('when the business does not let customers confirm, then they are not asked', () => {
    const driver = createDriver({ customerMayConfirm: false });
    driver.customer('I want a refund');
    driver.classify({ intent: 'refund_request', wantsAction: true });
    driver.settle();
    driver.command('takeOver');
    driver.pass(7 * DAY);
    driver.settle();
    expect(texts(driver)).not.toContain('ask_resume');
    expect(driver.state().mode).toBe('confirming');
  });

  test('when it is snoozed, then the clock stands still until it wakes', () => {
    const driver = claimed();
    driver.command('snooze', { until: driver.now() + 5 * HOUR });
    driver.pass(5 * HOUR - 1);
    expect(driver.state()).toMatchObject({ mode: 'paused', handoff: { status: 'snoozed' } });
    driver.pass(1);
    expect(driver.state()).toMatchObject({ mode: 'paused', handoff: { status: 'claimed' } });
    driver.pass(30 * MINUTE);
    expect(driver.state().mode).toBe('confirming');
  });

  test('when the customer preferred the assistant, then old wishes among his messages trigger nothing', () => {
    const driver = waiting();
    driver.customer('I want a person, now');
    driver.tap('assistant');
    driver.answer('I can help meanwhile', { wantsHuman: true });
    expect(driver.state()).toMatchObject({ mode: 'active', handoff: { status: 'waiting' } });
  });
});

describe('a conversation that is over', () => {
  test('when nothing happens for 30 days, then it completes; while people owe something, it never does', () => {
    const driver = createDriver();
    driver.customer('How much is delivery?');
    driver.answer('R60');
    driver.pass(30 * DAY - 1);
    expect(driver.state().completed).toBe(false);
    driver.pass(1);
    expect(driver.state().completed).toBe(true);
    const other = claimed();
    other.pass(90 * DAY);
    other.settle();
    expect(other.state().completed).toBe(false);
  });

  test('when a message is older than eight days, then people see it and nobody answers it by himself', () => {
    const driver = createDriver();
    driver.customer('How much is delivery?', driver.now() - 8 * DAY - 1);
    driver.settle();
    expect(driver.state()).toMatchObject({ mode: 'paused', handoff: { status: 'waiting' } });
    expect(driver.sent).toEqual([]);
    expect(driver.running('classify')).toEqual([]);
  });
});
