import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { ApplicationFailure } from '@temporalio/common';
import { MockActivityEnvironment } from '@temporalio/testing';
import { DefaultLogger } from '@temporalio/worker';
import {
  createSendActivity,
  createShowTyping,
  createStallWatch,
  createWhatsAppClient,
  type SendTexts,
} from '../../../activities/whatsapp';
import type { OutgoingContent, SendRequest, SendResult } from '../../../workflows/conversation/ports';
import { atEnd, closeAll, startHttpServer, unusedPort, type Answerer, type HttpServer } from '../../support/http';
import { tsx } from '../../support/run';

afterEach(closeAll);

const MINUTE = 60_000;

// Failures are what these tests are about; they need not be printed.
const logger = new DefaultLogger('ERROR');

const texts: SendTexts = {
  renderNotice(key, language, parameters) {
    if (key === 'distress') throw new Error('The notice distress needs a parameter.');
    return `${key}/${language}/${JSON.stringify(parameters)}`;
  },
  buttonTitle: (key) => `[${key}]`,
  withFirstContact: (text) => `${text}\n\nI am the assistant.`,
  withSpeaker: (text, language, speaker) => `${language}/${JSON.stringify(speaker)}: ${text}`,
};

const request = (content: OutgoingContent, windowEndsAt = Date.now() + 60 * MINUTE): SendRequest => ({
  workflowId: 'whatsapp-555000111-0123456789abcdef01234567',
  intentId: 'a-run-7',
  phoneNumberId: '555000111',
  customer: { waId: '27825551234' },
  content,
  language: 'en',
  windowEndsAt,
  forAssistant: true,
});

const text = (words: string, firstContact = false): OutgoingContent => ({ kind: 'text', text: words, firstContact });

const offer: OutgoingContent = {
  kind: 'notice',
  key: 'offer',
  parameters: { name: 'Thandi' },
  buttons: [
    { id: 'connect:7:1', title: 'connect_me' },
    { id: 'decline:7:1', title: 'no_thanks' },
  ],
  firstContact: false,
};

const accepted: Answerer = (response) => response.end(JSON.stringify({ messages: [{ id: 'wamid.T1' }] }));

interface Rig {
  server: HttpServer;
  send(request: SendRequest, scheduledTimestampMs?: number): Promise<SendResult>;
  sent(): Record<string, unknown>;
}

interface Options {
  now?: () => number;
  answer?: Answerer;
  settlingMs?: number;
  paused?: () => Promise<boolean>;
}

async function createRig(options: Options = {}): Promise<Rig> {
  const { now = Date.now, answer = accepted, settlingMs = 0, paused = () => Promise.resolve(false) } = options;
  const server = await startHttpServer(answer);
  const client = createWhatsAppClient({ apiUrl: server.url, accessToken: 'token' });
  const stall = { settlingMs: () => settlingMs, stop: () => undefined };
  const activity = createSendActivity({ client, texts: () => texts, stall, paused, now });
  return {
    server,
    sent: () => JSON.parse(server.requests[0]!.body) as Record<string, unknown>,
    send: (what, scheduledTimestampMs = Date.now()) =>
      new MockActivityEnvironment({ startToCloseTimeoutMs: 15_000, scheduledTimestampMs }, { logger }).run(
        activity,
        what,
      ),
  };
}

async function failureOf(sending: Promise<unknown>): Promise<{ type?: string | null | undefined; details: unknown }> {
  const error = await sending.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!(error instanceof ApplicationFailure))
    throw new Error('It did not fail as an activity should.', { cause: error });
  expect(error.nonRetryable).toBe(true);
  return { type: error.type, details: error.details?.[0] };
}

