/**
 * Decides afterwards, from what the vendors saw and what the transcripts say, whether two ever spoke at once. It knows
 * nothing of the product's state: input is the simulator's journal, the phones' screens and the transcripts.
 */
import type { JournalEntry } from '../../src/simulator/journal';
import type { TranscriptLine } from '../../workflows/conversation/messages';
import type { PhoneMessage } from './control';

/** One conversation that somebody took over. Wall clock, ms. */
export interface TakenOver {
  /** Digits, as the journal names the customer. */
  customer: string;
  workflowId: string;
  /** When the agent asked. */
  askedAt: number;
  /** When the update returned, or when Slack showed the verdict. */
  acknowledgedAt?: number;
  /** The agent's name, where it happened in Slack: a card that says "{name} has it" acknowledges as well. */
  cardName?: string;
  phone: PhoneMessage[];
  transcript: TranscriptLine[];
}

export type Rule =
  | 'never acknowledged'
  | 'started after the acknowledgement'
  | 'shown after the acknowledgement'
  | 'nobody signed it'
  | 'intent sent twice'
  | 'text sent twice'
  | 'message lost'
  | 'message twice in the transcript'
  | 'message left without anybody';

export interface Violation {
  rule: Rule;
  customer: string;
  detail: string;
}

export interface Counted {
  conversations: number;
  acknowledged: number;
  acknowledgedByCard: number;
  customerMessages: number;
  answered: number;
  withTheTeam: number;
  /** Requests that reached WhatsApp, by author, before and after the acknowledgement. */
  before: Record<'assistant' | 'agent' | 'notice', number>;
  after: Record<'assistant' | 'agent' | 'notice', number>;
  /** Takeovers that met a message of the assistant on its way, and those before which it had not said a word. */
  inFlight: number;
  silenced: number;
  slackPosts: number;
}

export interface Report {
  counted: Counted;
  violations: Violation[];
}

/** Notices that belong to confirming and resuming. */
const ALLOWED_NOTICES = ['ask_resume', 'chose_wait', 'assistant_back'];
const ACCEPTED = 200;
const WORKFLOW_ID = /whatsapp-\d+-[0-9a-f]{24}/;

/** Reads journal and transcripts; texts of one customer's messages have to differ from each other. */
export function checkDuel(journal: readonly JournalEntry[], conversations: TakenOver[]): Report {
  const world = index(journal);
  const counted: Counted = {
    conversations: conversations.length,
    acknowledged: 0,
    acknowledgedByCard: 0,
    customerMessages: 0,
    answered: 0,
    withTheTeam: 0,
    before: { assistant: 0, agent: 0, notice: 0 },
    after: { assistant: 0, agent: 0, notice: 0 },
    inFlight: 0,
    silenced: 0,
    slackPosts: [...world.posts.values()].flat().length,
  };
  const violations = conversations.flatMap((conversation) => {
    const found: Found = (rule, detail) => list.push({ rule, customer: conversation.customer, detail });
    const list: Violation[] = [];
    const sends = world.sends.get(conversation.customer) ?? [];
    const posts = world.posts.get(conversation.workflowId) ?? [];
    checkSilence(conversation, sends, posts, counted, found);
    checkDoubles(sends, found);
    checkMessages(conversation, { sends, posts, received: world.received.get(conversation.customer) }, counted, found);
    return list;
  });
  return { counted, violations };
}

type Found = (rule: Rule, detail: string) => void;

interface Post {
  at: number;
  text: string;
}

interface World {
  /** What arrived at WhatsApp, by customer. */
  sends: Map<string, JournalEntry[]>;
  /** What customers wrote and the product has taken, by customer: id to text. */
  received: Map<string, Map<string, string>>;
  /** What Slack accepted, by workflow id. */
  posts: Map<string, Post[]>;
}

function index(journal: readonly JournalEntry[]): World {
  const world: World = { sends: new Map(), received: new Map(), posts: new Map() };
  for (const entry of journal) {
    const { vendor, direction, kind, customer } = entry;
    if (vendor === 'slack' && direction === 'toVendor') addPost(world.posts, entry);
    if (vendor !== 'whatsapp' || kind !== 'message' || customer === undefined) continue;
    if (direction === 'toVendor') push(world.sends, customer, entry);
    else if (isAccepted(entry)) {
      const known = world.received.get(customer) ?? new Map<string, string>();
      for (const [id, text] of messagesIn(entry.body)) known.set(id, text);
      world.received.set(customer, known);
    }
  }
  return world;
}

function push<T>(lists: Map<string, T[]>, key: string, item: T): void {
  const list = lists.get(key);
  if (list === undefined) lists.set(key, [item]);
  else list.push(item);
}

const isAccepted = ({ answer }: JournalEntry): boolean => answer?.status === ACCEPTED;

