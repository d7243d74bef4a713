/** jobs(state) → what should be running now, each under a stable key that names its attempt. Pure. */
import { cardView } from './card-view';
import { isOfConversation } from './entry';
import type {
  ClassifyRequest,
  DraftRequest,
  PromptEntry,
  SendRequest,
  SlackPost,
  SlackRequest,
  SummariseRequest,
  WaitingNews,
} from './ports';
import type { Passable } from './events';
import type { FetchFileRequest, FileToShow, UploadFileRequest } from './file';
import type { Carried } from './messages';
import type { SaidLine } from './said-line';
import { speakerOf } from './speaker';
import type { ConversationState, Handoff, Moved, OutgoingIntent, SlackOutboxItem, SlackWish, Turn } from './state';
import { isForAssistant, maySpeak, windowEndsAt } from './transitions/outgoing';
import { utf8Length } from './transitions/record';
import { teamAnswer } from './transitions/team-question';
import type { TeamQuestion } from './team-question';

const SECOND = 1000;
const SEND_TIMEOUT = 15 * SECOND;
const MAX_QUIET = 12 * SECOND;
const PROMPT_ENTRIES = 20;
const PROMPT_BYTES = 16 * 1024;
const SUMMARY_ENTRIES = 60;

interface JobOptions {
  key: string;
  /** For Temporal UI; never a customer's words. */
  summary: string;
  startToCloseMs: number;
  scheduleToCloseMs?: number;
}

/** `classify`, `draft` and `summarise` are worthless once cancelled; a send's or post's true outcome is awaited. */
export type Job = JobOptions &
  (
    | { kind: 'classify'; request: ClassifyRequest }
    | { kind: 'draft'; request: DraftRequest }
    | { kind: 'summarise'; request: SummariseRequest }
    | { kind: 'send'; intentId: string; request: SendRequest }
    | { kind: 'slack'; request: SlackRequest }
    | { kind: 'file'; request: FetchFileRequest }
    | { kind: 'upload'; request: UploadFileRequest }
    | { kind: 'list'; news: WaitingNews }
    /** `alone`: begins only when nothing else runs, so that what is passed on is final. */
    | { kind: 'pass'; to: string; alone: boolean; event: Passable }
  );

/** The keys; `undefined` where the job is not wanted (any more). */
export const jobKeys = {
  classify: ({ number, restart, phase, classification }: Turn): string | undefined =>
    phase === 'thinking' && classification.status === 'wanted'
      ? `classify:${number}.${restart}:${classification.attempt}`
      : undefined,
  draft: ({ number, restart, phase, draft }: Turn): string | undefined =>
    phase === 'thinking' && draft.status === 'wanted' ? `draft:${number}.${restart}:${draft.attempt}` : undefined,
  summarise: ({ number, summary }: Handoff): string | undefined =>
    summary.status === 'wanted' ? `summarise:${number}:${summary.attempt}` : undefined,
  send: ({ id, attempt }: OutgoingIntent): string => `send:${id}:${attempt}`,
  slack: ({ id, attempt }: SlackOutboxItem): string => `slack:${id}:${attempt}`,
  file: ({ id, attempt }: FileToShow): string => `file:${id}:${attempt}`,
  upload: ({ id, attempt }: OutgoingIntent): string => `upload:${id}:${attempt}`,
  pass: ({ sentAt, number, attempt }: Moved): string => `pass:${sentAt}.${number}:${attempt}`,
};

/** Everything that should be running now. What is running and not in it is to be cancelled. */
export function jobs(state: ConversationState): Job[] {
  if (state.moved !== undefined) return movedJobs(state, state.moved);
  // Parked, the conversation belongs to people: nothing but what they say goes out.
  const wanted = state.parked
    ? [sendJob(state), slackJob(state)]
    : [classifyJob(state), draftJob(state), sendJob(state), slackJob(state), summariseJob(state)];
  return [...wanted, fileJob(state), uploadJob(state)].filter((job): job is Job => job !== undefined);
}

