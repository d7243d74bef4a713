import type { AllMiddlewareArgs, SlackCommandMiddlewareArgs } from '@slack/bolt';
import { setTimeout as delay } from 'node:timers/promises';
import type { AgentCommand } from '../../../workflows/conversation/messages';
import { answerTo, recordCommand, type Recorded } from '../../agent-commands';
import { refusalFor, type Desk } from '../desk';
import { readNumber } from '../number';
import { escapeMarkup, SENTENCES } from '../sentences';

type CommandArguments = AllMiddlewareArgs & SlackCommandMiddlewareArgs;

const FIND_WITHIN_MS = 1_200;
/** The answer comes with Slack's three seconds where the verdict is there by then, else behind them. */
const ANSWER_WITHIN_MS = 2_500;

const KINDS = {
  takeOver: { done: SENTENCES.taken, notANumber: SENTENCES.notANumber },
  pause: { done: SENTENCES.pausedOne, notANumber: SENTENCES.notANumberToPause },
} as const;

interface Typed {
  kind: keyof typeof KINDS;
  number: string;
  /** When Slack's request came in, ms UTC. */
  began: number;
}

const shown = (text: string) => ({ response_type: 'ephemeral' as const, text: escapeMarkup(text) });

/** `/baton take <number>` and `/baton pause <number>`: a command to the conversation with this one customer. */
export async function byNumber(desk: Desk, args: CommandArguments, { kind, number, began }: Typed): Promise<void> {
  const { command: request, ack, respond } = args;
  const refusal = await refusalFor(desk, request.user_id, request.channel_id);
  if (refusal !== undefined) return ack(shown(refusal));
  const digits = readNumber(number);
  if (digits === undefined) return ack(shown(KINDS[kind].notANumber));

  const recorded = await record(desk, args, { kind, number: digits, began });
  if (typeof recorded === 'string') return ack(shown(recorded));
  const answer = sentenceFor(recorded, kind);
  const inTime = await Promise.race([
    answer,
    delay(Math.max(0, began + ANSWER_WITHIN_MS - desk.now()), undefined, { ref: false }),
  ]);
  if (inTime !== undefined) return ack(shown(inTime));
  desk.afterwards('command', async () => respond(shown(await answer)));
  await ack(shown(SENTENCES.recorded));
}

/** A sentence where there is nothing to record. `number`: its digits. */
async function record(
  desk: Desk,
  { command: request }: CommandArguments,
  { kind, number, began }: Typed,
): Promise<Recorded | string> {
  const [agent, workflowId] = await Promise.all([
    desk.people.agent(request.user_id, request.user_name),
    desk.gateway.findByNumber(number, began + FIND_WITHIN_MS).catch((error: unknown) => {
      desk.log.warn({ component: 'slack', kind: 'findByNumber', error }, 'A conversation could not be looked up.');
      return null;
    }),
  ]);
  if (workflowId === null) return SENTENCES.notRecorded;
  if (workflowId === undefined) return SENTENCES.noConversation;
  const wanted: AgentCommand = {
    updateId: `slack:${request.team_id}:${request.trigger_id}:${request.user_id}`,
    kind,
    agent,
    source: { channel: request.channel_id },
  };
  return recordCommand(desk.gateway, workflowId, wanted, began, desk.now);
}

async function sentenceFor(recorded: Recorded, kind: Typed['kind']): Promise<string> {
  const answer = await answerTo(recorded);
  return answer.code === 'done' ? KINDS[kind].done : answer.sentence;
}
