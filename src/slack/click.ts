import type {
  AllMiddlewareArgs,
  BlockAction,
  ButtonAction,
  OverflowAction,
  SlackActionMiddlewareArgs,
  StaticSelectAction,
} from '@slack/bolt';
import { z } from 'zod';
import { OUTCOMES } from '../../workflows/conversation/words';
import { readJson } from './read-json';

type Pressed = ButtonAction | OverflowAction | StaticSelectAction;
export type ButtonListenerArguments = AllMiddlewareArgs & SlackActionMiddlewareArgs<BlockAction<Pressed>>;

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
  a: z.string().max(40).optional(),
  f: z
    .string()
    .regex(/^[A-Z0-9_]{1,40}$/)
    .optional(),
  o: z.enum(OUTCOMES).optional(),
});

export type ButtonValue = z.infer<typeof valueSchema>;

/** What a button of ours carries, or `undefined` for anything else. */
export function readButtonValue(value: string | undefined): ButtonValue | undefined {
  if (value === undefined || value.length > 2_000) return undefined;
  return readJson(valueSchema, value);
}

export interface Click {
  user: { id: string; name: string };
  channel: string;
  /** Set where the button is in a thread. */
  threadTs?: string;
  /** The first message of the thread in which that is. */
  rootTs: string;
  /** Names this one click, for good: the id of its update. */
  updateId: string;
  /** Of one use, for three seconds. */
  triggerId: string;
  /** What the message quotes as a first reply. */
  quoted?: string;
  value: ButtonValue | undefined;
}

/** Who clicked what, where (docs.slack.dev, block_actions payload). */
export function readClick({ body, action }: ButtonListenerArguments): Click {
  const threadTs: unknown = body.container['thread_ts'] ?? body.message?.['thread_ts'];
  const ts = String(body.container['message_ts'] ?? body.message?.ts ?? '');
  const inThread = typeof threadTs === 'string' && threadTs !== body.message?.ts;
  const quoted = quotedIn(body.message?.['blocks']);
  return {
    user: { id: body.user.id, name: body.user.name || body.user.username },
    channel: body.channel?.id ?? '',
    ...(inThread ? { threadTs } : {}),
    rootTs: inThread ? threadTs : ts,
    updateId: `slack:${body.team?.id ?? ''}:${action.action_ts}:${body.user.id}`,
    triggerId: body.trigger_id,
    ...(quoted === undefined ? {} : { quoted }),
    value: readButtonValue(valueOf(action)),
  };
}

// A button carries its value itself, what stands in a list with the option that was chosen.
const valueOf = (action: Pressed): string | undefined =>
  action.type === 'button' ? action.value : action.selected_option.value;

// As the card has it: a block of that name, in it one quote.
const suggestionSchema = z.object({
  block_id: z.literal('suggested_reply'),
  elements: z.array(z.object({ type: z.string(), elements: z.array(z.unknown()) })),
});
const wordsSchema = z.object({ type: z.literal('text'), text: z.string() });

function quotedIn(blocks: unknown): string | undefined {
  const block = Array.isArray(blocks)
    ? blocks.map((one) => suggestionSchema.safeParse(one).data).find(Boolean)
    : undefined;
  const quote = block?.elements.find(({ type }) => type === 'rich_text_quote');
  const text = quote?.elements.map((part) => wordsSchema.safeParse(part).data?.text ?? '').join('');
  return text === '' ? undefined : text;
}

/** Shows the clicker a sentence where he clicked (docs.slack.dev, response_url). */
export async function tellClicker({ respond }: ButtonListenerArguments, click: Click, text: string): Promise<void> {
  const place = click.threadTs === undefined ? {} : { thread_ts: click.threadTs };
  await respond({ response_type: 'ephemeral', replace_original: false, text, ...place });
}
