import { Router, type Response } from 'express';
import { z } from 'zod';
import { readControlBody, refuseControl, sendFile } from '../control-answers';
import { fileSchema } from '../file-content';
import type { SlackContext } from './context';
import { createFile } from './files';
import { change, channelEvent, remove } from './methods/chat';
import { NotOnScreen } from './not-on-screen';
import { homeOpened } from './payloads';
import type { Acknowledgement, PeopleActions } from './people-actions';
import { addReactionRoutes } from './reactions';
import { channelOnScreen, ephemeralsOnScreen, homeOnScreen, onScreen, workspaceOnScreen } from './screen';
import { ACK_MS } from './signed-request';
import { ALL_SCOPES, isPerson, PEOPLE, type SlackState } from './state';
import { escapeText, typedText } from './text';
import type { Json, Shown, SlackMessage } from './types';
import type { Watcher } from './watcher';

const GRACE_MS = 500;

const user = z.string().refine(isPerson, `must be one of ${PEOPLE.map(({ id }) => id).join(', ')}`);
/** How many ms to wait for a first visible consequence after the app's answer. */
const wait = z.number().int().min(0).max(10_000);

const clickSchema = z.strictObject({
  user,
  ts: z.string(),
  action_id: z.string(),
  /** Which one, where several buttons or options share an action id. */
  value: z.string().optional(),
  wait: wait.default(1_500),
});

const openSchema = z.strictObject({ user, wait: wait.default(5_000) });
const homeClickSchema = clickSchema.omit({ ts: true });

const messageSchema = z.strictObject({
  user,
  thread_ts: z.string().optional(),
  text: z.string().max(40_000).default(''),
  files: z
    .array(
      z.strictObject({
        name: z.string().min(1),
        mimetype: z.string().optional(),
        content: z.string().optional(),
        file: fileSchema.optional(),
      }),
    )
    .min(1)
    .optional(),
  wait: wait.default(1_000),
});

const commandSchema = z.strictObject({
  user,
  command: z.string().startsWith('/'),
  text: z.string().default(''),
  wait: wait.default(1_500),
});

const viewSchema = z.strictObject({
  user,
  view_id: z.string(),
  values: z.record(z.string(), z.record(z.string(), z.string())).default({}),
  wait: wait.default(1_500),
});

const cancelSchema = z.strictObject({ user });
const editSchema = z.strictObject({ user, text: z.string().min(1).max(40_000) });

const rate = z.strictObject({ burst: z.number().int().positive(), perSecond: z.number().positive() });

const settingsSchema = z.strictObject({
  eventsUrl: z.url().optional(),
  limits: z.strictObject({ posts: rate.optional(), updates: rate.optional() }).optional(),
  /** Ms before each redelivery of an event. */
  redeliveries: z.array(z.number().int().min(0)).max(3).optional(),
  /** Scopes that the token has lost: their methods answer `missing_scope`. */
  withoutScopes: z.array(z.string()).optional(),
  /** Who is in the agents' user group. */
  agents: z.array(user).optional(),
});

interface Tools {
  context: SlackContext;
  actions: PeopleActions;
  watcher: Watcher;
}

/** The workspace's part of the control API (docs/simulator.md). Mount under `/control`, behind a JSON parser. */
export function createControl(tools: Tools): Router {
  const { context } = tools;
  const router = Router();
  router.get('/slack/messages', ({ query }, response) => {
    const { channelId } = context.state.options;
    response.json(channelOnScreen(context.state, typeof query.channel === 'string' ? query.channel : channelId));
  });
  router.get('/slack/ephemerals', ({ query }, response) => {
    response.json(ephemeralsOnScreen(context.state, typeof query.user === 'string' ? query.user : undefined));
  });
  router.get('/slack/screen', (_request, response) => void response.json(workspaceOnScreen(context.state)));
  router.get('/slack/views', (_request, response) => void response.json([...context.state.views.values()]));
  router.put('/slack/settings', (request, response) => {
    response.json(changeSettings(context.state, readControlBody(settingsSchema, request)));
  });
  router.get('/slack/files/:id', ({ params }, response) => {
    const content = context.state.fileContents.get(params.id);
    if (content === undefined) return refuseControl(response, 404, 'There is no file with this id.');
    sendFile(response, content);
  });
  addPeopleRoutes(router, tools);
  addChangeRoutes(router, tools);
  addHomeRoutes(router, tools);
  addReactionRoutes(router, { context, send: (event) => sendAndWait(context, event) });
  return router;
}

/** The app's Home tab, as each person sees it. */
function addHomeRoutes(router: Router, tools: Tools): void {
  const { actions, context } = tools;
  router.get('/slack/home', ({ query }, response) => {
    response.json(homeOnScreen(context.state, typeof query.user === 'string' ? query.user : ''));
  });
  router.post('/slack/home', async (request, response) => {
    const input = readControlBody(openSchema, request);
    await answer(response, tools, input, undefined, () => sendAndWait(context, homeOpened(context.state, input.user)));
  });
  router.post('/slack/home/actions', async (request, response) => {
    const input = readControlBody(homeClickSchema, request);
    await answer(response, tools, input, undefined, () => actions.clickAtHome({ ...input, actionId: input.action_id }));
  });
}

/** What people do to what they have written. */
function addChangeRoutes(router: Router, { context }: Tools): void {
  router.put('/slack/messages/:ts', (request, response) => {
    const { user: person, text } = readControlBody(editSchema, request);
    const message = ownMessage(context.state, request.params.ts, person);
    if (message === undefined) return refuseControl(response, 404, NOT_HIS);
    change(context, message, { text: typedText(text, PEOPLE) });
    response.json({});
  });
  router.delete('/slack/messages/:ts', (request, response) => {
    const { user: person } = readControlBody(cancelSchema, request);
    const message = ownMessage(context.state, request.params.ts, person);
    if (message === undefined) return refuseControl(response, 404, NOT_HIS);
    remove(context, message);
    response.json({});
  });
}

