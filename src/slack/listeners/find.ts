import type { AllMiddlewareArgs, SlackCommandMiddlewareArgs } from '@slack/bolt';
import { owedFor, REASONS } from '../../../workflows/conversation/wording';
import type { HandoffReason } from '../../../workflows/conversation/words';
import type { Listed } from '../../directory';
import { refusalFor, type Desk } from '../desk';
import { linkMarkup, messageMarkup } from '../markup';
import { readNumber } from '../number';
import { escapeMarkup, SENTENCES } from '../sentences';

type CommandArguments = AllMiddlewareArgs & SlackCommandMiddlewareArgs;

const FIND_WITHIN_MS = 5_000;

const ephemeral = (text: string) => ({ response_type: 'ephemeral' as const, text });

/** `/baton find <number>`: who has the conversation, and where it is. The number is repeated to nobody. */
export async function find(desk: Desk, { command: request, ack, respond }: CommandArguments, typed: string) {
  const refusal = await refusalFor(desk, request.user_id, request.channel_id);
  const digits = readNumber(typed);
  const problem = refusal ?? (digits === undefined ? SENTENCES.notANumber : undefined);
  if (problem !== undefined || digits === undefined) return ack(ephemeral(escapeMarkup(problem ?? '')));
  desk.afterwards('find', async () => respond(ephemeral(await answer(desk, digits))));
  await ack();
}

async function answer(desk: Desk, digits: string): Promise<string> {
  try {
    const workflowId = await desk.gateway.findByNumber(digits, desk.now() + FIND_WITHIN_MS);
    const found = workflowId === undefined ? undefined : await desk.directory.find(workflowId);
    return found === undefined ? SENTENCES.noConversation : await told(desk, found);
  } catch (error) {
    desk.log.warn({ component: 'slack', kind: 'find', error }, 'A conversation could not be looked up.');
    return SENTENCES.notFound;
  }
}

async function told(desk: Desk, found: Listed): Promise<string> {
  const { workflowId, reason, owedSince, card } = found;
  const why = reason === undefined ? [] : [REASONS[reason as HandoffReason] ?? reason];
  const owed = owedSince === undefined ? [] : [owedFor(desk.now() - owedSince)];
  const state = [`*${await whoHas(desk, found)}*`, ...[...why, ...owed].map(escapeMarkup)].join(' · ');
  const thread = card === undefined ? [] : [messageMarkup(card, 'Thread')];
  const history = linkMarkup(desk.gateway.transcriptLink(workflowId), 'Full chat history');
  return `${state}\n${[...thread, history].join(' · ')} · this link works for 24 hours.`;
}

async function whoHas({ people }: Desk, { handoff, mode, agentId }: Listed): Promise<string> {
  if (handoff === 'waiting') return 'Nobody has it yet';
  if (handoff === 'none') return mode === 'active' ? 'The assistant has it' : 'People have it';
  const name = agentId === undefined ? 'An agent' : escapeMarkup((await people.agent(agentId)).name);
  return handoff === 'snoozed' ? `${name} has put it off` : `${name} has it`;
}
