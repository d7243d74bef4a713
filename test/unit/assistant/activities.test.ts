import { ApplicationFailure } from '@temporalio/common';
import { createAssistantActivities, type AssistantDependencies } from '../../../activities/assistant/activities';
import type { AssistantEngine } from '../../../activities/assistant/engine';
import { AssistantFailure } from '../../../activities/assistant/failures';
import { createLocalEngine } from '../../../activities/assistant/local/engine';
import { createOrdersClient, noOrders } from '../../../activities/orders/client';
import type { DraftRequest } from '../../../workflows/conversation/ports';
import { productSettings } from '../../support/settings';
import { brain, knowledge, NOVEMBER } from './brain';

const local = createLocalEngine({ brain, knowledge, orders: noOrders, now: () => NOVEMBER });

/** An engine that does what a test wants; the rest is the local one. */
const engine = (change: Partial<AssistantEngine>): AssistantEngine => ({ ...local, name: 'openai', ...change });

const activities = (change: Partial<AssistantDependencies> = {}) =>
  createAssistantActivities({
    configured: local,
    local,
    settings: () => productSettings({ repeatLimit: 4 }),
    paused: () => Promise.resolve(false),
    showTyping: () => Promise.resolve(),
    cancellation: () => new AbortController().signal,
    ...change,
  });

const request = (message: string, change: Partial<DraftRequest> = {}): DraftRequest => ({
  engine: 'configured',
  messages: [message],
  transcript: [],
  language: 'en',
  timeoutMs: 1_000,
  notBefore: 0,
  customer: { waId: '27825551234' },
  phoneNumberId: '1',
  lastMessageId: 'wamid.1',
  ...change,
});

const failureOf = (promise: Promise<unknown>): Promise<ApplicationFailure> =>
  promise.then(
    () => Promise.reject(new Error('did not fail')),
    (error: unknown) => error as ApplicationFailure,
  );

describe('the activities of the assistant', () => {
  test('when a message is classified, the settings in force come with it', async () => {
    const result = await activities().classify(request('How much is delivery?'));
    expect(result).toMatchObject({ engine: 'local', questionKey: 'delivery-fees', settings: { repeatLimit: 4 } });
  });

  test('when the workflow asks for the local engine, the configured one is left alone', async () => {
    const configured = engine({ classify: () => Promise.reject(new Error('must not be asked')) });
    const { classify } = activities({ configured });
    expect(await classify(request('hi', { engine: 'local' }))).toMatchObject({ engine: 'local' });
    expect((await failureOf(classify(request('hi')))).type).toBe('AssistantUnavailable');
  });

  test('when an engine fails, the workflow learns how and Temporal does not retry', async () => {
    const configured = engine({ draft: () => Promise.reject(new AssistantFailure('rate_limited', true, 3_000)) });
    const failure = await failureOf(activities({ configured }).draft(request('hi')));
    expect(failure).toMatchObject({
      type: 'AssistantUnavailable',
      nonRetryable: true,
      details: [{ code: 'rate_limited', retryable: true, retryAfterMs: 3_000 }],
    });
  });

  test('when something unforeseen fails, its message stays behind', async () => {
    const configured = engine({ classify: () => Promise.reject(new Error('customer said: my secret')) });
    const failure = await failureOf(activities({ configured }).classify(request('hi')));
    expect(failure.type).toBe('AssistantUnavailable');
    expect(`${failure.message} ${JSON.stringify(failure.details)} ${String(failure.cause)}`).not.toContain('secret');
  });

  test('when an engine takes too long, the call ends at the time limit and is told to stop', async () => {
    let stopped = false;
    const configured = engine({
      summarise: (_, signal) =>
        new Promise(() => {
          signal.addEventListener('abort', () => (stopped = true));
        }),
    });
    const summarising = activities({ configured }).summarise({
      engine: 'configured',
      transcript: [],
      reason: 'legal',
      timeoutMs: 20,
    });
    expect(await failureOf(summarising)).toMatchObject({ details: [{ code: 'timeout', retryable: true }] });
    expect(stopped).toBe(true);
  });

  test('when the customer may still be typing, the draft comes no earlier than it may', async () => {
    const notBefore = Date.now() + 120;
    await activities().draft(request('How much is delivery?', { notBefore }));
    expect(Date.now()).toBeGreaterThanOrEqual(notBefore);
  });

  test('when the draft is cancelled while it waits or thinks, it ends with the reason at once', async () => {
    for (const configured of [local, engine({ draft: () => new Promise(() => undefined) })]) {
      const controller = new AbortController();
      const { draft } = activities({ configured, cancellation: () => controller.signal });
      const drafting = draft(request('How much is delivery?', { notBefore: Date.now() + 60_000, timeoutMs: 60_000 }));
      controller.abort(new Error('taken over'));
      await expect(drafting).rejects.toThrow('taken over');
    }
  });

  test('when a draft begins, the customer sees that somebody types; where that fails, nothing else does', async () => {
    const shown: string[] = [];
    const showTyping = ({ lastMessageId }: DraftRequest) => {
      shown.push(lastMessageId);
      return Promise.reject(new Error('WhatsApp is away'));
    };
    expect(await activities({ showTyping }).draft(request('How much is delivery?'))).toMatchObject({
      answerable: true,
    });
    expect(shown).toEqual(['wamid.1']);
  });
});

