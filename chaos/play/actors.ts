import { setTimeout as delay } from 'node:timers/promises';
import { createMeta } from '../../test/support/raw-webhook';
import type { World } from '../world/world';
import { createClock } from './clock';
import type { Script, Step } from './script';
import { PATIENCE_MS, soon } from './soon';

/** A customer with his conversation. */
export interface Played {
  script: Script;
  customer: string;
  workflowId: string;
  /** How many steps were done. */
  done: number;
}

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const CLICK_TRIES = 4;
/** Whoever is quicker than this is no person. */
const READS_MS = 1_100;

/** Plays scripts: what customers and agents do, whatever comes of it. `over`: nobody begins anything any more. */
export function createActors({ system, desk }: World, over: () => boolean) {
  const { control } = system;
  const meta = createMeta(system);

  const ownerOf = (workflowId: string): string | undefined => {
    const text = desk.card(workflowId)?.text ?? '';
    return text.includes('Thandi has it') ? 'U_THANDI' : text.includes('Pieter has it') ? 'U_PIETER' : undefined;
  };

  async function say(customer: string, ...texts: string[]): Promise<void> {
    const before = desk.received(customer);
    for (const text of texts) await control.say(customer, text);
    // While people have it nobody may answer for long.
    const patienceMs = desk.card(await system.workflowIdOf(customer)) === undefined ? PATIENCE_MS : 2 * SECOND;
    await soon(() => desk.received(customer) > before, patienceMs);
    await delay(READS_MS);
  }

  /** As Meta would: again and again until the answer is 200. */
  async function batch(customer: string, texts: string[]): Promise<void> {
    const from = await meta.person(customer);
    const payload: unknown = JSON.parse(meta.body(texts.map((text) => ({ from, text }))));
    const taken = async (): Promise<boolean> => {
      const answer = await control
        .call<{ status: number }>('POST', '/control/whatsapp/webhooks', { payload, customer })
        .catch(() => ({ status: 0 }));
      return answer.status === 200;
    };
    await soon(async () => (await taken()) || (await delay(SECOND, false)), 5 * MINUTE);
  }

  async function take({ workflowId, customer }: Played, by: 'button' | 'command', agents: string[]): Promise<void> {
    for (let attempt = 0; attempt < CLICK_TRIES && ownerOf(workflowId) === undefined; attempt += 1) {
      await Promise.all(
        agents.map((agent) =>
          by === 'command'
            ? control.command(agent, '/baton', `take +${customer}`)
            : press(agent, workflowId, 'take_over'),
        ),
      );
      await soon(() => ownerOf(workflowId) !== undefined, PATIENCE_MS / 2);
    }
  }

  /** False where it is not on the screen (any more). */
  async function press(agent: string, workflowId: string, actionId: string): Promise<boolean> {
    const message = desk.withButton(workflowId, actionId);
    if (message === undefined) return false;
    return control.click(agent, message.ts, actionId).then(
      () => true,
      () => false,
    );
  }

  async function click({ workflowId }: Played, { action, by }: Extract<Step, { do: 'click' }>): Promise<void> {
    await soon(() => desk.withButton(workflowId, action) !== undefined);
    for (let attempt = 0; attempt < CLICK_TRIES; attempt += 1) {
      const owner = ownerOf(workflowId);
      const other = owner === 'U_PIETER' ? 'U_THANDI' : 'U_PIETER';
      const pressed = await press(by === 'other' ? other : (owner ?? 'U_THANDI'), workflowId, action);
      if (!pressed || by === 'other' || (await soon(() => ownerOf(workflowId) === undefined, 3 * SECOND))) return;
    }
  }

  async function reply(
    { workflowId, customer }: Played,
    { text, agent }: Extract<Step, { do: 'reply' }>,
  ): Promise<void> {
    const card = desk.card(workflowId);
    if (card === undefined) return;
    const before = desk.received(customer);
    const writer = agent ?? ownerOf(workflowId) ?? 'U_THANDI';
    await control.call('POST', '/control/slack/messages', { user: writer, thread_ts: card.threadTs, text, wait: 0 });
    await soon(() => desk.received(customer) > before, 5 * SECOND);
  }

  const clock = createClock(system);

  async function tap({ customer }: Played, title: string): Promise<void> {
    const shows = async (): Promise<boolean> =>
      (await control.phone(customer)).some(({ buttons }) => buttons?.some((button) => button.title === title));
    if (await soon(shows)) await control.tap(customer, title);
  }

  async function perform(played: Played, step: Step): Promise<void> {
    const { customer, workflowId } = played;
    switch (step.do) {
      case 'say':
        return say(customer, step.text);
      case 'burst':
        return say(customer, ...step.texts);
      case 'batch':
        return batch(customer, step.texts);
      case 'late':
        if (!(await clock.passes(customer, step.ageMs))) return say(customer, step.text);
        return void (await control.send(customer, { text: step.text, ageMs: step.ageMs }));
      case 'wish':
        await control.say(customer, step.text);
        return void (await soon(() => desk.card(workflowId) !== undefined));
      case 'seize':
        await control.say(customer, step.text);
        await delay(step.afterMs);
        await Promise.all(step.agents.map((agent) => control.command(agent, '/baton', `take +${customer}`)));
        return;
      case 'take':
        return take(played, step.by, step.agents);
      case 'reply':
        return reply(played, step);
      case 'click':
        return click(played, step);
      case 'tap':
        return tap(played, step.title);
      case 'passes':
        return void (await clock.passes(customer, step.minutes * MINUTE));
    }
  }

  const begun: string[] = [];

  return {
    async play(script: Script): Promise<Played> {
      const customer = system.newCustomer();
      const played: Played = { script, customer, workflowId: await system.workflowIdOf(customer), done: 0 };
      begun.push(played.workflowId);
      for (const step of script.steps) {
        if (over()) break;
        await perform(played, step);
        played.done += 1;
      }
      return played;
    },
    clock,
    /** Workflow ids in the order in which the conversations began. */
    begun,
  };
}
