import type { JournalEntry } from '../../src/simulator/journal';
import {
  buttonsIn,
  messagesIn,
  momentsIn,
  replyButtonsIn,
  sentText,
  statusesIn,
  stringsIn,
  workflowIn,
  type Button,
} from './bodies';
import type { ConversationEvidence, Evidence } from './evidence';

/** A message of a customer, whatever number of deliveries it took. */
export interface Received {
  id: string;
  /** Words, or the title of a button; absent: neither. */
  text?: string;
  typed: boolean;
  /** Of a tapped button. */
  button?: string;
  /** When each attempt to deliver it left. */
  attempts: number[];
  /** When the first attempt left that the product answered with 200. */
  takenAt?: number;
}

/** One request at WhatsApp. */
export interface Send {
  at: number;
  intent: string;
  author: JournalEntry['author'];
  text: string;
  /** Ids of its reply buttons. */
  buttons: string[];
  /** It took effect, whether or not the product heard of it. */
  accepted: boolean;
}

/** Something that Slack has taken: a message or a new version of one. */
export interface Post {
  at: number;
  isNew: boolean;
  ts: string;
  postId?: string;
  text: string;
  buttons: Button[];
  /** Moments that it shows, seconds UTC. */
  moments: number[];
}

/** A click or a slash command. */
interface Click {
  at: number;
  user: string;
  action: string;
  value: Button['value'];
  taken: boolean;
  /** What the product answered: at once, or where Slack lets it answer later. */
  answers: { at: number; text: string }[];
}

/** What an agent wrote in a thread; `takenAt` as with customers. */
export interface Written {
  ts: string;
  user: string;
  text: string;
  attempts: number[];
  takenAt?: number;
}

/** What one person alone was shown in a thread. */
export interface Told {
  at: number;
  user: string;
  text: string;
}

export interface Status {
  intent: string;
  status: string;
  at: number;
  taken: boolean;
  code?: number;
}

/** What happened to one conversation, in order of time. */
export interface Conversation {
  record: ConversationEvidence;
  received: Received[];
  sends: Send[];
  posts: Post[];
  clicks: Click[];
  written: Written[];
  told: Told[];
  statuses: Status[];
}

export interface World {
  evidence: Evidence;
  conversations: Conversation[];
}

const ACCEPTED = 200;
const tookEffect = ({ answer }: JournalEntry): boolean => answer?.status === ACCEPTED;

interface Index {
  byAddress: Map<string, Conversation>;
  byWorkflow: Map<string, Conversation>;
  byThread: Map<string, Conversation>;
  received: Map<string, Received>;
  written: Map<string, Written>;
  byResponseUrl: Map<string, Click>;
}

/** Sorts the journal by conversation. */
export function readWorld(evidence: Evidence): World {
  const conversations = evidence.conversations.map((record): Conversation => ({
    ...{ record, received: [], sends: [], posts: [] },
    ...{ clicks: [], written: [], told: [], statuses: [] },
  }));
  const index: Index = {
    byAddress: new Map(conversations.flatMap((one) => one.record.addresses.map((address) => [address, one]))),
    byWorkflow: new Map(conversations.map((one) => [one.record.workflowId, one])),
    ...{ byThread: new Map(), received: new Map(), written: new Map(), byResponseUrl: new Map() },
  };
  for (const entry of evidence.journal) read(entry, index);
  return { evidence, conversations };
}

function read(entry: JournalEntry, index: Index): void {
  const { vendor, direction, kind } = entry;
  if (vendor === 'whatsapp' && direction === 'toVendor' && kind === 'message') readSend(entry, index);
  if (vendor === 'whatsapp' && direction === 'fromVendor' && (kind === 'message' || kind === 'raw'))
    readReceived(entry, index);
  if (vendor === 'whatsapp' && direction === 'fromVendor' && kind === 'status') readStatus(entry, index);
  if (vendor !== 'slack') return;
  if (kind === 'chat.postMessage' || kind === 'chat.update') readPost(entry, index);
  if (kind === 'chat.postEphemeral') readTold(entry, index);
  if (kind === 'block_actions') readClick(entry, index);
  if (kind === 'command') readCommand(entry, index);
  if (kind === 'response_url') readResponse(entry, index);
  if (direction === 'fromVendor' && kind === 'message') readWritten(entry, index);
}

function readSend(entry: JournalEntry, { byAddress }: Index): void {
  const { at, intent = '', author, body, customer = '' } = entry;
  const conversation = byAddress.get(customer);
  if (conversation === undefined || at > (conversation.record.readAt ?? Infinity)) return;
  const said = { text: sentText(body), buttons: replyButtonsIn(body) };
  conversation.sends.push({ at, intent, author, ...said, accepted: tookEffect(entry) });
}

