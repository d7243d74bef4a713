import { randomBytes } from 'node:crypto';
import type { Edge } from '../edge';
import type { Timers } from '../timers';
import type { EventAttempt } from './context';
import { failureReason, type Outgoing, type Sender } from './signed-request';
import { APP_ID, BOT, randomId, TEAM, type SlackState } from './state';
import type { Json } from './types';

export const VERIFICATION_TOKEN = 'deprecated-verification-token';

export interface EventDelivery {
  state: SlackState;
  edge: Edge;
  timers: Timers;
  sender: Sender;
}

/**
 * The Events API: each event is sent once more after each of three waits until it is answered with 2xx within three
 * seconds, or with `x-slack-no-retry: 1`. Before the first event the URL must answer a challenge.
 */
export function createEventDelivery({
  state,
  edge,
  timers,
  sender,
}: EventDelivery): (event: Json) => Promise<EventAttempt> {
  const verify = createVerification(state, sender);

  async function attempt(envelope: Json, kind: string, retry: Record<string, string>): Promise<EventAttempt> {
    const send = async (options: { garbled: boolean }) => {
      await verify();
      return sender.send(eventRequest(envelope, kind, retry), options);
    };
    try {
      const answer = await edge.deliver({ vendor: 'slack', kind, send });
      if (answer === 'lost') return { delivered: true };
      const { status, headers } = answer;
      if (status >= 200 && status < 300) return { delivered: true, status };
      return { delivered: headers?.['x-slack-no-retry'] === '1', status, reason: 'http_error' };
    } catch (error) {
      return { delivered: false, reason: failureReason(error) };
    }
  }

  return async (event) => {
    if (state.eventsUrl === undefined) return { delivered: false, reason: 'no_events_url' };
    const envelope = wrap(state, event);
    const changes = event.subtype === 'message_changed' || event.subtype === 'message_deleted';
    const kind = String(changes ? event.subtype : event.type);
    const first = await attempt(envelope, kind, {});
    const redeliver = async (before: EventAttempt, number: number): Promise<void> => {
      const wait = state.redeliveries[number - 1];
      if (before.delivered || wait === undefined) return;
      await timers.delay(wait);
      const headers = { 'x-slack-retry-num': String(number), 'x-slack-retry-reason': before.reason ?? 'unknown_error' };
      await redeliver(await attempt(envelope, kind, headers), number + 1);
    };
    void redeliver(first, 1);
    return first;
  };
}

const eventRequest = (envelope: Json, kind: string, headers: Record<string, string>): Outgoing => ({
  kind,
  contentType: 'application/json',
  body: JSON.stringify(envelope),
  headers,
  journalBody: envelope,
});

function wrap(state: SlackState, event: Json): Json {
  return {
    token: VERIFICATION_TOKEN,
    team_id: TEAM.id,
    context_team_id: TEAM.id,
    context_enterprise_id: null,
    api_app_id: APP_ID,
    event,
    type: 'event_callback',
    event_id: randomId('Ev'),
    event_time: Math.floor(Number(event.event_ts)),
    authorizations: [
      { enterprise_id: null, team_id: TEAM.id, user_id: BOT.id, is_bot: true, is_enterprise_install: false },
    ],
    is_ext_shared_channel: false,
    event_context: `4-${state.options.channelId}`,
  };
}

function createVerification(state: SlackState, sender: Sender): () => Promise<void> {
  let underWay: Promise<void> | undefined;

  async function challenge(): Promise<void> {
    const word = randomBytes(20).toString('hex');
    const body = { token: VERIFICATION_TOKEN, challenge: word, type: 'url_verification' };
    const answer = await sender.send(eventRequest(body, 'url_verification', {}), { garbled: false });
    const answered = typeof answer.body === 'object' ? (answer.body as Json | null)?.challenge : answer.body;
    if (answer.status !== 200 || answered !== word) throw new Error('The events URL did not answer the challenge.');
    state.verified = true;
  }

  return async () => {
    if (state.verified) return;
    underWay ??= challenge().finally(() => (underWay = undefined));
    await underWay;
  };
}
