import { randomUUID } from 'node:crypto';
import { Router, type Request, type Response } from 'express';
import { z } from 'zod';
import { tellAway } from '../away';
import type { CommandDeps } from './commands';
import { viewerOn, type Entrance } from './entrance';
import type { Sessions } from './sessions';

interface AwayDeps {
  commands: CommandDeps;
  sessions: Sessions;
  entrance: Entrance;
}

const formSchema = z.object({ kind: z.enum(['away', 'back']), until: z.string().trim().max(40).default('') });

const UNREADABLE = 'This page is out of date. Nothing has changed. Reload it.';
const NOT_A_MOMENT =
  'That is no time ahead. Examples: 14:00, tomorrow 09:00, 45 min. Leave it empty where you do not know.';

/** `/desk/away`: an agent is away, or here again, for all the conversations that she has. */
export function createAwayRoutes(deps: AwayDeps): Router {
  const { sessions, entrance } = deps;
  const router = Router();
  router.post('/desk/away', entrance.agentsOnly, async (request, response) => {
    sessions.say(response, await press(deps, request, response));
    response.redirect(303, '/desk/mine');
  });
  return router;
}

async function press({ commands }: AwayDeps, request: Request, response: Response): Promise<string> {
  const { gateway, now, readUntil } = commands;
  const form = formSchema.safeParse(request.body).data;
  if (form === undefined) return UNREADABLE;
  const { kind, until: typed } = form;
  const until = typed === '' || kind === 'back' ? undefined : readUntil(typed);
  if (kind === 'away' && typed !== '' && (until === undefined || until <= now())) return NOT_A_MOMENT;
  const { agent } = viewerOn(response);
  // Pressed twice it is said twice: that changes nothing.
  return tellAway(gateway, { agent, kind, until, id: `desk:${agent.id}:${kind}:${randomUUID()}` }, now);
}