describe('while operators have paused the assistant', () => {
  const asked: string[] = [];
  const configured = engine({
    classify: () => Promise.reject(new Error(asked.push('classify').toString())),
    draft: () => Promise.reject(new Error(asked.push('draft').toString())),
  });
  const showTyping = (): Promise<void> => Promise.resolve(void asked.push('typing'));

  test('when a message comes in, no model is asked, nothing is typed, and the classification says why', async () => {
    const paused = activities({ configured, showTyping, paused: () => Promise.resolve(true) });
    expect(await paused.classify(request('ek wil met iemand praat'))).toMatchObject({
      engine: 'local',
      language: 'af',
      assistantPaused: true,
    });
    expect(await failureOf(paused.draft(request('How much is delivery?')))).toMatchObject({
      type: 'AssistantUnavailable',
      details: [{ code: 'assistant_paused', retryable: false }],
    });
    expect(asked).toEqual([]);
  });

  test('when nobody can say whether it is paused, then the attempt fails and may be made again', async () => {
    const unknown = activities({ configured, showTyping, paused: () => Promise.reject(new Error('Temporal is away')) });
    for (const attempt of [unknown.classify(request('hi')), unknown.draft(request('hi'))]) {
      expect((await failureOf(attempt)).details).toEqual([expect.objectContaining({ retryable: true })]);
    }
    expect(asked).toEqual([]);
  });
});

describe('drafts of the local engine', () => {
  test('when the knowledge answers, the draft rests on its topic and nothing speaks against it', async () => {
    expect(await activities().draft(request('Are you open on public holidays?'))).toMatchObject({
      engine: 'local',
      answerable: true,
      basis: 'topic:public-holidays',
      violations: [],
    });
  });

  test('when nothing written answers, it says so and nothing else', async () => {
    expect(await activities().draft(request('can you engrave a name on the mug'))).toEqual({
      engine: 'local',
      answerable: false,
      text: '',
      basis: 'none',
      violations: [],
    });
  });

  test('when the orders service tells an order, its state and link go out in the customer’s language', async () => {
    const answer = {
      number: '5544',
      phone: '0825551234',
      status: 'on the way',
      trackingUrl: 'https://t.example/9',
      items: [],
    };
    const orders = createOrdersClient({
      url: 'http://orders.example',
      token: 't',
      fetch: () => Promise.resolve(new Response(JSON.stringify(answer))),
    });
    const withOrders = createLocalEngine({ brain, knowledge, orders });
    const draft = await activities({ configured: withOrders }).draft(request('waar is my bestelling 5544'));
    expect(draft).toEqual({
      engine: 'local',
      answerable: true,
      text: 'Bestelling 5544 is op pad na jou.\nJy kan dit hier volg: https://t.example/9',
      basis: 'order:5544:on the way',
      violations: [],
      order: { number: '5544', outcome: 'found' },
    });
  });

  test('when orders cannot be looked up, the outcome says so', async () => {
    expect(await activities().draft(request('where is order 5544'))).toMatchObject({
      answerable: false,
      basis: 'order:5544:unavailable',
      order: { number: '5544', outcome: 'unavailable' },
    });
  });
});
