import { randomUUID } from 'node:crypto';
import type { UpdateDefinition } from '@temporalio/common';
import { countTokens } from 'gpt-tokenizer/encoding/o200k_base';
import type { JournalEntry } from '../../src/simulator/journal';
import { until } from '../../test/support/until';
import {
  conversationQuery,
  resolveUpdate,
  takeOverUpdate,
  type AgentCommand,
  type Verdict,
} from '../../workflows/conversation/messages';
import { countHistory } from '../measure/history';
import { rounded, sum } from '../../test/support/figures/statistics';
import { askAndSettle, newCustomers, type Customer } from '../world/contender';
import type { Product } from '../world/product';
import { nothingRefused, type Lifelike, type Progress, type Scale } from './part';

/** Tokens of one kind of model call, per conversation. */
export interface CallCost {
  calls: number;
  /** Everything that is sent, schema and tools included. */
  promptTokens: number;
  /** Of those, the instructions and the knowledge: the same for every customer of the day, so providers cache them. */
  sharedTokens: number;
  completionTokens: number;
}

/** What one conversation costs: eight questions answered, then a handoff with two messages of the agent. */
export interface CostFigures {
  questions: number;
  agentMessages: number;
  events: number;
  actions: number;
  model: Record<'classification' | 'draft' | 'summary', CallCost>;
}

const QUESTIONS = 8;
const AGENT_WORDS = ['Hello, this is Thandi. I am looking into it.', 'It is sorted: your parcel arrives tomorrow.'];
const AGENT = { id: 'U_THANDI', name: 'Thandi Nkosi' };
/** What the chat format itself adds: https://github.com/openai/openai-cookbook (how to count tokens). */
const TOKENS_A_MESSAGE = 3;
const TOKENS_A_REPLY = 3;

/** Plays whole conversations and counts. */
export async function measureCost({ baton }: Lifelike, { quick }: Scale, progress: Progress): Promise<CostFigures> {
  const conversations = quick ? 1 : 3;
  progress(`${conversations} whole conversations, counted`);
  const before = (await baton.vendors.control.journal()).length;
  const customers = await newCustomers(baton, conversations);
  await Promise.all(customers.map((customer) => play(baton, customer)));
  const counts = await Promise.all(customers.map((customer) => countHistory(baton.handleOf(customer))));
  const calls = (await baton.vendors.control.journal()).slice(before).filter(({ vendor }) => vendor === 'llm');
  nothingRefused([baton]);
  const each = (total: number): number => rounded(total / conversations);
  const cost = (kind: string): CallCost => {
    const measured = calls.filter((call) => call.kind === kind).map(tokensOf);
    return {
      calls: each(measured.length),
      promptTokens: each(sum(measured.map(({ prompt }) => prompt))),
      sharedTokens: each(sum(measured.map(({ shared }) => shared))),
      completionTokens: each(sum(measured.map(({ completion }) => completion))),
    };
  };
  return {
    questions: QUESTIONS,
    agentMessages: AGENT_WORDS.length,
    events: each(sum(counts.map(({ events }) => events))),
    actions: each(sum(counts.map(({ actions }) => actions))),
    model: { classification: cost('classification'), draft: cost('draft'), summary: cost('summary') },
  };
}

async function play(baton: Product, customer: Customer): Promise<void> {
  const handle = baton.handleOf(customer);
  for (let question = 0; question < QUESTIONS; question += 1) await askAndSettle(baton, customer);
  await baton.deliver(customer, 'I want to talk to a person please');
  const thread = await cardOf(baton, customer);
  await command(baton, customer, takeOverUpdate);
  for (const words of AGENT_WORDS) {
    const read = baton.vendors.watch.settled(customer.phone);
    await baton.vendors.control.write(AGENT.id, thread, words);
    await read;
  }
  await command(baton, customer, resolveUpdate);
  await until(
    () => handle.query(conversationQuery),
    ({ mode }) => mode === 'active',
  );
  await baton.idle(customer);
}

/** The thread of the customer's card, once the summary is on it. */
async function cardOf(baton: Product, customer: Customer): Promise<string> {
  const handle = baton.handleOf(customer);
  const threads = await until(
    async () => {
      const { handoff, summary } = await handle.query(conversationQuery);
      if (handoff !== 'waiting' || summary === undefined) return [];
      const cards = await baton.vendors.control.slack();
      return cards.filter(({ actions }) => actions.some(({ value }) => value?.includes(handle.workflowId)));
    },
    (found) => found.length > 0,
  );
  await baton.idle(customer);
  return threads[0]?.ts ?? '';
}

async function command(
  baton: Product,
  customer: Customer,
  update: UpdateDefinition<Verdict, [AgentCommand]>,
): Promise<void> {
  const updateId = randomUUID();
  const kind = update.name as AgentCommand['kind'];
  const args: [AgentCommand] = [{ updateId, kind, agent: AGENT }];
  const verdict = await baton.handleOf(customer).executeUpdate(update, { args, updateId });
  if (!verdict.accepted) throw new Error(`${kind} was refused: ${verdict.sentence}`);
}

interface ChatBody {
  messages: { role: string; content: string | null; tool_calls?: unknown }[];
  response_format?: unknown;
  tools?: unknown;
}

/** Counted with the tokenizer of the default model; providers turn schemas and tools into a text much like their JSON. */
function tokensOf({ body, answer }: JournalEntry): { prompt: number; shared: number; completion: number } {
  const { messages, response_format, tools } = body as ChatBody;
  const count = (value: unknown): number =>
    value === undefined || value === null ? 0 : countTokens(typeof value === 'string' ? value : JSON.stringify(value));
  const ofMessage = ({ content, tool_calls }: ChatBody['messages'][number]): number =>
    count(content) + count(tool_calls) + TOKENS_A_MESSAGE;
  const shared = count(response_format) + count(tools) + sum(messages.filter(isSystem).map(ofMessage));
  const { choices } = answer?.body as { choices: { message: ChatBody['messages'][number] }[] };
  const said = choices[0]?.message;
  return {
    prompt: shared + sum(messages.filter((one) => !isSystem(one)).map(ofMessage)) + TOKENS_A_REPLY,
    shared,
    completion: count(said?.content) + count(said?.tool_calls),
  };
}

const isSystem = ({ role }: ChatBody['messages'][number]): boolean => role === 'system';
