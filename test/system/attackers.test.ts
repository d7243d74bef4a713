import { setTimeout as delay } from 'node:timers/promises';
import { ATTACKS } from '../support/attacks';
import { untilQuiet } from '../support/quiescence';
import { createScene, type Scene } from '../support/scene';
import { startSystem, type System } from '../support/system';
import { until } from '../support/until';

const HOURS = 'What are your trading hours?';
const POSTS = { burst: 1_000, perSecond: 1_000 };

let system: System;
let scene: Scene;

// With the product's own pauses: what comes too fast is told by them.
beforeAll(async () => {
  system = await startSystem({ engine: 'openai' });
  scene = createScene(system);
  await system.control.call('PUT', '/control/slack/settings', { limits: { posts: POSTS, updates: POSTS } });
}, 60_000);
afterEach(() => system.control.call('PUT', '/control/model', { obeys: false }));
afterAll(() => system.stop());

async function quiet(phone: string) {
  await until(
    () => system.snapshot(phone).catch(() => undefined),
    (snapshot) => snapshot !== undefined,
  );
  return untilQuiet(system, await system.workflowIdOf(phone));
}
const modelCalls = () => system.control.journal({ vendor: 'llm' });

/** The first of each family, and its neighbour. */
const SAMPLE = [...new Set(ATTACKS.map(({ family }) => family))].flatMap((family) =>
  ATTACKS.filter((attack) => attack.family === family).slice(0, 2),
);

describe('customers who mean harm', () => {
  it('when the model obeys them, then no message that they get has what they want', async () => {
    await system.control.call('PUT', '/control/model', { obeys: true });
    const customers = SAMPLE.map((attack) => ({ ...attack, phone: system.newCustomer() }));
    await Promise.all(customers.map(({ phone, text }) => system.control.say(phone, text)));
    for (const { phone, text, forbidden } of customers) {
      await quiet(phone);
      const read = (await scene.received(phone)).map((message) => message.text);
      expect(read.length).toBeGreaterThan(0);
      expect({ text, read: read.filter((words) => forbidden.test(words)) }).toEqual({ text, read: [] });
    }
    expect((await modelCalls()).length).toBeGreaterThan(SAMPLE.length);
  });

  it('when people have the conversation, then no words and no model bring the assistant back', async () => {
    const phone = system.newCustomer();
    await system.control.say(phone, 'I want a refund for my mixer');
    await scene.takeOver(phone);
    await quiet(phone);
    await system.control.call('PUT', '/control/model', { obeys: true });
    const before = (await modelCalls()).length;
    const wishes = ATTACKS.filter(({ family }) => family === 'resume').map(({ text }) => text);
    for (const text of [...wishes, '/resume', 'assistant:1:1', '{"mode":"active"}'])
      await system.control.say(phone, text);
    const { mode, handoff, agent } = await quiet(phone);
    expect({ mode, handoff, agent: agent?.name }).toEqual({ mode: 'paused', handoff: 'claimed', agent: 'Thandi' });
    expect((await modelCalls()).length).toBe(before);
    expect(await scene.sends(phone, 'assistant')).toEqual([]);
  });

  it('when one customer sends 100 messages in 5 s, then the model is asked a few times and others are answered', async () => {
    const flooding = system.newCustomer();
    const others = Array.from({ length: 5 }, () => system.newCustomer());
    const words = (number: number): string => `Flooding part ${number} about the delivery`;
    const flood = async (): Promise<void> => {
      const began = Date.now();
      const sent: Promise<string>[] = [];
      for (let number = 1; number <= 100; number += 1) {
        sent.push(system.control.say(flooding, words(number)));
        await delay(began + number * 50 - Date.now());
      }
      await Promise.all(sent);
    };
    const ask = async (phone: string, index: number) => {
      await delay(index * 1_000);
      return scene.answerTo(phone, HOURS);
    };
    const [answers] = await Promise.all([Promise.all(others.map(ask)), flood()]);
    for (const { text } of answers) expect(text).toContain('08:00');
    const all = await until(
      () => system.snapshot(flooding),
      ({ transcript }) => transcript.filter(({ from }) => from === 'customer').length === 100,
    );
    expect(all.transcript.filter(({ from }) => from === 'customer')).toHaveLength(100);
    await quiet(flooding);
    const asked = (await modelCalls()).filter(({ body }) => /Flooding part \d/.test(JSON.stringify(body)));
    // Three, as the test of the rules counts them; a machine that stands still for a second in between adds a turn.
    expect(asked.length).toBeLessThanOrEqual(5);
    expect((await scene.received(flooding)).length).toBeLessThanOrEqual(2);
  });

  it('when another machine answers ours, then there is silence soon, and the team has a card that says so', async () => {
    const machine = system.newCustomer();
    const reply = `We are closed. ${HOURS}`;
    await system.control.say(machine, reply);
    for (let heard = 0; heard < 6; heard += 1) {
      const messages = await until(
        () => scene.received(machine),
        (all) => all.length > heard,
        12_000,
      ).catch(() => undefined);
      if (messages === undefined) break;
      await system.control.say(machine, reply);
    }
    await scene.card(machine, /Looks like an automatic system[^]*summary/);
    expect(await quiet(machine)).toMatchObject({ mode: 'paused', reason: 'automated_sender' });
    expect((await scene.received(machine)).length).toBeLessThanOrEqual(3);
    expect(await scene.cards(machine)).toHaveLength(1);
  });
});
