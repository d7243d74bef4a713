import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { WorkflowNotFoundError } from '@temporalio/client';
import { takeOverUpdate, type AgentCommand, type Verdict } from '../../workflows/conversation/messages';
import type { Chance } from './chance';
import { RECORDED } from './click-recorded';
import type { SlackAnswer } from './control';
import { until } from './until';
import type { TakenOver } from './duel-checker';
import type { Written } from './journal-events';
import type { JournalFeed } from './journal-feed';
import type { System } from './system';

export const PHASES = ['before thinking', 'thinking', 'waiting for quiet', 'sending'] as const;
type Phase = (typeof PHASES)[number];

/** How one conversation goes. Every text of it is unlike any other, so that journal entries can be told apart. */
export interface Plan {
  phase: Phase;
  by: 'client' | 'slack';
  /** Asked and answered before, so that the takeover does not meet a conversation's first turn. */
  earlier?: string;
  question: string;
  /** Written while the takeover is on its way. */
  meanwhile?: string;
  afterwards: string;
  /** How long after the moment of its phase the agent asks, ms. */
  offsetMs: number;
}

const TAKEN = /You (already )?have this conversation/;
const QUESTIONS = [
  'What are your trading hours?',
  'How much is delivery to Durban?',
  'Are you open on public holidays?',
  'Can I pay with instant EFT?',
  'How long does a refund by card take?',
];
const SYLLABLES = ['ba', 'de', 'fi', 'go', 'ku', 'la', 'me', 'ni', 'po', 'ru', 'sa', 'te', 'vi', 'zo', 'xu'];
const LONGEST_OFFSET_MS: Record<Phase, number> = {
  'before thinking': 60,
  thinking: 900,
  'waiting for quiet': 600,
  sending: 80,
};

/** As many conversations, the phases in turn; every `slackEvery`th is taken over in Slack. `first`: how many came before. */
export function planRaces(chance: Chance, count: number, slackEvery: number, first = 0): Plan[] {
  const plans = Array.from({ length: count }, (_, position): Plan => {
    const number = first + position;
    const phase = PHASES[number % PHASES.length] ?? 'sending';
    const name = nameOf(number);
    const by = Math.floor(number / PHASES.length) % slackEvery === 0 ? 'slack' : 'client';
    return {
      phase,
      by,
      // Slack finds a conversation by its number only when it has been there for a moment.
      ...(by === 'slack' && { earlier: `${name} here, do you sell gift vouchers?` }),
      question: phase === 'waiting for quiet' ? `Delivery fee, ${name}` : `${name} here. ${chance.oneOf(QUESTIONS)}`,
      ...(chance.between(1, 3) === 1 && { meanwhile: `${name} again, can you hurry?` }),
      afterwards: `Is anybody there for ${name}?`,
      offsetMs: chance.between(0, LONGEST_OFFSET_MS[phase]),
    };
  });
  return chance.shuffled(plans);
}

function nameOf(number: number): string {
  const syllable = (place: number): string =>
    SYLLABLES[Math.floor(number / SYLLABLES.length ** place) % SYLLABLES.length] ?? '';
  return `Q${[0, 1, 2, 3].map(syllable).join('')}x`;
}

export interface Raced extends Pick<TakenOver, 'customer' | 'workflowId' | 'askedAt' | 'acknowledgedAt' | 'cardName'> {
  plan: Plan;
}