/** What is in flight goes on to its outcome; then everything is passed on. */
function movedJobs(state: ConversationState, moved: Moved): Job[] {
  const send = state.outbox[0]?.status === 'sending' ? sendJob(state) : undefined;
  const pass = passJob(state, moved);
  return [send, pass].filter((job): job is Job => job !== undefined);
}

function passJob(state: ConversationState, moved: Moved): Job | undefined {
  const [next] = moved.waiting;
  if (next === undefined || !isDue(state, moved.notBefore)) return undefined;
  const alone = next.type === 'state';
  if (alone && state.outbox.some(({ status }) => status === 'sending')) return undefined;
  return {
    kind: 'pass',
    key: jobKeys.pass(moved),
    summary: alone ? 'pass the conversation on' : `pass on: ${next.type}`,
    startToCloseMs: SEND_TIMEOUT,
    to: moved.to,
    alone,
    event: next.type === 'state' ? { type: 'carried', at: state.now, carried: carriedOf(state, next.sentAt) } : next,
  };
}

function carriedOf(state: ConversationState, sentAt: number): Carried {
  const carried = { ...state };
  delete carried.moved;
  return { id: `${state.workflowId}:${state.runKey}:${sentAt}`, from: state.workflowId, sentAt, state: carried };
}

function classifyJob(state: ConversationState): Job | undefined {
  const turn = state.turn;
  const key = turn && jobKeys.classify(turn);
  if (turn === undefined || key === undefined || turn.classification.status !== 'wanted') return undefined;
  if (!isDue(state, turn.classification.notBefore)) return undefined;
  const timeoutMs = state.settings.assistantTimeoutMs;
  return {
    kind: 'classify',
    key,
    summary: `classify turn ${turn.number}${attemptText(turn.classification)}`,
    startToCloseMs: timeoutMs + SECOND,
    scheduleToCloseMs: timeoutMs * 2.5,
    request: assistantRequest(state, toClassify(state, turn), turn.classification.engine),
  };
}

function draftJob(state: ConversationState): Job | undefined {
  const turn = state.turn;
  const key = turn && jobKeys.draft(turn);
  if (turn === undefined || key === undefined || turn.draft.status !== 'wanted') return undefined;
  if (!isDue(state, turn.draft.notBefore)) return undefined;
  const timeoutMs = state.settings.assistantTimeoutMs;
  const last = state.transcript.filter(({ number }) => turn.messages.includes(number)).at(-1);
  const { waId, userId, name } = state.customer;
  const told = teamAnswer(state);
  return {
    kind: 'draft',
    key,
    summary: `draft turn ${turn.number}${attemptText(turn.draft)}`,
    startToCloseMs: timeoutMs + MAX_QUIET + SECOND,
    scheduleToCloseMs: timeoutMs * 2.5 + MAX_QUIET,
    request: {
      ...assistantRequest(state, turn.messages, turn.draft.engine),
      notBefore: turn.notBefore,
      ...(turn.fromTeam === true && told !== undefined && { teamAnswer: told }),
      customer: { ...(waId && { waId }), ...(userId && { userId }), ...(name && { name }) },
      phoneNumberId: state.phoneNumberId,
      lastMessageId: last?.messageId ?? '',
    },
  };
}

function attemptText({ attempt, engine }: { attempt: number; engine: string }): string {
  return attempt === 1 ? '' : `, attempt ${attempt}${engine === 'local' ? ' (local)' : ''}`;
}

/** What this turn answers and nobody has had before: only this may fetch people (again). Transcript numbers. */
export function newMessages({ boundary, transcript }: ConversationState, { messages }: Turn): number[] {
  return transcript
    .filter(({ number, readable }) => readable && number > boundary && messages.includes(number))
    .map(({ number }) => number);
}

function toClassify(state: ConversationState, turn: Turn): number[] {
  const fresh = newMessages(state, turn);
  return fresh.length > 0 ? fresh : turn.messages;
}

