import { pauseAssistant, PAUSE_KNOWN_WITHIN_MS } from '../../src/assistant-pause';
import { setTimeout as delay } from 'node:timers/promises';
import { runProcess, type Finished } from '../support/run';
import { pauseUpdate, type AgentCommand } from '../../workflows/conversation/messages';
import { untilQuiet } from '../support/quiescence';
import { createScene, THANDI, type Scene } from '../support/scene';
import { startSystem, type System } from '../support/system';
import { until } from '../support/until';

const MODEL_MS = 4_000;
const POSTS = { burst: 1_000, perSecond: 1_000 };

let system: System;
let scene: Scene;

beforeAll(async () => {
  system = await startSystem({ engine: 'openai', environment: { BATON_QUIET: '0' } });
  scene = createScene(system);
  await system.control.call('PUT', '/control/slack/settings', { limits: { posts: POSTS, updates: POSTS } });
}, 60_000);
afterEach(() => system.control.clearFaults());
afterAll(() => system.stop());

const quiet = async (phone: string) => untilQuiet(system, await system.workflowIdOf(phone));
/** A command beside the test; what it prints is searched for personal data with the rest. */
async function baton(...args: string[]): Promise<Finished> {
  const finished = await runProcess('cli', system.environment, args);
  system.outputs.append('baton', finished.stdout + finished.stderr);
  return finished;
}

const words = async (phone: string) => (await scene.received(phone)).map(({ text }) => text);

/** The notice of people alone: nothing that the assistant said, and no button that leads back to it. */
async function expectPeopleOnly(phone: string, before = 0): Promise<void> {
  const received = (await scene.received(phone)).slice(before);
  expect(received).toEqual([
    expect.objectContaining({ author: 'notice', text: expect.stringMatching(/^Our team has/) }),
  ]);
  expect(received.flatMap(({ buttons = [] }) => buttons)).toEqual([]);
}

const modelCalls = () => system.control.journal({ vendor: 'llm' });

/** The customer asks, and the model has been asked and takes its time. */
async function thinking(phone: string, question: string): Promise<void> {
  await system.control.putFault({ vendor: 'llm', kind: 'latency', ms: MODEL_MS });
  const before = (await modelCalls()).length;
  await system.control.say(phone, question);
  await until(modelCalls, (calls) => calls.length >= before + 2);
}

describe('the kill switch', () => {
  it('when it is pressed while a model call is in flight, then nothing of the assistant goes out and a card is posted', async () => {
    const phone = system.newCustomer();
    await thinking(phone, 'How much is delivery to Durban?');
    expect(await pauseAssistant(system.client)).toBe('paused');
    await delay(PAUSE_KNOWN_WITHIN_MS);
    const card = await scene.card(phone, /paused by an operator/);
    expect(card.actions.map(({ action_id }) => action_id)).toContain('take_over');
    const { transcript } = await quiet(phone);
    await expectPeopleOnly(phone);
    expect(await scene.sends(phone, 'assistant')).toEqual([]);
    // The answer was there and was held back.
    expect(transcript.map(({ from, delivery }) => `${from} ${delivery ?? ''}`)).toContain('assistant cancelled');
  });

  it('when a new customer writes, or one whom the assistant has answered before, then people get it and no model is asked', async () => {
    const before = await draftsAsked();
    const phone = system.newCustomer();
    await system.control.say(phone, 'hello');
    await scene.card(phone, /paused by an operator/);
    await quiet(phone);
    await expectPeopleOnly(phone);
    expect(await draftsAsked()).toBe(before);
  });

  it('when the worker dies and another one starts, then it is paused still', async () => {
    await system.signal('worker', 'SIGKILL');
    const phone = system.newCustomer();
    await system.control.say(phone, 'What are your trading hours?');
    await system.startWorker();
    await scene.card(phone, /paused by an operator/);
    await quiet(phone);
    await expectPeopleOnly(phone);
  });

  it('when it is pressed again, then the command line says since when; when it is lifted, then new messages are answered', async () => {
    const again = await baton('pause');
    expect([again.status, again.stdout]).toEqual([
      0,
      expect.stringMatching(/^The assistant is paused already, since 20/),
    ]);
    const phone = system.newCustomer();
    await system.control.say(phone, 'What are your trading hours?');
    await scene.card(phone, /paused by an operator/);
    await quiet(phone);

    const lifted = await baton('resume');
    expect([lifted.status, lifted.stdout]).toEqual([0, expect.stringMatching(/^The assistant answers again\.\n/)]);
    const other = system.newCustomer();
    expect((await scene.answerTo(other, 'How much is delivery to Durban?')).author).toBe('assistant');
    // Who was with people stays with people.
    const before = (await scene.received(phone)).length;
    await system.control.say(phone, 'Is anybody there?');
    expect((await quiet(phone)).mode).toBe('paused');
    expect(await words(phone)).toHaveLength(before);
    expect((await baton('resume')).stdout).toBe('The assistant is not paused.\n');
  });

  it('when it is pressed by the command line, then it holds once the command says so', async () => {
    const pressed = await baton('pause');
    expect([pressed.status, pressed.stdout]).toEqual([0, expect.stringMatching(/^The assistant is paused in every/)]);
    const phone = system.newCustomer();
    await system.control.say(phone, 'How much is delivery to Durban?');
    await scene.card(phone, /paused by an operator/);
    await quiet(phone);
    await expectPeopleOnly(phone);
    expect((await baton('list')).stdout).toMatch(/^The assistant is paused in every conversation since /);
    expect((await baton('resume')).status).toBe(0);
  });
});

