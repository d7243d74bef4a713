import { createHash } from 'node:crypto';
import { Router, type Response } from 'express';
import type { ConversationSnapshot, TranscriptLine } from '../../workflows/conversation/messages';
import type { ConversationGateway, ConversationRun } from '../conversation-gateway';
import type { Logger } from '../logger';
import type { TranscriptLinks } from '../transcript-links';
import { html, type Html } from './html';

export interface TranscriptDeps {
  gateway: Pick<ConversationGateway, 'snapshot' | 'runs'>;
  links: Pick<TranscriptLinks, 'verify'>;
  logger: Logger;
  /** IANA name of the zone in which times are written. */
  timeZone?: string;
}

const STYLE = `
body{font:16px/1.5 system-ui,sans-serif;max-width:48rem;margin:0 auto;padding:1rem;color:#1a1a1a;background:#fff}
ol{list-style:none;padding:0}
li{margin:.5rem 0;padding:.5rem .75rem;border-left:4px solid #767676;background:#f5f5f5}
.customer{border-color:#0b6e4f}.assistant{border-color:#1d4ed8}.agent{border-color:#9a3412}
.note,.event{background:none;font-style:italic}
p{margin:0;white-space:pre-wrap;overflow-wrap:anywhere}
small{color:#555}
`;
const STYLE_HASH = createHash('sha256').update(STYLE).digest('base64');
// Escaping, or a space more, would change the style's hash.
const STYLE_TAG: Html = { markup: `<style>${STYLE}</style>` };
const HEADERS = {
  'Content-Security-Policy': `default-src 'none'; style-src 'sha256-${STYLE_HASH}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
  'Cache-Control': 'no-store',
  'X-Robots-Tag': 'noindex, nofollow',
  'Referrer-Policy': 'no-referrer',
};

/** `GET /transcript/{workflow id}?expires&signature`: who wrote what, for whoever has a link that still works. */
export function createTranscriptPage({ gateway, links, logger, timeZone = 'UTC' }: TranscriptDeps): Router {
  const router = Router();
  router.get('/transcript/:id', async ({ params: { id }, query }, response) => {
    const verdict = links.verify(id, query['expires'], query['signature']);
    if (verdict === 'expired')
      return say(response, 403, 'This link has expired. Get a new one from the card in Slack.');
    if (verdict === 'forged')
      return say(response, 403, 'This link is not one of ours. Get one from the card in Slack.');
    try {
      const [snapshot, runs] = await Promise.all([gateway.snapshot(id), gateway.runs(id)]);
      if (!snapshot) return say(response, 404, 'This conversation is no longer kept.');
      send(response, 200, page('Transcript', transcript(snapshot, runs, timeZone)));
    } catch (error) {
      logger.error({ kind: 'transcript', conversation: id, error }, 'A transcript could not be read.');
      say(response, 503, 'The transcript cannot be read at the moment. Try again in a minute.');
    }
  });
  return router;
}

const say = (response: Response, status: number, sentence: string): void =>
  send(response, status, page('Transcript', html`<p>${sentence}</p>`));

const send = (response: Response, status: number, { markup }: Html): void =>
  void response.status(status).set(HEADERS).type('text/html').send(markup);

const page = (title: string, body: Html): Html =>
  html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width" />
        <meta name="robots" content="noindex, nofollow" />
        <title>${title}</title>
        ${STYLE_TAG}
      </head>
      <body>
        <h1>${title}</h1>
        ${body}
      </body>
    </html> `;

function transcript(snapshot: ConversationSnapshot, runs: ConversationRun[], timeZone: string): Html {
  const { customer, mode, handoff, agent, transcript: lines, recordBegins } = snapshot;
  const name = customer.name ?? (customer.waId ? `+${customer.waId}` : 'Customer');
  const time = createTime(timeZone);
  const handling = agent && handoff === 'claimed' ? ` · with ${agent.name}` : '';
  return html`<p>${name} · ${mode}${handoff === 'none' ? '' : ` · handoff ${handoff}`}${handling}</p>
    ${recordBegins > 1 && html`<p><small>The record begins at line ${recordBegins}. What was before it is no longer kept.</small></p>`}
    <ol start="${recordBegins}">
      ${lines.map((one) => line(one, name, time))}
    </ol>
    ${
      runs.length > 1 &&
      html`<h2>Kept records of this customer</h2>
        <ul>
          ${runs.map(({ startedAt, endedAt }) => html`<li>${time(startedAt)} to ${endedAt ? time(endedAt) : 'now'}</li>`)}
        </ul>`
    }`;
}

function line({ from, name, text, at, delivery }: TranscriptLine, customer: string, time: (at: number) => Html): Html {
  const author = { customer, assistant: 'Assistant', agent: 'Agent', notice: 'Notice', note: 'Note', event: '' }[from];
  const shown = name && from !== 'customer' ? `${author} (${name})` : author;
  return html`<li class="${from}">
    <small>${shown}${shown && ' · '}${time(at)}${delivery && ` · ${delivery}`}</small>
    <p>${text}</p>
  </li>`;
}

function createTime(timeZone: string): (at: number) => Html {
  const format = new Intl.DateTimeFormat('en-GB', { timeZone, dateStyle: 'medium', timeStyle: 'medium' });
  return (at) => html`<time datetime="${new Date(at).toISOString()}">${format.format(at)} ${timeZone}</time>`;
}
