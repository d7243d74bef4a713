import type { AllMiddlewareArgs, SlackCommandMiddlewareArgs } from '@slack/bolt';
import { tellAway } from '../../away';
import { refusalFor, type Desk } from '../desk';
import { escapeMarkup, SENTENCES } from '../sentences';

type CommandArguments = AllMiddlewareArgs & SlackCommandMiddlewareArgs;

const shown = (text: string) => ({ response_type: 'ephemeral' as const, text: escapeMarkup(text) });

/** `/baton away [until]` and `/baton back`: told to each conversation that the agent has. */
export async function away(desk: Desk, args: CommandArguments, kind: 'away' | 'back', typed: string): Promise<void> {
  const { command: request, ack, respond } = args;
  const refusal = await refusalFor(desk, request.user_id, request.channel_id);
  if (refusal !== undefined) return ack(shown(refusal));
  const until = typed.trim() === '' || kind === 'back' ? undefined : desk.readUntil(typed);
  if (until === undefined && typed.trim() !== '' && kind === 'away') return ack(shown(SENTENCES.notAMoment));
  desk.afterwards('away', async () => {
    const agent = await desk.people.agent(request.user_id, request.user_name);
    const id = `slack:${request.team_id}:${request.trigger_id}:${request.user_id}`;
    await respond(shown(await tellAway(desk.gateway, { agent, kind, until, id }, desk.now)));
  });
  await ack();
}
