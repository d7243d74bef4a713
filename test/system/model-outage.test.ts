import type { ScreenThread } from '../../src/simulator/slack/screen';
import { untilQuiet } from '../support/quiescence';
import { createScene, THANDI, VISITOR, type Scene } from '../support/scene';
import { startSystem, type System } from '../support/system';
import { until } from '../support/until';

const HOURS = 'What are your trading hours?';
const PODS = 'does the coffee machine take nespresso pods';
const AWAY = /The assistant’s model is away/;
const BACK = /The assistant’s model is back/;
const POSTS = { burst: 1_000, perSecond: 1_000 };
const PATIENCE_MS = 60_000;

let system: System;
let scene: Scene;

beforeAll(async () => {
  system = await startSystem({ engine: 'openai', environment: { BATON_QUIET: '0', BATON_SILENCE_MACHINES: 'false' } });
  scene = createScene(system);
  await system.control.call('PUT', '/control/slack/settings', { limits: { posts: POSTS, updates: POSTS } });
}, 60_000);
afterAll(() => system.stop());

const quiet = async (phone: string) => untilQuiet(system, await system.workflowIdOf(phone));
const modelCalls = async () => (await system.control.journal({ vendor: 'llm' })).length;

/** Everything in the channel that tells of the model, once the only such line says this. */
async function line(pattern: RegExp): Promise<ScreenThread> {
  const about = async () => (await system.control.slack()).filter(({ text }) => AWAY.test(text) || BACK.test(text));
  const lines = await until(about, (all) => all.some(({ text }) => pattern.test(text)), PATIENCE_MS);
  expect(lines).toHaveLength(1);
  return lines[0]!;
}

it('when the model is away, then nobody waits for it, people are told in one line, and hand back all of it at once', async () => {
  const waiting = Array.from({ length: 6 }, () => system.newCustomer());
  await system.control.putFault({ vendor: 'llm', kind: 'outage' });
  await Promise.all(waiting.map((phone) => scene.answerTo(phone, PODS)));
  await line(/away[^]*6 conversations wait/);
  const [refund, claimed] = [system.newCustomer(), waiting[5]!];
  await system.control.say(refund, 'I want a refund');
  await scene.takeOver(claimed);
  await line(/away[^]*5 conversations wait/);

  // The model is not asked for these, so they are answered without a wait for it.
  const before = await modelCalls();
  const late = system.newCustomer();
  expect((await scene.answerTo(late, HOURS)).text).toContain('08:00');
  const [asked, told] = (await quiet(late)).transcript;
  expect(told!.at - asked!.at).toBeLessThanOrEqual(8_000);
  expect((await modelCalls()) - before).toBeLessThanOrEqual(3);

  await system.control.clearFaults();
  // One of the questions that others ask meanwhile is the one that tries the model.
  const asksAnother = async (): Promise<boolean> => {
    await scene.answerTo(system.newCustomer(), HOURS);
    return (await system.control.slack()).some(({ text }) => BACK.test(text));
  };
  await until(asksAnother, (seen) => seen, PATIENCE_MS);
  const back = await line(/back[^]*5 conversations wait unclaimed/);
  await system.control.click(VISITOR, back.ts, 'hand_back_all');
  await until(
    () => system.control.ephemerals(VISITOR),
    (all) => all.some(({ text }) => text.includes("Only members of the agents' group")),
  );
  for (const phone of waiting.slice(0, 5)) expect((await quiet(phone)).handoff).toBe('waiting');
  await scene.click(THANDI, back.ts, 'hand_back_all');
  for (const phone of waiting.slice(0, 5)) {
    await scene.conversation(phone, ({ mode, handoff }) => mode === 'active' && handoff === 'none');
    expect((await quiet(phone)).transcript.at(-1)).toMatchObject({ from: 'assistant' });
    expect(await scene.cards(phone)).toHaveLength(1);
  }
  for (const phone of [refund, claimed]) expect((await system.snapshot(phone)).mode).toBe('paused');
  await line(/back[^]*Nobody waits unclaimed/);
}, 180_000);