describe('what goes out', () => {
  it('when it is text, it goes out with its intent and comes back as rendered', async () => {
    const rig = await createRig();
    expect(await rig.send(request(text('Open until five.', true)))).toEqual({
      messageId: 'wamid.T1',
      text: 'Open until five.\n\nI am the assistant.',
      buttons: [],
    });
    expect(rig.sent()).toMatchObject({
      biz_opaque_callback_data: 'whatsapp-555000111-0123456789abcdef01234567/a-run-7',
      text: { body: 'Open until five.\n\nI am the assistant.' },
    });
  });

  it('when it is a template, it goes out although the window is closed, and comes back as the customer reads it', async () => {
    const rig = await createRig();
    const template = { name: 'reopen', language: 'en', header: [], body: [], text: 'We have an answer.' };
    const late = request({ kind: 'template', template, firstContact: false }, Date.now() - MINUTE);
    expect(await rig.send(late)).toEqual({ messageId: 'wamid.T1', text: 'We have an answer.', buttons: [] });
    expect(rig.sent()).toMatchObject({ type: 'template', template: { name: 'reopen' } });
  });

  it('when the introduction does not fit, the answer goes out without it', async () => {
    const rig = await createRig();
    const { text: words } = await rig.send(request(text('a'.repeat(4_090), true)));
    expect(words).toBe('a'.repeat(4_090));
  });

  it('when somebody else speaks now, the customer reads who, and the record has the words alone', async () => {
    const rig = await createRig();
    const { text: words } = await rig.send({ ...request(text('On its way.')), speaker: { agent: 'Thandi' } });
    expect(words).toBe('On its way.');
    expect(rig.sent()).toMatchObject({ text: { body: 'en/{"agent":"Thandi"}: On its way.' } });
  });

  it('when the name does not fit, the text goes out without it', async () => {
    const rig = await createRig();
    await rig.send({ ...request(text('a'.repeat(4_090))), speaker: 'assistant' });
    expect(rig.sent()).toMatchObject({ text: { body: 'a'.repeat(4_090) } });
  });

  it('when it is a notice with buttons, the texts word it', async () => {
    const rig = await createRig();
    expect(await rig.send(request(offer))).toEqual({
      messageId: 'wamid.T1',
      text: 'offer/en/{"name":"Thandi"}',
      buttons: ['[connect_me]', '[no_thanks]'],
    });
    expect(rig.sent()).toMatchObject({
      interactive: { action: { buttons: [{ reply: { id: 'connect:7:1' } }, { reply: { id: 'decline:7:1' } }] } },
    });
  });

  it('when a notice is the first answer, it introduces the assistant too, but for the greeting, which does so itself', async () => {
    const rig = await createRig();
    const { text: introduced } = await rig.send(request({ ...offer, firstContact: true }));
    expect(introduced).toBe('offer/en/{"name":"Thandi"}\n\nI am the assistant.');
    const greeting: OutgoingContent = { ...offer, key: 'greeting', buttons: [], firstContact: true };
    expect((await rig.send(request(greeting))).text).toBe('greeting/en/{"name":"Thandi"}');
    const long = { ...offer, parameters: { name: 'T'.repeat(995) }, firstContact: true };
    expect((await rig.send(request(long))).text).not.toContain('I am the assistant');
  });

  it('when the notice cannot be worded, nothing is sent', async () => {
    const rig = await createRig();
    const notice: OutgoingContent = {
      kind: 'notice',
      key: 'distress',
      parameters: {},
      buttons: [],
      firstContact: false,
    };
    expect(await failureOf(rig.send(request(notice)))).toMatchObject({
      type: 'NotSent',
      details: { retryable: false },
    });
    expect(rig.server.requests).toEqual([]);
  });
});

describe('the customer service window', () => {
  const NOW = Date.now();

  it.each([
    ['ends in more than five minutes', 5 * MINUTE + 1, true],
    ['ends in five minutes', 5 * MINUTE, false],
    ['is over', -1, false],
  ])('when it %s, a send is allowed: %#', async (_name, leftMs, allowed) => {
    const rig = await createRig({ now: () => NOW });
    const sending = rig.send(request(text('Hello'), NOW + leftMs), NOW);
    if (allowed) await expect(sending).resolves.toMatchObject({ messageId: 'wamid.T1' });
    else
      expect(await failureOf(sending)).toMatchObject({
        type: 'NotSent',
        details: { code: 'window_closed', retryable: false },
      });
    expect(rig.server.requests).toHaveLength(allowed ? 1 : 0);
  });

  it("when the workflow's clock is ahead of this computer's, its clock decides", async () => {
    const rig = await createRig({ now: () => NOW });
    const sending = rig.send(request(text('Hello'), NOW + 60 * MINUTE), NOW + 56 * MINUTE);
    expect(await failureOf(sending)).toMatchObject({ details: { code: 'window_closed' } });
  });
});