function addPost(posts: World['posts'], { kind, at, body, answer }: JournalEntry): void {
  const taken = (answer?.body as { ok?: boolean } | undefined)?.ok === true;
  if (!taken || (kind !== 'chat.postMessage' && kind !== 'chat.update')) return;
  const whole = stringsIn(body);
  const workflowId = WORKFLOW_ID.exec(whole.join(' '))?.[0];
  if (workflowId !== undefined) push(posts, workflowId, { at, text: whole.join('') });
}

/** Every string in a body, in reading order, but for the names of types. */
function stringsIn(body: unknown): string[] {
  if (typeof body === 'string') return [body];
  if (typeof body !== 'object' || body === null) return [];
  return Object.entries(body).flatMap(([name, value]) => (name === 'type' ? [] : stringsIn(value)));
}

interface WebhookMessage {
  id: string;
  text?: { body?: string };
}

function messagesIn(body: unknown): [string, string][] {
  const { entry = [] } = body as { entry?: { changes: { value: { messages?: WebhookMessage[] } }[] }[] };
  const messages = entry.flatMap(({ changes }) => changes.flatMap(({ value }) => value.messages ?? []));
  return messages.flatMap(({ id, text }) => (text?.body === undefined ? [] : [[id, text.body] as [string, string]]));
}

function checkSilence(
  { acknowledgedAt, askedAt, cardName, phone }: TakenOver,
  sends: JournalEntry[],
  posts: Post[],
  counted: Counted,
  found: Found,
): void {
  const card = cardName === undefined ? undefined : posts.find(({ text }) => text.includes(`${cardName} has it`));
  const at = Math.min(acknowledgedAt ?? Infinity, card?.at ?? Infinity);
  if (at === Infinity) found('never acknowledged', cardName ?? 'update');
  else counted.acknowledged += 1;
  if (card !== undefined) counted.acknowledgedByCard += 1;
  const shownAt = (send: JournalEntry): number => phone.find(({ id }) => id === messageIdOf(send))?.at ?? 0;
  const said = sends.filter(({ author }) => author === 'assistant');
  if (said.some((send) => send.at <= askedAt && shownAt(send) >= askedAt)) counted.inFlight += 1;
  if (said.length === 0) counted.silenced += 1;
  for (const send of sends) {
    if (send.author === undefined) {
      found('nobody signed it', send.intent ?? textOf(send));
      continue;
    }
    counted[send.at > at ? 'after' : 'before'][send.author] += 1;
    if (maySpeakAfterwards(send)) continue;
    if (send.at > at) found('started after the acknowledgement', `${send.intent}, ${send.at - at} ms after`);
    const late = shownAt(send) - at;
    if (late > 0) found('shown after the acknowledgement', `${send.intent}, ${late} ms after`);
  }
}

/** Agents, and the notices that belong to confirming and resuming. */
export const maySpeakAfterwards = ({ author, intent = '' }: JournalEntry): boolean =>
  author === 'agent' || ALLOWED_NOTICES.some((key) => intent.startsWith(`n-${key}-`));

function checkDoubles(sends: JournalEntry[], found: Found): void {
  const accepted = sends.filter(isAccepted);
  for (const intent of repeated(accepted.map(({ intent = '' }) => intent))) found('intent sent twice', intent);
  for (const text of repeated(accepted.map(textOf))) found('text sent twice', text);
}

/** Values that come more than once. */
export const repeated = (values: string[]): string[] => [
  ...new Set(values.filter((value, position) => values.indexOf(value) !== position)),
];

interface Seen {
  sends: JournalEntry[];
  posts: Post[];
  received: Map<string, string> | undefined;
}

function checkMessages(
  { transcript }: TakenOver,
  { sends, posts, received = new Map() }: Seen,
  counted: Counted,
  found: Found,
): void {
  const accepted = new Set(sends.filter(isAccepted).map(textOf));
  for (const text of received.values()) {
    counted.customerMessages += 1;
    const lines = transcript.filter((line) => line.from === 'customer' && line.text === text);
    if (lines.length === 0) found('message lost', text);
    if (lines.length > 1) found('message twice in the transcript', text);
    const line = lines[0] === undefined ? transcript.length : transcript.indexOf(lines[0]);
    const later = transcript.slice(line + 1);
    const answered = later.some(({ from, text: said }) => isOurs(from) && accepted.has(said));
    const shown = posts.some((post) => post.text.includes(text));
    if (shown) counted.withTheTeam += 1;
    if (answered) counted.answered += 1;
    if (!answered && !shown) found('message left without anybody', text);
  }
}

const isOurs = (from: TranscriptLine['from']): boolean => from === 'assistant' || from === 'notice';

function textOf({ body }: JournalEntry): string {
  const { text, interactive } = body as { text?: { body?: string }; interactive?: { body?: { text?: string } } };
  return text?.body ?? interactive?.body?.text ?? '';
}

function messageIdOf({ answer }: JournalEntry): string | undefined {
  return (answer?.body as { messages?: { id?: string }[] } | undefined)?.messages?.[0]?.id;
}
