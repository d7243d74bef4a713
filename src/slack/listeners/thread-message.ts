import type { AllMiddlewareArgs, SlackEventMiddlewareArgs } from '@slack/bolt';
import { setTimeout as delay } from 'node:timers/promises';
import { z } from 'zod';
import { NotTakenError } from '../agent-gateway';
import { tellInThread, type Desk } from '../desk';
import { SENTENCES } from '../sentences';
import { mentionedUsers, readAgentText, type AgentText } from '../text';

type MessageArguments = AllMiddlewareArgs & SlackEventMiddlewareArgs<'message'>;

/** Of Slack's three seconds: until a card that was just posted has to be found, and until the message is recorded. */
const FOUND_WITHIN_MS = 1_900;
const RECORDED_WITHIN_MS = 2_700;
const PAUSE_MS = 200;
/** Slack redelivers an event three times. */
const LAST_RETRY = 3;

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
 * conversation has the message; an error here is an HTTP 500, and Slack delivers the message again.
 */
export function threadMessage(desk: Desk) {
  return async ({ event, context }: MessageArguments): Promise<void> => {
    const began = desk.now();
    const message = threadMessageSchema.safeParse(event).data;
    if (!message || message.channel !== desk.channelId || message.thread_ts === message.ts) return;
    const ours = message.parent_user_id === undefined || message.parent_user_id === context.botUserId;
    if (!ours) return;

    const tell = (sentence: string): void =>
      tellInThread(desk, { user: message.user, channel: message.channel, threadTs: message.thread_ts }, sentence);
    const isAgent = await desk.group.has(message.user);
    const workflowId = await findConversation(desk, message, began);
    if (workflowId === undefined) {
      if (message.parent_user_id === undefined) return;
      if ((context.retryNum ?? 0) < LAST_RETRY) throw new Error('The thread of this message is not known yet.');
      tell(SENTENCES.unknownThread);
    } else if (!isAgent) {
      tell(SENTENCES.notAnAgentInThread);
    } else {
      const refusal = await pass(desk, workflowId, message, began + RECORDED_WITHIN_MS);
      if (refusal !== undefined) tell(refusal);
    }
  };
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

async function pass(
  desk: Desk,
  workflowId: string,
  message: ThreadMessage,
  deadline: number,
): Promise<string | undefined> {
  const { text, mentions, note } = await read(desk, message.text);
  if (text === '' && message.files.length === 0) return SENTENCES.onlyText;
  const { channel, ts, thread_ts: threadTs, user, files } = message;
  const agent = await desk.people.agent(user);
  const words = { text, mentions, note, files: files.length };
  try {
    await desk.gateway.agentMessage(
      workflowId,
      { id: `${channel}:${ts}`, channel, threadTs, agent, ...words },
      deadline,
    );
    return undefined;
  } catch (error) {
    if (error instanceof NotTakenError && error.reason === 'closed') return SENTENCES.closedThread;
    throw error;
  }
}

async function read(desk: Desk, markup: string): Promise<AgentText> {
  const people = await Promise.all(mentionedUsers(markup).map((id) => desk.people.agent(id, 'somebody')));
  return readAgentText(markup, new Map(people.map(({ id, name }) => [id, name])));
}