describe('a worker that stood still', () => {
  it('when the HTTP timeout no longer fits into the attempt, nothing is sent', async () => {
    let clock = Date.now();
    const rig = await createRig({ now: () => (clock += 2_100) });
    expect(await failureOf(rig.send(request(text('Hello'))))).toMatchObject({
      type: 'NotSent',
      details: { code: 'deadline', retryable: true },
    });
    expect(rig.server.requests).toEqual([]);
  });

  it('when the process has only just come back, nothing is sent and the wait is told', async () => {
    const rig = await createRig({ settlingMs: 1_500 });
    expect(await failureOf(rig.send(request(text('Hello'))))).toMatchObject({
      type: 'NotSent',
      details: { code: 'deadline', retryable: true, retryAfterMs: 1_500 },
    });
    expect(rig.server.requests).toEqual([]);
  });

  it('when it was stopped by a signal with the send waiting, it sends nothing after it wakes up', async () => {
    const server = await startHttpServer(accepted);
    const child = fork(join(__dirname, '..', '..', 'support', 'frozen-sender.ts'), [server.url, '250'], {
      execArgv: ['--import', tsx],
    });
    atEnd(async () => {
      if (child.exitCode !== null) return;
      const exited = once(child, 'exit');
      child.kill('SIGKILL');
      await exited;
    });
    await once(child, 'message');
    child.kill('SIGSTOP');
    child.send(request(text('Hello')));
    // The standstill itself is what is tested, so it has to last.
    await delay(800);
    const answered = once(child, 'message');
    child.kill('SIGCONT');
    expect(await answered).toMatchObject([{ type: 'NotSent', details: [{ code: 'deadline', retryable: true }] }]);
    expect(server.requests).toEqual([]);
  });
});

describe('createStallWatch', () => {
  const createWatch = () => {
    let clock = 1_000_000;
    const stall = createStallWatch({ now: () => clock, thresholdMs: 2_000, settleMs: 3_000 });
    atEnd(() => stall.stop());
    return { stall, pass: (ms: number) => (clock += ms) };
  };

  it('when nothing stood still, a send may begin', () => {
    const { stall, pass } = createWatch();
    for (let look = 0; look < 20; look += 1) {
      pass(1_900);
      expect(stall.settlingMs()).toBe(0);
    }
  });

  it('when the process stood still, sends wait until it has settled', () => {
    const { stall, pass } = createWatch();
    pass(20_000);
    expect(stall.settlingMs()).toBe(3_000);
    pass(1_000);
    expect(stall.settlingMs()).toBe(2_000);
    pass(2_000);
    expect(stall.settlingMs()).toBe(0);
  });
});

describe('how a send fails', () => {
  it('when Meta refuses it, the failure is NotSent with its code', async () => {
    const answer: Answerer = (response) => response.writeHead(400).end(JSON.stringify({ error: { code: 131056 } }));
    const rig = await createRig({ answer });
    expect(await failureOf(rig.send(request(text('Hello'))))).toMatchObject({
      type: 'NotSent',
      details: { code: '131056', retryable: true },
    });
  });

  it('when nobody can say, the failure is Unknown', async () => {
    const rig = await createRig({ answer: (_response, _request, socket) => socket.destroy() });
    expect(await failureOf(rig.send(request(text('Hello'))))).toMatchObject({ type: 'Unknown' });
  });
});

it('when typing cannot be shown, nobody notices', async () => {
  const client = createWhatsAppClient({ apiUrl: `http://127.0.0.1:${await unusedPort()}`, accessToken: 'token' });
  await expect(createShowTyping(client)('555000111', 'wamid.C1')).resolves.toBeUndefined();
});

describe('while operators have paused the assistant', () => {
  it('when a message is said for the assistant, then nothing is sent; what people say goes out', async () => {
    const rig = await createRig({ paused: () => Promise.resolve(true) });
    expect(await failureOf(rig.send(request(text('Open until five.'))))).toMatchObject({
      type: 'NotSent',
      details: { code: 'assistant_paused', retryable: false },
    });
    expect(rig.server.requests).toHaveLength(0);
    await rig.send({ ...request(text('It is on its way.')), forAssistant: false });
    expect(rig.server.requests).toHaveLength(1);
  });

  it('when nobody can say whether it is paused, then the message waits and is tried again', async () => {
    const rig = await createRig({ paused: () => Promise.reject(new Error('Temporal is away')) });
    expect(await failureOf(rig.send(request(text('Open until five.'))))).toMatchObject({
      type: 'NotSent',
      details: { code: 'pause_unknown', retryable: true },
    });
    expect(rig.server.requests).toHaveLength(0);
  });
});