function readReceived(entry: JournalEntry, { byAddress, received }: Index): void {
  for (const { id, from, from_user_id: userId, type, text, interactive } of messagesIn(entry.body)) {
    const conversation = byAddress.get(from ?? '') ?? byAddress.get(userId ?? '');
    if (conversation === undefined) continue;
    const { id: button, title } = interactive?.button_reply ?? {};
    const words = text?.body ?? title;
    const known = received.get(id) ?? {
      ...{ id, typed: type === 'text', attempts: [] },
      ...(words !== undefined && { text: words }),
      ...(button !== undefined && { button }),
    };
    if (!received.has(id)) {
      received.set(id, known);
      conversation.received.push(known);
    }
    known.attempts.push(entry.at);
    if (tookEffect(entry)) known.takenAt ??= entry.at;
  }
}

function readStatus(entry: JournalEntry, { byAddress }: Index): void {
  const { at, intent = '', customer = '' } = entry;
  for (const { status, errors } of statusesIn(entry.body)) {
    const code = errors?.[0]?.code;
    const seen: Status = { intent, status, at, taken: tookEffect(entry) };
    byAddress.get(customer)?.statuses.push(code === undefined ? seen : { ...seen, code });
  }
}

function readPost(entry: JournalEntry, { byWorkflow, byThread }: Index): void {
  const { at, kind, body, answer } = entry;
  const { ok, ts } = (answer?.body ?? {}) as { ok?: boolean; ts?: string };
  if (ok !== true || ts === undefined) return;
  const { metadata, thread_ts: threadTs } = body as { metadata?: unknown; thread_ts?: string };
  const conversation = byWorkflow.get(workflowIn(body) ?? '');
  if (conversation === undefined) return;
  const payload = (typeof metadata === 'string' ? JSON.parse(metadata) : metadata) as
    { event_payload?: { post?: string } } | undefined;
  const postId = payload?.event_payload?.post;
  if (kind === 'chat.postMessage') byThread.set(threadTs ?? ts, conversation);
  conversation.posts.push({
    ...{ at, isNew: kind === 'chat.postMessage', ts, text: stringsIn(body).join('') },
    ...{ buttons: buttonsIn(body), moments: momentsIn(body) },
    ...(postId !== undefined && { postId }),
  });
}

function readTold({ at, body, answer }: JournalEntry, { byThread }: Index): void {
  const { user, text, thread_ts: threadTs } = body as { user?: string; text?: string; thread_ts?: string };
  const { ok } = (answer?.body ?? {}) as { ok?: boolean };
  if (ok !== true || user === undefined || text === undefined) return;
  byThread.get(threadTs ?? '')?.told.push({ at, user, text });
}

interface ClickBody {
  user: { id: string };
  response_url: string;
  actions: { action_id: string; value?: string; selected_option?: { value: string } }[];
}

function readClick(entry: JournalEntry, { byWorkflow, byResponseUrl }: Index): void {
  const { user, response_url: responseUrl, actions } = entry.body as ClickBody;
  const [pressed] = actions;
  const action = pressed?.action_id ?? '';
  const parsed = JSON.parse(pressed?.value ?? pressed?.selected_option?.value ?? '{}') as Click['value'];
  const click: Click = { at: entry.at, user: user.id, action, value: parsed, taken: tookEffect(entry), answers: [] };
  byWorkflow.get(parsed.w ?? '')?.clicks.push(click);
  byResponseUrl.set(responseUrl, click);
}

/** The journal says when a command left, not when it was answered: Slack waits no longer. */
const ANSWERED_WITHIN_MS = 3_000;

interface CommandBody {
  user_id: string;
  text: string;
  response_url: string;
}

function readCommand(entry: JournalEntry, { byAddress, byResponseUrl }: Index): void {
  const { user_id: user, text, response_url: responseUrl } = entry.body as CommandBody;
  const customer = /^take \+(\d+)$/.exec(text)?.[1] ?? '';
  const { text: said } = (entry.answer?.body ?? {}) as { text?: string };
  const answers = said === undefined ? [] : [{ at: entry.at + ANSWERED_WITHIN_MS, text: said }];
  const click: Click = { at: entry.at, user, action: 'command', value: {}, taken: tookEffect(entry), answers };
  byAddress.get(customer)?.clicks.push(click);
  byResponseUrl.set(responseUrl, click);
}

function readResponse(entry: JournalEntry, { byResponseUrl }: Index): void {
  if (!tookEffect(entry)) return;
  const { response_url: responseUrl = '', text = '' } = entry.body as { response_url?: string; text?: string };
  byResponseUrl.get(responseUrl)?.answers.push({ at: entry.at, text });
}

interface WrittenBody {
  event: { user?: string; text?: string; ts: string; thread_ts?: string; bot_id?: string; subtype?: string };
}

function readWritten(entry: JournalEntry, { byThread, written }: Index): void {
  const { event } = entry.body as Partial<WrittenBody>;
  if (event?.thread_ts === undefined || event.user === undefined || event.bot_id !== undefined) return;
  if (event.subtype !== undefined) return;
  const conversation = byThread.get(event.thread_ts);
  if (conversation === undefined) return;
  const { ts, user, text = '' } = event;
  const known = written.get(ts) ?? { ts, user, text, attempts: [] };
  if (!written.has(ts)) {
    written.set(ts, known);
    conversation.written.push(known);
  }
  known.attempts.push(entry.at);
  if (tookEffect(entry)) known.takenAt ??= entry.at;
}