function addPeopleRoutes(router: Router, tools: Tools): void {
  const { actions, context } = tools;
  router.post('/slack/actions', async (request, response) => {
    const input = readControlBody(clickSchema, request);
    await answer(response, tools, input, input.ts, () => actions.click({ ...input, actionId: input.action_id }));
  });
  router.post('/slack/commands', async (request, response) => {
    const input = readControlBody(commandSchema, request);
    const command = { ...input, text: escapeText(input.text) };
    await answer(response, tools, input, undefined, () => actions.command(command));
  });
  router.post('/slack/views', async (request, response) => {
    const input = readControlBody(viewSchema, request);
    await answer(response, tools, input, undefined, () => actions.submit({ ...input, viewId: input.view_id }));
  });
  router.delete('/slack/views/:id', (request, response) => {
    const { user: person } = readControlBody(cancelSchema, request);
    try {
      actions.cancel({ user: person, viewId: request.params.id });
      response.json({});
    } catch (error) {
      if (!(error instanceof NotOnScreen)) throw error;
      refuseControl(response, error.status, error.message);
    }
  });
  router.post('/slack/messages', async (request, response) => {
    const input = readControlBody(messageSchema, request);
    if (!canAnswerTo(context.state, input.thread_ts)) {
      return refuseControl(response, 404, `There is no message ${input.thread_ts} to answer to.`);
    }
    const message = write(context, input);
    const event = channelEvent(context, message);
    await answer(response, tools, input, message.ts, () => sendAndWait(context, event));
  });
}

const NOT_HIS = 'People edit and delete only what they have written themselves.';

function ownMessage(state: SlackState, ts: string, person: string): SlackMessage | undefined {
  const message = state.find(ts);
  return message?.user === person && message.botId === undefined ? message : undefined;
}

type Input = { user: string; wait: number };
type Act = () => Promise<Acknowledgement>;

/** Does it, waits for what can be seen of it, and answers with what the user was shown. */
async function answer(
  response: Response,
  { context, watcher }: Tools,
  input: Input,
  ts: string | undefined,
  act: Act,
): Promise<void> {
  const since = watcher.mark(input.user, ts);
  try {
    const { status, ackMs, trigger } = await act();
    await watcher.firstConsequence(since, input.wait);
    const message = ts === undefined ? undefined : context.state.find(ts);
    response.json({
      status: status ?? null,
      ackMs,
      // Not what answers something else that the same user did meanwhile.
      shown: watcher
        .shownSince(since)
        .filter(({ cause }) => cause === undefined || cause === trigger)
        .map((shown) => onUsersScreen(context.state, shown)),
      ...(message === undefined ? {} : { ts, message: onScreen(context.state, message) }),
    });
  } catch (error) {
    if (!(error instanceof NotOnScreen)) throw error;
    refuseControl(response, error.status, error.message);
  }
}

function onUsersScreen(state: SlackState, { user: _user, cause, viewId, ...shown }: Shown) {
  const message = shown.ts === undefined ? undefined : state.find(shown.ts);
  return {
    ...shown,
    ...(cause !== undefined && { answers: true }),
    ...(viewId === undefined ? {} : { view_id: viewId }),
    ...(message === undefined ? {} : { actions: onScreen(state, message).actions }),
  };
}

function canAnswerTo(state: SlackState, threadTs: string | undefined): boolean {
  if (threadTs === undefined) return true;
  const parent = state.find(threadTs);
  return parent !== undefined && parent.threadTs === undefined && parent.ephemeralFor === undefined;
}

function write(context: SlackContext, input: z.infer<typeof messageSchema>): SlackMessage {
  const { state } = context;
  const message: SlackMessage = {
    ts: state.nextTs(),
    user: input.user,
    text: typedText(input.text, PEOPLE),
    blocks: [],
    reactions: [],
    mentions: [],
    ...(input.thread_ts === undefined ? {} : { threadTs: input.thread_ts }),
    ...(input.files === undefined ? {} : { files: input.files.map((file) => createFile(context, file)) }),
  };
  state.keep(message);
  context.changed();
  return message;
}

// While Slack itself is away, an event leaves when it is back: nobody waits for that.
async function sendAndWait(context: SlackContext, event: Json): Promise<Acknowledgement> {
  const from = Date.now();
  let giveUp: NodeJS.Timeout | undefined;
  const tooLate = new Promise<undefined>((resolve) => {
    giveUp = setTimeout(() => resolve(undefined), ACK_MS + GRACE_MS);
  });
  const attempt = await Promise.race([context.sendEvent(event), tooLate]);
  clearTimeout(giveUp);
  const ackMs = Date.now() - from;
  return attempt?.status === undefined ? { ackMs } : { status: attempt.status, ackMs };
}

function changeSettings(state: SlackState, settings: z.infer<typeof settingsSchema>): object {
  const { eventsUrl, limits, redeliveries, withoutScopes, agents } = settings;
  if (eventsUrl !== undefined) state.useEventsUrl(eventsUrl);
  if (limits?.posts) state.limits = { ...state.limits, posts: limits.posts };
  if (limits?.updates) state.limits = { ...state.limits, updates: limits.updates };
  if (redeliveries) state.redeliveries = redeliveries;
  if (withoutScopes) state.scopes = ALL_SCOPES.filter((scope) => !withoutScopes.includes(scope));
  if (agents) state.agents = agents;
  const { scopes } = state;
  const now = { limits: state.limits, redeliveries: state.redeliveries, scopes, agents: state.agents };
  return { eventsUrl: state.eventsUrl ?? null, ...now };
}
