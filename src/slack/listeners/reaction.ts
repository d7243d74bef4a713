import type { AllMiddlewareArgs, SlackEventMiddlewareArgs } from '@slack/bolt';
import { z } from 'zod';
import type { AgentCommand, VerdictCode } from '../../../workflows/conversation/messages';
import { answerTo, recordCommand } from '../../agent-commands';
import { tellInThread, type Desk } from '../desk';
import { emojiOf } from '../emoji';
import { SENTENCES } from '../sentences';

type ReactionArguments = AllMiddlewareArgs & SlackEventMiddlewareArgs<'reaction_added' | 'reaction_removed'>;

const reactionSchema = z.object({
  type: z.enum(['reaction_added', 'reaction_removed']),
  user: z.string(),
  reaction: z.string(),
  item_user: z.string().optional(),
  item: z.object({ type: z.literal('message'), channel: z.string(), ts: z.string() }),
  event_ts: z.string(),
});

type Reaction = z.infer<typeof reactionSchema>;

const FOUND_WITHIN_MS = 1_900;
/** Everything else is between colleagues, or is nobody's business. */
const TOLD: readonly (VerdictCode | undefined)[] = ['window_closed', 'outbox_full'];

/**
 * An agent's reaction to a line of Baton's in the thread of a card (docs.slack.dev, reaction_added): the conversation says
 * whether that shows what the customer wrote, and whether the agent has it. An error here is an HTTP 500, and Slack
 * delivers the event again.
 */
export function reaction(desk: Desk) {
  return async ({ event, context }: ReactionArguments): Promise<void> => {
    const began = desk.now();
    const seen = reactionSchema.safeParse(event).data;
    if (!seen || seen.item.channel !== desk.channelId || seen.user === context.botUserId) return;
    if (seen.item_user !== undefined && seen.item_user !== context.botUserId) return;
    if (!(await desk.group.has(seen.user))) return;
    const threadTs = await threadOf(desk, seen.item);
    const workflowId = threadTs && (await desk.gateway.findByThread(desk.channelId, threadTs, began + FOUND_WITHIN_MS));
    if (threadTs === undefined || !workflowId) return;
    const tell = (sentence: string): void =>
      tellInThread(desk, { user: seen.user, channel: desk.channelId, threadTs }, sentence);
    const emoji = emojiOf(seen.reaction);
    if (emoji === undefined) {
      if (seen.type === 'reaction_added') tell(SENTENCES.unknownEmoji);
      return;
    }
    const command = await commandFor(desk, seen, { emoji, threadTs });
    const recorded = await recordCommand(desk.gateway, workflowId, command, began, desk.now);
    if (recorded.kind === 'lost') throw new Error('The reaction could not be recorded.');
    desk.afterwards('ephemeral', async () => {
      const { code, sentence } = await answerTo(recorded);
      if (TOLD.includes(code)) tell(sentence);
    });
  };
}

async function commandFor(
  desk: Desk,
  { type, user, item: { channel, ts }, event_ts: eventTs }: Reaction,
  { emoji, threadTs }: { emoji: string; threadTs: string },
): Promise<AgentCommand> {
  return {
    updateId: `slack:${type}:${channel}:${ts}:${user}:${eventTs}`,
    kind: 'react',
    agent: await desk.people.agent(user),
    source: { channel, threadTs },
    reaction: { emoji, channel, ts, ...(type === 'reaction_removed' && { gone: true as const }) },
  };
}

/** The card in whose thread it is; `undefined` where it is in none (docs.slack.dev, conversations.replies). */
async function threadOf({ client }: Desk, { channel, ts }: Reaction['item']): Promise<string | undefined> {
  const { messages = [] } = await client.conversations.replies({ channel, ts, limit: 1 });
  const [message] = messages;
  const threadTs = message?.thread_ts ?? message?.ts;
  return threadTs === ts ? undefined : threadTs;
}
