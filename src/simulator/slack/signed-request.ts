import { createHmac } from 'node:crypto';
import type { Answer } from '../edge';
import type { Journal } from '../journal';
import type { SlackState } from './state';

/** Slack counts an answer that comes later than this as none. */
export const ACK_MS = 3_000;

const GARBLED = '{"payload": {"type": "eve';

export interface Outgoing {
  kind: string;
  contentType: 'application/json' | 'application/x-www-form-urlencoded';
  body: string;
  headers?: Record<string, string>;
  /** How the request looks in the journal. */
  journalBody: unknown;
}

export interface Sender {
  /** One signed request to the product's events URL, journaled. Throws when no answer comes within three seconds. */
  send(outgoing: Outgoing, options: { garbled: boolean }): Promise<Answer>;
}

/** Signs as docs.slack.dev, "Verifying requests from Slack": v0, HMAC-SHA256 over `v0:{timestamp}:{raw body}`. */
function signature(secret: string, timestamp: string, body: string): string {
  return `v0=${createHmac('sha256', secret).update(`v0:${timestamp}:${body}`).digest('hex')}`;
}

export function createSender(state: SlackState, journal: Journal): Sender {
  return {
    async send(outgoing, { garbled }) {
      const { eventsUrl } = state;
      if (eventsUrl === undefined) throw new Error('The workspace does not know the events URL of the app yet.');
      const open = journal.record({
        vendor: 'slack',
        direction: 'fromVendor',
        kind: outgoing.kind,
        body: garbled ? GARBLED : outgoing.journalBody,
      });
      try {
        const answer = await request(eventsUrl, state.options.signingSecret, outgoing, garbled);
        open.answer({ status: answer.status, body: answer.body });
        return answer;
      } catch (error) {
        open.answer({ error: failureReason(error) });
        throw error;
      }
    },
  };
}

/** Slack's word for why an attempt failed, as it stands in `x-slack-retry-reason`. */
export function failureReason(error: unknown): string {
  return (error as { name?: unknown }).name === 'TimeoutError' ? 'http_timeout' : 'connection_failed';
}

async function request(url: string, secret: string, outgoing: Outgoing, garbled: boolean): Promise<Answer> {
  const body = garbled ? GARBLED : outgoing.body;
  const timestamp = String(Math.floor(Date.now() / 1000));
  const response = await fetch(url, {
    method: 'POST',
    redirect: 'manual',
    signal: AbortSignal.timeout(ACK_MS),
    headers: {
      ...outgoing.headers,
      'content-type': outgoing.contentType,
      'user-agent': 'Slackbot 1.0 (+https://api.slack.com/robots)',
      'x-slack-request-timestamp': timestamp,
      'x-slack-signature': signature(secret, timestamp, body),
    },
    // Bytes: fetch would add a charset to the content type of a string.
    body: Buffer.from(body),
  });
  const text = await response.text();
  return { status: response.status, headers: Object.fromEntries(response.headers), body: parsed(text) };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}
