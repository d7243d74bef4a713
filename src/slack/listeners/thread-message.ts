import type { AllMiddlewareArgs, SlackEventMiddlewareArgs } from '@slack/bolt';
import { setTimeout as delay } from 'node:timers/promises';
import { z } from 'zod';
import type { OutgoingFile } from '../../../workflows/conversation/file';
import { NotTakenError } from '../../agent-gateway';
import { withoutCardAndIdNumbers } from '../../card-and-id-numbers';
import { createInTurn } from '../../in-turn';
import { tellInThread, type Desk } from '../desk';
import { SENTENCES } from '../sentences';
import { mentionedUsers, readAgentText, type AgentText } from '../text';

type MessageArguments = AllMiddlewareArgs & SlackEventMiddlewareArgs<'message'>;

/** Of Slack's three seconds: until a card that was just posted has to be found, and until the message is recorded. */
const FOUND_WITHIN_MS = 1_900;
const RECORDED_WITHIN_MS = 2_700;
const PAUSE_MS = 200;
/** Slack delivers an event again at once, after 1 and after 5 minutes, and then never (docs.slack.dev, Events API). */
const LAST_RETRY = 3;
/** Up to then the writer has waited no longer than usual, and has been told nothing. */
const AT_ONCE = 1;
const LONGEST_NAME = 255;

// Edits, deletions, joins and what other apps write are no words for the customer.
const threadMessageSchema = z.object({
  channel: z.string(),
  ts: z.string(),
  thread_ts: z.string(),
  user: z.string(),
  text: z.string().default(''),
  subtype: z.enum(['file_share', 'thread_broadcast']).optional(),
  bot_id: z.undefined().optional(),
  parent_user_id: z.string().optional(),
  files: z.array(z.unknown()).default([]),
});

type ThreadMessage = z.infer<typeof threadMessageSchema>;

/**
 * What an agent writes in the thread of a card (docs.slack.dev, message event). Slack has its answer only when the
 * conversation has the message; an error here is an HTTP 500, and Slack delivers the message again. Whenever that takes
 * longer than a moment the writer is told, and the last time that it is lost: whatever happens to this process between two
 * deliveries, he knows that his words have not gone out.
 */
export function threadMessage(desk: Desk) {
  const inTurn = createInTurn();
  return async ({ event, context }: MessageArguments): Promise<void> => {
    const began = desk.now();
    const message = threadMessageSchema.safeParse(event).data;
    if (!message || message.channel !== desk.channelId || message.thread_ts === message.ts) return;
    const ours = message.parent_user_id === undefined || message.parent_user_id === context.botUserId;
    if (!ours) return;

    const tell = (sentence: string): void =>
      tellInThread(desk, { user: message.user, channel: message.channel, threadTs: message.thread_ts }, sentence);
    const retry = context.retryNum ?? 0;
    try {
      // What was written first goes out first, also where it takes longer, as when Slack brings it again.
      const thread = `${message.channel}:${message.thread_ts}`;
      const outcome = await inTurn(thread, () => handle(desk, message, { began, retry }));
      if (outcome === 'passedOn' && retry > AT_ONCE) tell(SENTENCES.recordedLate);
      if (outcome !== 'passedOn' && outcome !== 'nobodys') tell(SENTENCES[outcome]);
    } catch (error) {
      if (retry >= AT_ONCE) tell(retry < LAST_RETRY ? SENTENCES.notRecordedYet : SENTENCES.messageNotRecorded);
      if (retry < LAST_RETRY) throw error;
      desk.log.error({ component: 'slack', kind: 'message', attempt: retry, error }, LOST);
    }
  };
}

const LOST = 'What an agent wrote could not be recorded, and Slack will not bring it again: the agent is told.';

/** What became of a message; `nobodys`: it is in the thread of a colleague. Otherwise the sentence for the writer. */
type Outcome = 'passedOn' | 'nobodys' | 'notAnAgentInThread' | 'unknownThread' | 'onlyText' | 'closedThread';

async function handle(
  desk: Desk,
  message: ThreadMessage,
  { began, retry }: { began: number; retry: number },
): Promise<Outcome> {
  const isAgent = await desk.group.has(message.user);
  const inOurs = message.parent_user_id !== undefined;
  if (!isAgent && inOurs) return 'notAnAgentInThread';
  const workflowId = await findConversation(desk, message, began);
  if (workflowId === undefined) {
    if (!inOurs) return 'nobodys';
    if (retry < LAST_RETRY) throw new Error('The thread of this message is not known yet.');
    return 'unknownThread';
  }
  return isAgent ? pass(desk, workflowId, message, began + RECORDED_WITHIN_MS) : 'notAnAgentInThread';
}

// A card that was just posted takes a moment to be found.
async function findConversation(desk: Desk, message: ThreadMessage, began: number): Promise<string | undefined> {
  const deadline = began + FOUND_WITHIN_MS;
  for (;;) {
    const workflowId = await desk.gateway.findByThread(message.channel, message.thread_ts, deadline);
    const mayCome = message.parent_user_id !== undefined && desk.now() + PAUSE_MS < deadline;
    if (workflowId !== undefined || !mayCome) return workflowId;
    await delay(PAUSE_MS);
  }
}

async function pass(desk: Desk, workflowId: string, message: ThreadMessage, deadline: number): Promise<Outcome> {
  const { text, ...about } = await read(desk, message.text);
  if (text === '' && message.files.length === 0) return 'onlyText';
  const { channel, ts, thread_ts: threadTs, user, files } = message;
  const agent = await desk.people.agent(user);
  const attachments = attachmentsIn(files);
  const words = { text, ...about, files: files.length, ...(attachments.length > 0 && { attachments }) };
  try {
    await desk.gateway.agentMessage(
      workflowId,
      { id: `${channel}:${ts}`, channel, threadTs, agent, ...words },
      deadline,
    );
    return 'passedOn';
  } catch (error) {
    if (error instanceof NotTakenError && error.reason === 'closed') return 'closedThread';
    throw error;
  }
}

const fileShape = z.object({
  id: z.string().regex(/^F\w+$/),
  name: z.string().min(1).max(LONGEST_NAME),
  mode: z.string(),
});
/** Of these Slack has no more than a trace, or they are elsewhere. */
const NOT_KEPT = ['tombstone', 'hidden_by_limit', 'external'];

/** The files that Slack keeps. */
export function attachmentsIn(files: readonly unknown[]): OutgoingFile[] {
  return files.flatMap((one) => {
    const { data: file } = fileShape.safeParse(one);
    if (file === undefined || NOT_KEPT.includes(file.mode)) return [];
    return [{ fileId: file.id, name: withoutCardAndIdNumbers(file.name) }];
  });
}

export async function read(desk: Desk, markup: string): Promise<AgentText> {
  const people = await Promise.all(mentionedUsers(markup).map((id) => desk.people.agent(id, 'somebody')));
  return readAgentText(markup, new Map(people.map(({ id, name }) => [id, name])));
}
