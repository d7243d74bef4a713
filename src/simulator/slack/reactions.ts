import type { Router } from 'express';
import { z } from 'zod';
import { readControlBody, refuseControl } from '../control-answers';
import type { SlackContext } from './context';
import { reactionEvent } from './payloads';
import { isPerson, PEOPLE } from './state';
import type { Json, SlackMessage } from './types';

const reactionSchema = z.strictObject({
  user: z.string().refine(isPerson, `must be one of ${PEOPLE.map(({ id }) => id).join(', ')}`),
  ts: z.string(),
  /** Its short name, without colons. */
  name: z.string().regex(/^[a-z0-9_+'-]+$/),
});

interface Tools {
  context: SlackContext;
  send(event: Json): Promise<{ status?: number; ackMs: number }>;
}

/** People's reactions to messages. An app hears of them only with the scope `reactions:read`. */
export function addReactionRoutes(router: Router, { context, send }: Tools): void {
  const { state } = context;
  const tell = (type: Parameters<typeof reactionEvent>[1], about: Parameters<typeof reactionEvent>[2]) => {
    context.changed();
    return state.scopes.includes('reactions:read') ? send(reactionEvent(state, type, about)) : { ackMs: 0 };
  };
  router.post('/slack/reactions', async (request, response) => {
    const { user, ts, name } = readControlBody(reactionSchema, request);
    const message = state.find(ts);
    if (!message || message.ephemeralFor !== undefined) return refuseControl(response, 404, NO_MESSAGE);
    const known = message.reactions.find((one) => one.name === name);
    if (known?.users.includes(user)) return refuseControl(response, 409, `${user} has reacted like that already.`);
    if (known) known.users.push(user);
    else message.reactions.push({ name, users: [user] });
    response.json(await tell('reaction_added', { user, name, message }));
  });
  router.delete('/slack/reactions', async (request, response) => {
    const { user, ts, name } = readControlBody(reactionSchema, request);
    const message = state.find(ts);
    if (!message || !take(message, name, user))
      return refuseControl(response, 404, `${user} has not reacted like that.`);
    response.json(await tell('reaction_removed', { user, name, message }));
  });
}

const NO_MESSAGE = 'There is no message with this ts.';

function take(message: SlackMessage, name: string, user: string): boolean {
  const known = message.reactions.find((one) => one.name === name);
  if (!known?.users.includes(user)) return false;
  known.users = known.users.filter((one) => one !== user);
  message.reactions = message.reactions.filter(({ users }) => users.length > 0);
  return true;
}