function assistantRequest(
  state: ConversationState,
  numbers: number[],
  engine: 'configured' | 'local',
): ClassifyRequest {
  const asked = state.transcript.filter(({ number, readable }) => readable && numbers.includes(number));
  const last = asked.at(-1)?.number ?? 0;
  const before = state.transcript.filter(({ number }) => number < last && !numbers.includes(number));
  const messages = promptEntries(asked, PROMPT_ENTRIES).map(({ text }) => text);
  const left = messages.reduce((bytes, text) => bytes - utf8Length(text), PROMPT_BYTES);
  return {
    engine,
    messages,
    transcript: promptEntries(before, PROMPT_ENTRIES - messages.length, left),
    language: state.language,
    timeoutMs: state.settings.assistantTimeoutMs,
  };
}

/** The newest entries that were really said, at most so many and so many bytes, oldest first. */
export function promptEntries(
  transcript: ConversationState['transcript'],
  most: number,
  mostBytes = PROMPT_BYTES,
): PromptEntry[] {
  const said = transcript.filter(isOfConversation);
  const entries: PromptEntry[] = [];
  let bytes = 0;
  for (const { from, name, text, at } of (most > 0 ? said.slice(-most) : []).reverse()) {
    bytes += utf8Length(text);
    if (bytes > mostBytes || from === 'note' || from === 'event') break;
    entries.unshift({ from, text, at, ...(from === 'agent' && name !== undefined && { name }) });
  }
  return entries;
}

function sendJob(state: ConversationState): Job | undefined {
  const intent = state.outbox[0];
  if (intent === undefined || intent.cancelRequested || !isDue(state, intent.notBefore)) return undefined;
  if (intent.content.kind === 'file' && intent.content.file.uploaded === undefined) return undefined;
  if (intent.status === 'queued' && !(maySpeak(state, intent) && mayBegin(state, intent))) return undefined;
  const { waId, userId } = state.customer;
  const speaker = speakerOf(state, intent);
  return {
    kind: 'send',
    key: jobKeys.send(intent),
    intentId: intent.id,
    summary: `send ${intent.author === 'notice' && intent.content.kind === 'notice' ? intent.content.key : intent.author} message`,
    startToCloseMs: SEND_TIMEOUT,
    request: {
      workflowId: state.workflowId,
      intentId: intent.id,
      phoneNumberId: state.phoneNumberId,
      customer: { ...(waId && { waId }), ...(userId && { userId }) },
      content: intent.content,
      language: intent.language,
      windowEndsAt: windowEndsAt(state),
      ...(speaker && { speaker }),
      forAssistant: isForAssistant(intent),
    },
  };
}

/** While a conversation is on its way here, perhaps one that an agent has, what is not an agent's waits. */
function mayBegin({ awaited = [] }: ConversationState, { author }: OutgoingIntent): boolean {
  return author === 'agent' || awaited.length === 0;
}

function slackJob(state: ConversationState): Job | undefined {
  const item = state.slackOutbox[0];
  if (item === undefined || !isDue(state, item.notBefore)) return undefined;
  if (item.wish.kind === 'list') {
    const { workflowId } = state;
    const summary = `list of those who wait: ${item.wish.what}`;
    const news = { workflowId, what: item.wish.what };
    return { kind: 'list', key: jobKeys.slack(item), summary, startToCloseMs: SEND_TIMEOUT, news };
  }
  return {
    kind: 'slack',
    key: jobKeys.slack(item),
    summary: `Slack: ${item.wish.kind.replace('_', ' ')}`,
    startToCloseMs: SEND_TIMEOUT,
    request: {
      workflowId: state.workflowId,
      postId: item.id,
      lookUpFirst: item.unknown,
      post: slackPost(state, item.wish),
    },
  };
}

function slackPost(state: ConversationState, wish: Exclude<SlackWish, { kind: 'list' }>): SlackPost {
  if (wish.kind === 'ephemeral' || wish.kind === 'reaction') return wish;
  if (wish.kind === 'team_question') return { kind: 'team_question', ...questionOf(state, wish.question) };
  const card = state.cards.find(({ handoff }) => handoff === wish.handoff);
  const place =
    card?.channel !== undefined && card.ts !== undefined ? { channel: card.channel, ts: card.ts } : undefined;
  switch (wish.kind) {
    case 'card':
      return { kind: 'card', card: cardView(state, wish.handoff) };
    case 'card_update':
      return place === undefined
        ? { kind: 'card', card: cardView(state, wish.handoff) }
        : { kind: 'card_update', ...place, card: cardView(state, wish.handoff) };
    case 'line':
      return toPlace(state, place, wish.line);
    case 'file': {
      const { fileId, name } = wish;
      return { kind: 'file', fileId, name, ...(place !== undefined && { place }) };
    }
    case 'entry': {
      const { name } = state.customer;
      const said = saidIn(state, wish.entry);
      return toPlace(state, place, { kind: 'customer_message', ...said, ...(name !== undefined && { name }) });
    }
    case 'entries': {
      const { name } = state.customer;
      const messages = wish.entries.map((entry) => saidIn(state, entry));
      return toPlace(state, place, { kind: 'customer_messages', messages, ...(name !== undefined && { name }) });
    }
  }
}

