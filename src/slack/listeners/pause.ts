import { setTimeout as delay } from 'node:timers/promises';
import type { AllMiddlewareArgs, SlackCommandMiddlewareArgs } from '@slack/bolt';
import { PAUSE_KNOWN_WITHIN_MS, type AssistantPause } from '../../assistant-pause';
import { refusalFor, type Desk } from '../desk';
import { momentMarkup } from '../markup';
import { escapeMarkup, SENTENCES } from '../sentences';

type CommandArguments = AllMiddlewareArgs & SlackCommandMiddlewareArgs;

const RECORDED_WITHIN_MS = 5_000;

/** What the channel, or only the one who has typed it, reads. In Slack's markup. */
interface Told {
  everybody: boolean;
  text: string;
}

const toHim = (text: string): Told => ({ everybody: false, text });
const toAll = (text: string): Told => ({ everybody: true, text });

/** `/baton pause` and `/baton resume`, without a number: the kill switch. That it was pressed the whole channel reads. */
export async function pause(desk: Desk, args: CommandArguments, kind: 'pause' | 'resume'): Promise<void> {
  const { command: request, ack, respond } = args;
  const refusal = await refusalFor(desk, request.user_id, request.channel_id);
  if (refusal !== undefined) return ack({ response_type: 'ephemeral', text: escapeMarkup(refusal) });
  desk.afterwards(kind, async () => {
    const { everybody, text } = await press(desk, request.user_id, request.user_name, kind);
    await respond({ response_type: everybody ? 'in_channel' : 'ephemeral', text });
  });
  await ack();
}

async function press(desk: Desk, userId: string, userName: string, kind: 'pause' | 'resume'): Promise<Told> {
  try {
    const { name } = await desk.people.agent(userId, userName);
    return kind === 'pause'
      ? await pauseAll(desk, userId, escapeMarkup(name))
      : await resumeAll(desk, escapeMarkup(name));
  } catch (error) {
    desk.log.warn({ component: 'slack', kind, error }, 'The kill switch could not be pressed.');
    return toHim(SENTENCES.notRecorded);
  }
}

async function pauseAll({ gateway, people, now }: Desk, userId: string, name: string): Promise<Told> {
  const outcome = await gateway.pauseAssistant(userId, now() + RECORDED_WITHIN_MS);
  if (outcome === 'paused already') {
    const known = await gateway.assistantPause(now() + RECORDED_WITHIN_MS);
    return toHim(`The assistant is paused already${known === undefined ? '' : await sinceWhen(known, people)}.`);
  }
  // Every worker knows by then, so the sentence is true.
  await delay(PAUSE_KNOWN_WITHIN_MS);
  return toAll(
    `*${name} paused the assistant in every conversation*: what customers write goes to people. A message that WhatsApp had before may still arrive. \`/baton resume\` ends the pause.`,
  );
}

async function sinceWhen({ since, agentId }: AssistantPause, people: Desk['people']): Promise<string> {
  const by = agentId === undefined ? 'an operator' : escapeMarkup((await people.agent(agentId)).name);
  return `, since ${momentMarkup(since.getTime())}, by ${by}`;
}

async function resumeAll({ gateway, now }: Desk, name: string): Promise<Told> {
  if ((await gateway.assistantPause(now() + RECORDED_WITHIN_MS)) === undefined)
    return toHim('The assistant is not paused.');
  const ended = await gateway.resumeAssistant(now() + RECORDED_WITHIN_MS);
  return toAll(
    ended
      ? `*${name} ended the pause: the assistant answers again.* Conversations that people have by now stay with people until somebody confirms.`
      : `*${name} ended the pause*: the assistant answers again as soon as a worker runs.`,
  );
}
