import type {
  AllMiddlewareArgs,
  SlackCommandMiddlewareArgs,
  SlackViewMiddlewareArgs,
  ViewSubmitAction,
} from '@slack/bolt';
import { setTimeout as delay } from 'node:timers/promises';
import type { Agent } from '../../../workflows/conversation/ports';
import { NotTakenError } from '../../agent-gateway';
import { NOTE } from '../../note-sign';
import { refusalFor, tellInThread, type Desk } from '../desk';
import { INPUT, typed, type Inputs } from '../modals/modal';
import { problemOf } from '../modals/reply';
import { placeIn, replyPost, replyView, type ReplyPlace } from '../reply-modal';
import { escapeMarkup, SENTENCES } from '../sentences';

type CommandArguments = AllMiddlewareArgs & SlackCommandMiddlewareArgs;
type ViewArguments = AllMiddlewareArgs & SlackViewMiddlewareArgs<ViewSubmitAction>;

/** Of Slack's three seconds, in which a form has to be open. */
const FOUND_WITHIN_MS = 1_300;
const RECORDED_WITHIN_MS = 2_700;
/** What is not recorded by then is tried again, so often and so far apart. */
const TRIES = 6;
const PAUSE_MS = 10_000;

const shown = (text: string) => ({ response_type: 'ephemeral' as const, text: escapeMarkup(text) });

/** `/baton reply <name>`: a form with the text, for a conversation that the agent has. Without a name: which there are. */
export async function openReply(desk: Desk, args: CommandArguments, typedName: string, began: number): Promise<void> {
  const { command, ack } = args;
  const problem =
    (await refusalFor(desk, command.user_id, command.channel_id)) ?? (await open(desk, args, typedName, began));
  await (problem === undefined ? ack() : ack(shown(problem)));
}

async function open(
  desk: Desk,
  { command }: CommandArguments,
  typedName: string,
  began: number,
): Promise<string | undefined> {
  const name = typedName.trim().toLowerCase();
  const reply = desk.replies().find((one) => one.name === name);
  if (reply === undefined) return listed(desk, name);
  try {
    const own = await desk.gateway.ownConversations(command.user_id, began + FOUND_WITHIN_MS);
    if (own.length === 0) return SENTENCES.noOwnConversation;
    await desk.client.views.open({ trigger_id: command.trigger_id, view: replyView(reply, own) });
    return undefined;
  } catch (error) {
    desk.log.warn({ component: 'slack', kind: 'reply', error }, 'A form could not be opened in Slack.');
    return SENTENCES.formNotOpened;
  }
}

function listed(desk: Desk, name: string): string {
  const replies = desk.replies();
  if (replies.length === 0) return SENTENCES.noReplies;
  const names = replies.map((one) => `\`/baton reply ${one.name}\`: ${one.title}`).join('\n');
  return `${name === '' ? 'The canned replies are' : 'There is no canned reply of that name. There are'}:\n${names}`;
}

/**
 * The form was sent. The text is posted in the thread of its conversation, and from there takes the way of any message that
 * an agent writes there, under the name of that post.
 */
export function replySubmitted(desk: Desk) {
  return async ({ ack, body, view }: ViewArguments): Promise<void> => {
    const began = desk.now();
    const wrong = (sentence: string) => ack({ response_action: 'errors', errors: { [INPUT]: sentence } });
    const inputs = view.state.values as Inputs;
    const place = placeIn(view.private_metadata, inputs);
    if (place === undefined) return wrong(SENTENCES.unreadableButton);
    const refusal = await refusalFor(desk, body.user.id, desk.channelId);
    const words = typed(inputs);
    const problem = refusal ?? problemOf(words.replace(NOTE, '').trim());
    if (problem !== undefined) return wrong(problem);
    const agent = await desk.people.agent(body.user.id, body.user.name);
    const ts = await post(desk, place, agent, words);
    if (ts === undefined) return wrong(SENTENCES.postNotTaken);
    await hand(desk, { place, agent, words, ts, began });
    await ack();
  };
}

async function post(desk: Desk, { w, t }: ReplyPlace, { id, name }: Agent, words: string): Promise<string | undefined> {
  try {
    const { ts } = await desk.client.chat.postMessage({
      channel: desk.channelId,
      thread_ts: t,
      text: escapeMarkup(`${name} sends a canned reply: ${words}`),
      blocks: replyPost(name, words, JSON.stringify({ w, f: id })),
      unfurl_links: false,
      unfurl_media: false,
    });
    return ts;
  } catch (error) {
    desk.log.warn({ component: 'slack', kind: 'reply', error }, 'A canned reply could not be posted in its thread.');
    return undefined;
  }
}

interface Sent {
  place: ReplyPlace;
  agent: Agent;
  words: string;
  ts: string;
  began: number;
}

/** To its conversation; where that takes longer than Slack waits, the agent reads what comes of it. */
async function hand(desk: Desk, { place: { w, t }, agent, words, ts, began }: Sent): Promise<void> {
  const { channelId: channel } = desk;
  const tell = (sentence: string): void => tellInThread(desk, { user: agent.id, channel, threadTs: t }, sentence);
  const text = words.replace(NOTE, '').trim();
  const about = { note: NOTE.test(words), mentions: false, files: 0 };
  const message = { id: `${channel}:${ts}`, channel, threadTs: t, agent, text, ...about };
  const attempt = async (deadline: number): Promise<'taken' | 'closed' | 'again'> => {
    try {
      await desk.gateway.agentMessage(w, message, deadline);
      return 'taken';
    } catch (error) {
      return error instanceof NotTakenError && error.reason === 'closed' ? 'closed' : 'again';
    }
  };
  const first = await attempt(began + RECORDED_WITHIN_MS);
  if (first === 'closed') tell(SENTENCES.closedThread);
  if (first !== 'again') return;
  tell(SENTENCES.replyNotRecordedYet);
  desk.afterwards('reply', async () => {
    for (let tries = 0; tries < TRIES; tries += 1) {
      const outcome = await attempt(desk.now() + PAUSE_MS);
      if (outcome === 'taken') return tell(SENTENCES.recordedLate);
      if (outcome === 'closed') return tell(SENTENCES.closedThread);
      await delay(PAUSE_MS, undefined, { ref: false });
    }
    tell(SENTENCES.messageNotRecorded);
  });
}
