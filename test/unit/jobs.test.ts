import { jobs, promptEntries } from '../../workflows/conversation/jobs';
import { createDriver, PIETER, THANDI, type Driver } from '../support/driver';

const SECRET = 'my secret words';

function waiting(text = 'I want a refund'): Driver {
  const driver = createDriver();
  driver.customer(text);
  driver.classify({ intent: 'refund_request', wantsAction: true });
  return driver;
}

describe('what should be running', () => {
  test('when nothing has happened, then nothing', () => {
    expect(jobs(createDriver().state())).toEqual([]);
  });

  test('when a customer has asked, then both calls know the budget, the engine and what is unanswered', () => {
    const driver = createDriver({ assistantTimeoutMs: 8000 });
    driver.customer('hello');
    driver.customer(SECRET);
    const [classify, draft] = jobs(driver.state());
    const request = { engine: 'configured', messages: ['hello', SECRET], transcript: [], timeoutMs: 8000 };
    expect(classify).toMatchObject({ kind: 'classify', startToCloseMs: 9000, scheduleToCloseMs: 20_000, request });
    expect(draft).toMatchObject({ kind: 'draft', startToCloseMs: 21_000, scheduleToCloseMs: 32_000, request });
    expect(draft).toMatchObject({
      request: { lastMessageId: 'wamid.2', customer: { waId: '27825551234', name: 'Sam' } },
    });
  });

  test('when a turn goes on, then keys stay the same; when it restarts, they are new', () => {
    const driver = createDriver();
    driver.customer('hello');
    const before = jobs(driver.state()).map(({ key }) => key);
    driver.apply({ type: 'tick', at: driver.now() + 1 });
    expect(jobs(driver.state()).map(({ key }) => key)).toEqual(before);
    driver.customer('again');
    const after = jobs(driver.state()).map(({ key }) => key);
    expect(after.filter((key) => before.includes(key))).toEqual([]);
  });

  test('when summaries for Temporal are made, then none has words, names or numbers of a customer', () => {
    const driver = waiting(SECRET);
    driver.command('takeOver');
    driver.agent(SECRET);
    const summaries = [...driver.running(), ...jobs(driver.state())].map(({ summary, key }) => `${summary} ${key}`);
    expect(summaries.length).toBeGreaterThan(2);
    for (const summary of summaries) expect(summary).not.toMatch(/secret|Sam|2782|wamid/);
  });

  test('when a message is to be sent, then it knows its window and its intent', () => {
    const driver = createDriver();
    const wroteAt = driver.now() - 1000;
    driver.customer('How much is delivery?', wroteAt);
    driver.classify();
    driver.draft({ text: 'R60' });
    const [job] = driver.running('send');
    const request = {
      content: { kind: 'text', text: 'R60' },
      windowEndsAt: wroteAt + 24 * 60 * 60_000,
      language: 'en',
    };
    expect(job).toMatchObject({ kind: 'send', startToCloseMs: 15_000, request });
    if (job?.kind === 'send') expect(job.request.intentId).toMatch(/^a-[0-9a-f]{8}-\d+$/);
  });

  test('when Slack may have had a post, then it is looked up before it is posted again', () => {
    const driver = waiting();
    const [first] = driver.running('slack');
    expect(first).toMatchObject({ request: { lookUpFirst: false } });
    if (first) driver.fail(first, { class: 'unknown' });
    driver.pass(1000);
    const [second] = driver.running('slack');
    expect(second).toMatchObject({ request: { lookUpFirst: true } });
    if (first?.kind === 'slack' && second?.kind === 'slack') expect(second.request.postId).toBe(first.request.postId);
  });

  test('when Slack is away, then the card is rendered as things are when it is posted at last', () => {
    const driver = waiting();
    const [first] = driver.running('slack');
    expect(first).toMatchObject({ request: { post: { kind: 'card', card: { state: 'waiting' } } } });
    if (first) driver.fail(first, { class: 'not_sent', retryAfterMs: 60_000 });
    driver.send();
    driver.command('takeOver');
    driver.pass(60_000);
    expect(driver.running('slack')[0]).toMatchObject({
      request: { post: { kind: 'card', card: { state: 'claimed', agent: THANDI } } },
    });
  });

  test('when a line belongs to a card, then it is in its thread; without any card it is in the channel', () => {
    const driver = waiting();
    driver.settle();
    driver.command('takeOver', { agent: PIETER });
    driver.settle();
    expect(driver.posts.at(-1)?.post).toMatchObject({ kind: 'thread', channel: 'C1' });
    const bare = createDriver();
    bare.customer('hello');
    bare.apply({
      type: 'customerMoved',
      at: bare.now(),
      moved: { id: 'moved', sentAt: bare.now(), customer: { keys: ['k2'] } },
    });
    expect(bare.running('slack')[0]).toMatchObject({
      request: { post: { kind: 'channel', line: { kind: 'sentence' } } },
    });
  });
});

describe('what prompts get of the transcript', () => {
  function spoken(count: number, text = 'words'): Driver {
    const driver = createDriver();
    driver.customer('hello');
    driver.command('takeOver');
    for (let number = 0; number < count; number += 1) driver.agent(`${text} ${number}`);
    driver.settle();
    return driver;
  }

  test('when there is much, then the newest 20 entries and at most 16 KB', () => {
    expect(promptEntries(spoken(30).state().transcript, 20)).toHaveLength(20);
    const long = promptEntries(
      spoken(12, 'x'.repeat(3000))
        .state()
        .transcript.map((entry) => ({ ...entry, text: 'x'.repeat(3000) })),
      20,
    );
    expect(long).toHaveLength(5);
  });

  test('when notes, events and withdrawn messages are there, then they are left out', () => {
    const driver = spoken(1);
    const said = driver.state().transcript;
    const note = { ...said[0], number: 90, at: 0, bytes: 0, text: 'internal' };
    const entries = promptEntries(
      [
        ...said,
        { ...note, from: 'note' as const },
        { ...note, from: 'event' as const },
        { ...note, from: 'assistant' as const, delivery: 'cancelled' as const },
      ],
      20,
    );
    expect(entries.map(({ text }) => text)).not.toContain('internal');
    expect(entries.at(-1)).toMatchObject({ from: 'agent', name: 'Thandi' });
  });
});
