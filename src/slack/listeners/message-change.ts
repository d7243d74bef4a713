import type { AllMiddlewareArgs, SlackEventMiddlewareArgs } from '@slack/bolt';
import { z } from 'zod';
import type { AgentMessageChange } from '../../../workflows/conversation/messages';
import { NotTakenError } from '../../agent-gateway';
import type { Desk } from '../desk';
import { attachmentsIn, read } from './thread-message';

type MessageArguments = AllMiddlewareArgs & SlackEventMiddlewareArgs<'message'>;

const WITHIN_MS = 2_700;

const inThread = z.object({
  ts: z.string(),
  thread_ts: z.string(),
  user: z.string(),
  bot_id: z.undefined().optional(),
});

const changedSchema = z.object({
  subtype: z.literal('message_changed'),
  channel: z.string(),
  // Slack tells of a preview, a translation or a new reply in the same way: only an edit has this.
  message: inThread.extend({
    text: z.string(),
    edited: z.object({ ts: z.string() }),
    files: z.array(z.unknown()).default([]),
  }),
  previous_message: z.object({ text: z.string().optional() }),
});

const deletedSchema = z.object({
  subtype: z.literal('message_deleted'),
  channel: z.string(),
  deleted_ts: z.string(),
  previous_message: inThread,
});

/** An agent edits or deletes a message in the thread of a card (docs.slack.dev, message_changed and message_deleted). */
export function messageChange(desk: Desk) {
  return async ({ event }: MessageArguments): Promise<void> => {
    const change = (await edited(desk, event)) ?? deleted(event);
    if (change === undefined || change.channel !== desk.channelId) return;
    const deadline = desk.now() + WITHIN_MS;
    // Whoever may not write to customers has written nothing that could be changed.
    if (!(await desk.group.has(change.user))) return;
    const workflowId = await desk.gateway.findByThread(change.channel, change.threadTs, deadline);
    if (workflowId === undefined) return;
    const { user, ...told } = change;
    try {
      await desk.gateway.agentMessageChange(workflowId, { ...told, agent: await desk.people.agent(user) }, deadline);
    } catch (error) {
      // What a conversation that is over has sent cannot be changed any more.
      if (!(error instanceof NotTakenError && error.reason === 'closed')) throw error;
    }
  };
}

type Change = Omit<AgentMessageChange, 'agent'> & { user: string };

async function edited(desk: Desk, event: unknown): Promise<Change | undefined> {
  const { data } = changedSchema.safeParse(event);
  if (data === undefined || data.message.text === data.previous_message.text) return undefined;
  const { channel, message } = data;
  const about = {
    id: `edit:${channel}:${message.ts}:${message.edited.ts}`,
    messageId: `${channel}:${message.ts}`,
    channel,
  };
  const attachments = attachmentsIn(message.files);
  const words = { ...(await read(desk, message.text)), ...(attachments.length > 0 && { attachments }) };
  return { ...about, threadTs: message.thread_ts, user: message.user, edited: words };
}

function deleted(event: unknown): Change | undefined {
  const { data } = deletedSchema.safeParse(event);
  if (data === undefined) return undefined;
  const { channel, deleted_ts: ts, previous_message: message } = data;
  const about = { id: `delete:${channel}:${ts}`, messageId: `${channel}:${ts}`, channel };
  return { ...about, threadTs: message.thread_ts, user: message.user };
}
