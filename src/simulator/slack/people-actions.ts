import type { Answer, Edge } from '../edge';
import type { Faults } from '../faults';
import { actionsIn, type Action } from './blocks';
import type { SlackContext } from './context';
import { applyResponse, createResponseUrl } from './response-url';
import { NotOnScreen } from './not-on-screen';
import { blockActions, commandForm, createTrigger, homeActions, viewSubmission } from './payloads';
import { checkedModal } from './block-rules';
import { ACK_MS, type Outgoing, type Sender } from './signed-request';
import { directUserOf, randomId } from './state';
import type { Json, SlackView } from './types';
import { filledIn, type ViewValues } from './view-inputs';

/** What the app answered: `status` is absent where nothing came within three seconds. */
export interface Acknowledgement {
  status?: number;
  ackMs: number;
  /** Names what was done, for what answers it. */
  trigger?: string;
}

interface Click {
  user: string;
  ts: string;
  actionId: string;
  value?: string | undefined;
}

interface Command {
  user: string;
  command: string;
  text: string;
}

interface Submission {
  user: string;
  viewId: string;
  values: ViewValues;
}

/** All throw NotOnScreen. */
export interface PeopleActions {
  click(click: Click): Promise<Acknowledgement>;
  /** In the Home tab. */
  clickAtHome(click: Omit<Click, 'ts'>): Promise<Acknowledgement>;
  command(command: Command): Promise<Acknowledgement>;
  submit(submission: Submission): Promise<Acknowledgement>;
  /** Slack tells the app nothing of it. */
  cancel(submission: Pick<Submission, 'user' | 'viewId'>): void;
}

interface Tools {
  context: SlackContext;
  edge: Edge;
  faults: Faults;
  sender: Sender;
}

/** Interactions and slash commands: sent once, three seconds to answer, never again. */
export function createPeopleActions(tools: Tools): PeopleActions {
  return {
    click: (click) => clickOn(tools, click),
    clickAtHome: (click) => clickAtHome(tools, click),
    command: (command) => useCommand(tools, command),
    submit: (submission) => submitView(tools, submission),
    cancel({ user, viewId }) {
      openView(tools, user, viewId);
      tools.context.state.views.delete(viewId);
      tools.context.changed();
    },
  };
}

async function clickOn(tools: Tools, { user, ts, actionId, value }: Click): Promise<Acknowledgement> {
  const { context } = tools;
  const { message, action } = showing(context, user, ts, actionId, value);
  const triggerId = createTrigger(context.state, user, context.now());
  const responseUrl = createResponseUrl(context, { user, messageTs: ts, cause: triggerId });
  const payload = blockActions(context.state, { user, message, action, triggerId, responseUrl });
  const { answer, ackMs } = await sendOnce(tools, interaction('block_actions', payload));
  if (!isOk(answer)) say(context, user, `This app ${excuse(answer)}.`);
  return { ...acknowledgement(answer, ackMs), trigger: triggerId };
}

async function clickAtHome(tools: Tools, { user, actionId, value }: Omit<Click, 'ts'>): Promise<Acknowledgement> {
  const { context } = tools;
  const home = context.state.homes.get(user);
  if (!home) throw new NotOnScreen(404, `The app has shown ${user} no Home tab.`);
  const action = actionNamed(home.view.blocks as Json[], actionId, value);
  if (!action) throw new NotOnScreen(409, `The Home tab of ${user} shows no button ${actionId}.`);
  const triggerId = createTrigger(context.state, user, context.now());
  const payload = homeActions(context.state, { user, home, action, triggerId });
  const { answer, ackMs } = await sendOnce(tools, interaction('block_actions', payload));
  if (!isOk(answer)) say(context, user, `This app ${excuse(answer)}.`);
  return { ...acknowledgement(answer, ackMs), trigger: triggerId };
}

async function useCommand(tools: Tools, { user, command, text }: Command): Promise<Acknowledgement> {
  const { context } = tools;
  const { state } = context;
  if (!(state.options.commands ?? ['/baton']).includes(command)) {
    say(context, user, `${command} is not a valid command.`);
    return { ackMs: 0 };
  }
  const triggerId = createTrigger(state, user, context.now());
  const responseUrl = createResponseUrl(context, { user, cause: triggerId });
  const form = commandForm(state, { user, command, text, triggerId, responseUrl });
  const { answer, ackMs } = await sendOnce(tools, formRequest('command', form, form));
  if (isOk(answer)) showAnswer(context, { user, cause: triggerId }, answer);
  else say(context, user, `${command} failed with the error "${answer ? 'dispatch_failed' : 'operation_timeout'}"`);
  return { ...acknowledgement(answer, ackMs), trigger: triggerId };
}

