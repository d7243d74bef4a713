import type { AllMiddlewareArgs, SlackCommandMiddlewareArgs } from '@slack/bolt';
import { setTimeout as delay } from 'node:timers/promises';
import type { AgentCommand } from '../../../workflows/conversation/messages';
import { answerTo, recordCommand, type Recorded } from '../../agent-commands';
import { refusalFor, type Desk } from '../desk';
import { readNumber } from '../number';
import { escapeMarkup, SENTENCES } from '../sentences';
import { away } from './away';
import { openReply } from './canned-reply';
import { find } from './find';
import { pause } from './pause';

type CommandArguments = AllMiddlewareArgs & SlackCommandMiddlewareArgs;

const FIND_WITHIN_MS = 1_200;
/** The answer comes with Slack's three seconds where the verdict is there by then, else behind them. */
const ANSWER_WITHIN_MS = 2_500;

/** `/baton take <number>`, `find <number>`, `reply <name>`, `away [until]`, `back`, `pause`, `resume` and `help`. */
export function command(desk: Desk) {
  return async (args: CommandArguments): Promise<void> => {
    const began = desk.now();
    const [, word = '', rest = ''] = /^\s*(\S*)\s*([^]*)$/.exec(args.command.text) ?? [];
    const wanted = word.toLowerCase();
    if (wanted === 'take') await take(desk, args, rest, began);
    else if (wanted === 'find') await find(desk, args, rest);
    else if (wanted === 'pause' || wanted === 'resume') await pause(desk, args, wanted);
    else if (wanted === 'away' || wanted === 'back') await away(desk, args, wanted, rest);
    else if (wanted === 'reply') await openReply(desk, args, rest, began);
    else await args.ack(shown(SENTENCES.help));
  };
}

const shown = (text: string) => ({ response_type: 'ephemeral' as const, text: escapeMarkup(text) });

async function take(desk: Desk, args: CommandArguments, typed: string, began: number): Promise<void> {
  const { command: request, ack, respond } = args;
  const refusal = await refusalFor(desk, request.user_id, request.channel_id);
  if (refusal !== undefined) return ack(shown(refusal));
  const digits = readNumber(typed);
  if (digits === undefined) return ack(shown(SENTENCES.notANumber));

  const recorded = await recordTakeover(desk, args, digits, began);
  if (typeof recorded === 'string') return ack(shown(recorded));
  const answer = sentenceFor(recorded);
  const inTime = await Promise.race([
    answer,
    delay(Math.max(0, began + ANSWER_WITHIN_MS - desk.now()), undefined, { ref: false }),
  ]);
  if (inTime !== undefined) return ack(shown(inTime));
  desk.afterwards('command', async () => respond(shown(await answer)));
  await ack(shown(SENTENCES.recorded));
}

/** A sentence where there is nothing to record. */
async function recordTakeover(
  desk: Desk,
  { command: request }: CommandArguments,
  digits: string,
  began: number,
): Promise<Recorded | string> {
  const [agent, workflowId] = await Promise.all([
    desk.people.agent(request.user_id, request.user_name),
    desk.gateway.findByNumber(digits, began + FIND_WITHIN_MS).catch((error: unknown) => {
      desk.log.warn({ component: 'slack', kind: 'findByNumber', error }, 'A conversation could not be looked up.');
      return null;
    }),
  ]);
  if (workflowId === null) return SENTENCES.notRecorded;
  if (workflowId === undefined) return SENTENCES.noConversation;
  const wanted: AgentCommand = {
    updateId: `slack:${request.team_id}:${request.trigger_id}:${request.user_id}`,
    kind: 'takeOver',
    agent,
    source: { channel: request.channel_id },
  };
  return recordCommand(desk.gateway, workflowId, wanted, began, desk.now);
}

async function sentenceFor(recorded: Recorded): Promise<string> {
  const answer = await answerTo(recorded);
  return answer.code === 'done' ? SENTENCES.taken : answer.sentence;
}
