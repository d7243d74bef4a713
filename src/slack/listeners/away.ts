import type { AllMiddlewareArgs, SlackCommandMiddlewareArgs } from '@slack/bolt';
import { answerTo, recordCommand } from '../../agent-commands';
import { refusalFor, type Desk } from '../desk';
import { escapeMarkup, SENTENCES } from '../sentences';

type CommandArguments = AllMiddlewareArgs & SlackCommandMiddlewareArgs;

const LOOK_WITHIN_MS = 5_000;
const AT_ONCE = 8;

const shown = (text: string) => ({ response_type: 'ephemeral' as const, text: escapeMarkup(text) });

/** `/baton away [until]` and `/baton back`: told to each conversation that the agent has. */
export async function away(desk: Desk, args: CommandArguments, kind: 'away' | 'back', typed: string): Promise<void> {
  const { command: request, ack, respond } = args;
  const refusal = await refusalFor(desk, request.user_id, request.channel_id);
  if (refusal !== undefined) return ack(shown(refusal));
  const until = typed.trim() === '' || kind === 'back' ? undefined : desk.readUntil(typed);
  if (until === undefined && typed.trim() !== '' && kind === 'away') return ack(shown(SENTENCES.notAMoment));
  desk.afterwards('away', async () => respond(shown(await tellAll(desk, args, kind, until))));
  await ack();
}

async function tellAll(
  desk: Desk,
  { command: request }: CommandArguments,
  kind: 'away' | 'back',
  until: number | undefined,
): Promise<string> {
  const began = desk.now();
  const ids = await desk.gateway.conversationsOf(request.user_id, began + LOOK_WITHIN_MS).catch(() => undefined);
  if (ids === undefined) return SENTENCES.notRecorded;
  const agent = await desk.people.agent(request.user_id, request.user_name);
  const waiting = [...ids];
  let told = 0;
  const work = async (): Promise<void> => {
    for (let id = waiting.shift(); id !== undefined; id = waiting.shift()) {
      const updateId = `slack:${request.team_id}:${request.trigger_id}:${request.user_id}:${id}`;
      const command = { updateId, kind, agent, ...(until !== undefined && { until }) };
      const { accepted } = await answerTo(await recordCommand(desk.gateway, id, command, desk.now(), desk.now));
      if (accepted) told += 1;
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return sentence(kind, told, ids.length - told);
}

const count = (number: number): string => (number === 1 ? '1 conversation' : `${number} conversations`);

function sentence(kind: 'away' | 'back', told: number, missed: number): string {
  const rest = missed === 0 ? '' : ` ${count(missed)} could not be told: have a look at them.`;
  if (kind === 'back') return `Welcome back: you have ${count(told)}.${rest}`;
  if (told === 0) return `You have no conversation.${rest}`;
  return `You have ${count(told)}: where a customer is owed an answer, it goes back to the queue in five minutes, unless you answer.${rest}`;
}