function openView({ context }: Tools, user: string, viewId: string): SlackView {
  const view = context.state.views.get(viewId);
  if (!view || view.user !== user) throw new NotOnScreen(404, `No modal ${viewId} is open for ${user}.`);
  return view;
}

async function submitView(tools: Tools, { user, viewId, values }: Submission): Promise<Acknowledgement> {
  const { context } = tools;
  const view = openView(tools, user, viewId);
  const triggerId = createTrigger(context.state, user, context.now());
  const payload = viewSubmission(user, view, filledIn(view, values), triggerId);
  const { answer, ackMs } = await sendOnce(tools, interaction('view_submission', payload));
  if (isOk(answer)) finishView(context, viewId, answer);
  else say(context, user, 'We had some trouble connecting. Try again?');
  return acknowledgement(answer, ackMs);
}

function showing({ state }: SlackContext, user: string, ts: string, actionId: string, value: string | undefined) {
  const message = state.find(ts);
  const readers = message?.ephemeralFor ?? directUserOf(message?.channel);
  if (!message || (readers !== undefined && readers !== user)) {
    throw new NotOnScreen(404, `${user} sees no message ${ts}.`);
  }
  const action = actionNamed(message.blocks, actionId, value);
  if (!action) throw new NotOnScreen(409, `The message ${ts} shows no button ${actionId}.`);
  return { message, action };
}

const actionNamed = (blocks: Json[], actionId: string, value: string | undefined): Action | undefined =>
  actionsIn(blocks).find((one) => one.actionId === actionId && (value === undefined || one.value === value));

const interaction = (kind: string, payload: Json): Outgoing =>
  formRequest(kind, { payload: JSON.stringify(payload) }, payload);

const formRequest = (kind: string, form: Record<string, string>, journalBody: unknown): Outgoing => ({
  kind,
  contentType: 'application/x-www-form-urlencoded',
  body: new URLSearchParams(form).toString(),
  journalBody,
});

async function sendOnce(tools: Tools, outgoing: Outgoing): Promise<{ answer: Answer | undefined; ackMs: number }> {
  const from = Date.now();
  const measured = (answer: Answer | undefined) => ({ answer, ackMs: Date.now() - from });
  // Nobody can click in a Slack that is down, and no click waits until it is back.
  if (tools.faults.isAway('slack', 'fromVendor')) return measured(undefined);
  const send = (options: { garbled: boolean }): Promise<Answer> => {
    if (Date.now() - from > ACK_MS) throw new Error('The click is too old to be sent.');
    return tools.sender.send(outgoing, options);
  };
  let giveUp: NodeJS.Timeout | undefined;
  const tooLate = new Promise<undefined>((resolve) => {
    giveUp = setTimeout(() => resolve(undefined), ACK_MS);
  });
  try {
    const answer = await Promise.race([tools.edge.deliver({ vendor: 'slack', kind: outgoing.kind, send }), tooLate]);
    return measured(answer === 'lost' ? undefined : answer);
  } catch {
    return measured(undefined);
  } finally {
    clearTimeout(giveUp);
  }
}

const isOk = (answer: Answer | undefined): answer is Answer =>
  answer !== undefined && answer.status >= 200 && answer.status < 300;

const acknowledgement = (answer: Answer | undefined, ackMs: number): Acknowledgement =>
  answer === undefined ? { ackMs } : { status: answer.status, ackMs };

const excuse = (answer: Answer | undefined): string =>
  answer === undefined ? 'did not respond in time' : `responded with Status Code ${answer.status}`;

/** Slack's own sentence to one user. */
function say(context: SlackContext, user: string, text: string): void {
  context.state.shown.push({ user, kind: 'error', text });
  context.changed();
}

function showAnswer(context: SlackContext, to: { user: string; cause: string }, { body }: Answer): void {
  if (typeof body === 'string' && body !== '') applyResponse(context, to, { text: body });
  if (typeof body === 'object' && body !== null) applyResponse(context, to, body as Json);
}

function finishView(context: SlackContext, viewId: string, { body }: Answer): void {
  const { state } = context;
  const opened = state.views.get(viewId)!;
  const reply = (typeof body === 'object' && body !== null ? body : {}) as Json;
  if (reply.response_action === 'errors') {
    const errors = reply.errors as Record<string, string>;
    opened.errors = errors;
    state.shown.push({ user: opened.user, kind: 'modal', text: Object.values(errors).join('\n'), viewId, errors });
  } else if (reply.response_action === 'update') {
    opened.view = checkedModal(reply.view, randomId);
    opened.hash = state.nextTs();
    const text = String((opened.view.title as Json).text);
    state.shown.push({ user: opened.user, kind: 'modal', text, viewId });
    delete opened.errors;
  } else {
    state.views.delete(viewId);
  }
  context.changed();
}
