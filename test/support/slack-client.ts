import { createHmac } from 'node:crypto';
import type { ScreenMessage } from '../../src/simulator/slack/screen';
import { until } from './until';
import type { System } from './system';

interface ClickPayload {
  user: { id: string };
  container: Record<string, unknown>;
  message: Record<string, unknown>;
  actions: Record<string, unknown>[];
}

const OWN_LINK = /Full chat history/;

/** An agent's Slack that lags behind: it still shows buttons that are gone from the channel. */
export function createSlackClient(system: System) {
  const { control, credentials, gateway } = system;
  let clicks = 0;

  const post = async (payload: object): Promise<void> => {
    const body = new URLSearchParams({ payload: JSON.stringify(payload) }).toString();
    const timestamp = String(Math.floor(Date.now() / 1000));
    const signed = createHmac('sha256', credentials.signingSecret).update(`v0:${timestamp}:${body}`).digest('hex');
    const headers = {
      'content-type': 'application/x-www-form-urlencoded',
      'x-slack-request-timestamp': timestamp,
      'x-slack-signature': `v0=${signed}`,
    };
    const answer = await fetch(`${gateway}/slack/events`, { method: 'POST', headers, body });
    if (answer.status !== 200) throw new Error(`The click was answered with ${answer.status}.`);
  };

  // A link to the transcript changes nothing: the payload of asking for one is the pattern of this user's clicks.
  const pattern = async (user: string): Promise<ClickPayload> => {
    const card = (await control.slack()).findLast(({ actions }) =>
      actions.some((one) => one.action_id === 'transcript'),
    );
    if (card === undefined) throw new Error('There is no card to ask for a link.');
    const click = { user, ts: card.ts, action_id: 'transcript', wait: 8_000 };
    await control.call('POST', '/control/slack/actions', click);
    const { body } = (await control.journal({ kind: 'block_actions' })).at(-1)!;
    return body as ClickPayload;
  };

  const actionOf = (clicked: ClickPayload, actionId: string, value: string | undefined): object => {
    clicks += 1;
    return { ...clicked.actions[0], action_id: actionId, value, action_ts: `${Date.now()}.${clicks}` };
  };

  const prepare = async (user: string, { ts, thread_ts, actions }: ScreenMessage, actionId: string) => {
    const action = actions.find(({ action_id }) => action_id === actionId);
    if (action === undefined) throw new Error(`There was no button ${actionId}.`);
    const payload = await pattern(user);
    const thread = { thread_ts };
    return () =>
      post({
        ...payload,
        container: { ...payload.container, message_ts: ts, ...thread },
        message: { ...payload.message, ts, ...thread },
        actions: [actionOf(payload, actionId, action.value)],
      });
  };

  return {
    /** Resolves with the click: whoever is no agent is told so already when he makes ready for it. */
    preparesOld: prepare,
    async clicksOld(user: string, message: ScreenMessage, actionId: string): Promise<void> {
      await (
        await prepare(user, message, actionId)
      )();
    },
    /** A click in the Home tab of somebody who has shown it to this user, who has none of his own. */
    async clicksHomeOf(owner: string, user: string, actionId: string, value: string | undefined): Promise<void> {
      await control.call('POST', '/control/slack/home/actions', { user: owner, action_id: 'home_refresh' });
      const { body } = (await control.journal({ kind: 'block_actions' })).at(-1)!;
      const payload = body as ClickPayload;
      await post({ ...payload, user: { ...payload.user, id: user }, actions: [actionOf(payload, actionId, value)] });
    },
    async told(user: string, act: () => Promise<unknown>): Promise<string> {
      const words = async () =>
        (await control.ephemerals(user)).map(({ text }) => text).filter((text) => !OWN_LINK.test(text));
      const before = (await words()).length;
      await act();
      return (await until(words, (all) => all.length > before))[before]!;
    },
  };
}
