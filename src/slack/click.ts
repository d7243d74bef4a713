import type { AllMiddlewareArgs, BlockAction, ButtonAction, SlackActionMiddlewareArgs } from '@slack/bolt';
import { z } from 'zod';

export type ButtonListenerArguments = AllMiddlewareArgs & SlackActionMiddlewareArgs<BlockAction<ButtonAction>>;

const number = z.number().int().nonnegative().optional();

export const WORKFLOW_ID = /^whatsapp-\d{1,32}-[0-9a-f]{24}$/;

// The keys that the buttons of cards and thread lines carry.
const valueSchema = z.object({
  w: z.string().regex(WORKFLOW_ID),
  e: number,
  h: number,
  q: number,
  m: z.string().max(200).optional(),
  i: z.string().max(200).optional(),
});

export type ButtonValue = z.infer<typeof valueSchema>;

/** What a button of ours carries, or `undefined` for anything else. */
export function readButtonValue(value: string | undefined): ButtonValue | undefined {
  if (value === undefined || value.length > 2_000) return undefined;
  try {
    return valueSchema.safeParse(JSON.parse(value)).data;
  } catch {
    return undefined;
  }
}

export interface Click {
  user: { id: string; name: string };
  channel: string;
  /** Set where the button is in a thread. */
  threadTs?: string;
  /** Names this one click, for good: the id of its update. */
  updateId: string;
  value: ButtonValue | undefined;
}

/** Who clicked what, where (docs.slack.dev, block_actions payload). */
export function readClick({ body, action }: ButtonListenerArguments): Click {
  const threadTs: unknown = body.container['thread_ts'] ?? body.message?.['thread_ts'];
  const inThread = typeof threadTs === 'string' && threadTs !== body.message?.ts;
  return {
    user: { id: body.user.id, name: body.user.name || body.user.username },
    channel: body.channel?.id ?? '',
    ...(inThread ? { threadTs } : {}),
    updateId: `slack:${body.team?.id ?? ''}:${action.action_ts}:${body.user.id}`,
    value: readButtonValue(action.value),
  };
}

/** Shows the clicker a sentence where he clicked (docs.slack.dev, response_url). */
export async function tellClicker({ respond }: ButtonListenerArguments, click: Click, text: string): Promise<void> {
  const place = click.threadTs === undefined ? {} : { thread_ts: click.threadTs };
  await respond({ response_type: 'ephemeral', replace_original: false, text, ...place });
}