function questionOf({ teamQuestions = [], epoch }: ConversationState, id: string) {
  const gone: TeamQuestion = { id, text: '', until: 0, state: 'withdrawn' };
  return { question: teamQuestions.find((one) => one.id === id) ?? gone, epoch };
}

function saidIn({ transcript, now }: ConversationState, number: number): SaidLine {
  const entry = transcript.find((candidate) => candidate.number === number);
  const text =
    entry?.text ?? '[a message that left the record before Slack took it; ask the customer to write it again]';
  return { text, at: entry?.at ?? now, ...(entry?.quoted !== undefined && { quoted: entry.quoted }) };
}

function toPlace(
  state: ConversationState,
  place: { channel: string; ts: string } | undefined,
  line: Extract<SlackPost, { kind: 'thread' }>['line'],
): SlackPost {
  const { waId, userId, name } = state.customer;
  const customer = { ...(waId && { waId }), ...(userId && { userId }), ...(name && { name }) };
  return place === undefined ? { kind: 'channel', line, customer } : { kind: 'thread', ...place, line };
}

/** Longer than the largest file takes on a slow line. */
const FILE_TIMEOUT = 300 * SECOND;

function fileJob(state: ConversationState): Job | undefined {
  const next = state.files?.[0];
  const file = state.transcript.find(({ number }) => number === next?.entry)?.file;
  if (next === undefined || file === undefined || !isDue(state, next.notBefore)) return undefined;
  const { mediaId, media, fileName, sha256 } = file;
  return {
    kind: 'file',
    key: jobKeys.file(next),
    summary: `file: ${media}`,
    startToCloseMs: FILE_TIMEOUT,
    request: {
      phoneNumberId: state.phoneNumberId,
      file: { mediaId, media, ...(fileName !== undefined && { fileName }), ...(sha256 !== undefined && { sha256 }) },
    },
  };
}

/** Before it is sent, and in its turn: it may be tried again as often as it takes, for nobody sees it. */
function uploadJob(state: ConversationState): Job | undefined {
  const intent = state.outbox[0];
  if (intent?.content.kind !== 'file' || intent.content.file.uploaded !== undefined) return undefined;
  if (!isDue(state, intent.notBefore)) return undefined;
  const { fileId, name } = intent.content.file;
  return {
    kind: 'upload',
    key: jobKeys.upload(intent),
    summary: 'upload a file to WhatsApp',
    startToCloseMs: FILE_TIMEOUT,
    request: { phoneNumberId: state.phoneNumberId, file: { fileId, name } },
  };
}

function summariseJob(state: ConversationState): Job | undefined {
  const handoff = state.handoff;
  const key = handoff && jobKeys.summarise(handoff);
  if (handoff === undefined || key === undefined || handoff.summary.status !== 'wanted') return undefined;
  const timeoutMs = state.settings.assistantTimeoutMs;
  return {
    kind: 'summarise',
    key,
    summary: `summarise for handoff ${handoff.number}`,
    startToCloseMs: timeoutMs + SECOND,
    scheduleToCloseMs: timeoutMs * 2.5,
    request: {
      engine: handoff.summary.engine,
      transcript: promptEntries(state.transcript, SUMMARY_ENTRIES),
      reason: handoff.reason,
      language: state.language,
      timeoutMs,
    },
  };
}

function isDue(state: ConversationState, notBefore: number | undefined): boolean {
  return notBefore === undefined || notBefore <= state.now;
}