describe('one conversation', () => {
  it('when it is paused while the assistant thinks, then nothing of the assistant goes out and people have it', async () => {
    const phone = system.newCustomer();
    await thinking(phone, 'How much is delivery to Durban?');
    const command: AgentCommand = {
      updateId: 'operator:1',
      kind: 'pause',
      agent: { id: 'operator', name: 'An operator' },
    };
    const handle = system.client.workflow.getHandle(await system.workflowIdOf(phone));
    expect(await handle.executeUpdate(pauseUpdate, { args: [command] })).toMatchObject({
      accepted: true,
      code: 'done',
    });
    await scene.card(phone, /paused by an operator/);
    await quiet(phone);
    expect(await scene.sends(phone, 'assistant')).toEqual([]);
    const again = await baton('pause', `+${phone}`);
    expect([again.status, again.stdout]).toEqual([0, expect.stringMatching(/^People have this conversation already/)]);
  });

  it('when an operator pauses it on the command line, then an agent who hands it back brings the assistant back', async () => {
    const phone = system.newCustomer();
    expect((await scene.answerTo(phone, 'How much is delivery to Durban?')).author).toBe('assistant');
    const paused = await baton('pause', `+${phone}`);
    expect([paused.status, paused.stdout]).toEqual([0, expect.stringMatching(/^People have this conversation now\./)]);
    await system.control.say(phone, 'How much is delivery to Cape Town?');
    await scene.line(phone, /Cape Town/);
    expect(await scene.sends(phone, 'assistant')).toHaveLength(1);
    await scene.takeOver(phone, THANDI);
    expect((await scene.answerAfter(phone, () => scene.clickCard(phone, THANDI, 'hand_back'))).text).toMatch(/R\d+/);
  });

  it('when there is none, or it is to be resumed from here, then one sentence says so', async () => {
    const unknown = await baton('pause', '+27110000000');
    expect([unknown.status, unknown.stderr]).toEqual([1, 'No conversation with this customer is on record.\n']);
    const back = await baton('resume', '+27110000000');
    expect([back.status, back.stderr]).toEqual([2, expect.stringMatching(/^One conversation comes back only when/)]);
  });
});

/** How often a draft was asked of the model. */
const draftsAsked = async () =>
  (await modelCalls()).filter(({ body }) => JSON.stringify(body).includes('"name":"draft"')).length;