/** Runs conversations by their plans on a system whose journal is followed. */
export function createRaces(system: System, feed: JournalFeed) {
  const { control } = system;

  async function answered(customer: string, text: string): Promise<void> {
    await control.say(customer, text);
    await feed.next(`the answer to "${text}"`, ({ entry }) => isSend(entry, customer) && entry.answer !== null);
  }

  async function moment({ phase, question, offsetMs }: Plan, customer: string): Promise<void> {
    const saidAt = Date.now();
    await control.say(customer, question);
    if (phase === 'thinking') await feed.next(`the model with "${question}"`, asksModel(question));
    if (phase === 'waiting for quiet') await feed.next(`the model's answers to "${question}"`, modelIsDone(question));
    if (phase === 'sending') {
      const arrives = ({ entry }: Written): boolean => isSend(entry, customer) && entry.at >= saidAt;
      const done = modelIsDone(question);
      // Half of them in the moment between the draft and its arrival at WhatsApp.
      const startsOrArrives = (written: Written): boolean => (offsetMs % 2 === 0 ? done(written) : arrives(written));
      await feed.next(`the sending of an answer to "${question}"`, startsOrArrives);
    }
    // The moment is the experiment: nothing is waited for here.
    await delay(offsetMs);
  }

  async function byClient(workflowId: string): Promise<Pick<Raced, 'acknowledgedAt'>> {
    const updateId = randomUUID();
    const command: AgentCommand = { updateId, kind: 'takeOver', agent: { id: 'U_PIETER', name: 'Pieter Botha' } };
    const handle = system.client.workflow.getHandle(workflowId);
    const attempt = (): Promise<Verdict | undefined> =>
      handle.executeUpdate(takeOverUpdate, { args: [command], updateId }).catch((error: unknown) => {
        if (error instanceof WorkflowNotFoundError) return undefined;
        throw error;
      });
    const verdict = await until(attempt, (answer) => answer !== undefined);
    const acknowledgedAt = Date.now();
    if (verdict?.code !== 'done') throw new Error(`Not taken over: ${JSON.stringify(verdict)}`);
    return { acknowledgedAt };
  }

  async function bySlack(customer: string, workflowId: string): Promise<Pick<Raced, 'acknowledgedAt' | 'cardName'>> {
    const { shown } = await until(
      () => control.command('U_THANDI', '/baton', `take +${customer}`),
      // Where Temporal was too slow within Slack's three seconds the agent is told so, and tries again.
      (answer) => TAKEN.test(wordsOf(answer)) || wordsOf(answer).includes(RECORDED),
    );
    const shownAt = Date.now();
    const said = wordsOf({ shown });
    const cardName = 'Thandi';
    const card = await feed.next('a card with its new owner', ({ entry, text }) => {
      const isCard = entry.kind === 'chat.postMessage' || entry.kind === 'chat.update';
      return isCard && entry.answer !== null && text.includes(workflowId) && text.includes('" has it"');
    });
    const { ts = '' } = (card.answer?.body ?? {}) as { ts?: string };
    await control.write('U_THANDI', ts, `This is Thandi, how can I help? (${workflowId.slice(-6)})`);
    await feed.next("the agent's words", ({ entry }) => entry.author === 'agent' && entry.customer === customer);
    return TAKEN.test(said) ? { acknowledgedAt: shownAt, cardName } : { cardName };
  }

  async function run(plan: Plan): Promise<Raced> {
    const customer = system.newCustomer();
    const workflowId = await system.workflowIdOf(customer);
    if (plan.earlier !== undefined) await answered(customer, plan.earlier);
    await moment(plan, customer);
    const askedAt = Date.now();
    const [acknowledgement] = await Promise.all([
      plan.by === 'client' ? byClient(workflowId) : bySlack(customer, workflowId),
      plan.meanwhile === undefined ? undefined : control.say(customer, plan.meanwhile),
    ]);
    await control.say(customer, plan.afterwards);
    await feed.next('the words of a waiting customer in Slack', ({ entry, text }) => {
      return entry.kind === 'chat.postMessage' && entry.answer !== null && text.includes(plan.afterwards);
    });
    return { plan, customer, workflowId, askedAt, ...acknowledgement };
  }

  return { run };
}

/** What answers just this command: others of the same agent are on their way. */
const wordsOf = ({ shown }: SlackAnswer): string =>
  (shown as { text: string; answers?: true }[]).flatMap(({ text, answers }) => (answers ? [text] : [])).join();

const isSend = ({ vendor, direction, kind, customer, author }: Written['entry'], to: string): boolean =>
  vendor === 'whatsapp' && direction === 'toVendor' && kind === 'message' && customer === to && author !== 'agent';

const asksModel =
  (question: string) =>
  ({ entry, text }: Written): boolean =>
    entry.vendor === 'llm' && text.includes(question);

/** True once classification and draft are both there. */
export function modelIsDone(question: string): (written: Written) => boolean {
  const asks = asksModel(question);
  const done = new Set<number>();
  return (written) => {
    if (asks(written) && written.entry.answer !== null) done.add(written.entry.seq);
    return done.size >= 2;
  };
}

/** Runs all, never more than so many at a time. */
export async function inWaves<T, R>(items: readonly T[], width: number, run: (item: T) => Promise<R>): Promise<R[]> {
  const results: R[] = [];
  const left = items.map((item, position) => ({ item, position }));
  const work = async (): Promise<void> => {
    for (let next = left.shift(); next !== undefined; next = left.shift())
      results[next.position] = await run(next.item);
  };
  await Promise.all(Array.from({ length: width }, work));
  return results;
}
