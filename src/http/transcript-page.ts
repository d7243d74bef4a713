import { join } from 'node:path';
import { Router, type Request, type Response } from 'express';
import { revisionOf, type ConversationGateway } from '../conversation-gateway';
import type { Logger } from '../logger';
import type { SendFile } from '../shown-file';
import type { TranscriptLinks } from '../transcript-links';
import { readAsset, sendAsset } from './assets';
import type { Html } from './html';
import { renderParts, sentencePage, transcriptPage, type TranscriptParts } from './transcript/document';
import { createLiveTranscripts } from './transcript/live';

export interface TranscriptDeps {
  gateway: Pick<ConversationGateway, 'snapshot' | 'runs' | 'revision'>;
  links: Pick<TranscriptLinks, 'verify'>;
  logger: Logger;
  /** IANA name of the zone in which times are written: the business's. */
  timeZone?: string;
  /** Absent where the gateway may not read files from WhatsApp. */
  sendFile?: SendFile | undefined;
}

interface TranscriptRoutes {
  router: Router;
  /** Ends what readers follow. */
  close(): void;
}

const HEADERS = {
  'Content-Security-Policy':
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:; media-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'Cache-Control': 'no-store',
  'X-Robots-Tag': 'noindex, nofollow',
  'Referrer-Policy': 'no-referrer',
};

const EXPIRED = 'This link has expired. Get a new one from the card in Slack.';
const FORGED = 'This link is not one of ours. Get one from the card in Slack.';
const GONE = 'This conversation is no longer kept.';
const AWAY = 'The transcript cannot be read at the moment. Try again in a minute.';
const RUN_ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

// In the order of their links: what a small screen or paper wants otherwise comes last.
const styles = ['base', 'overview', 'lines', 'records', 'narrow', 'print'].map((name) =>
  asset(`${name}.css`, 'text/css'),
);
const script = asset('transcript.js', 'text/javascript');
const addresses = { styles: styles.map(({ address }) => address), script: script.address };

/**
 * `GET /transcript/{workflow id}?expires&signature`: who wrote what, for whoever has a link that still works; below it the
 * earlier records of the same customer (`/{run id}`) and what keeps the page up to date (`/live`).
 */
export function createTranscriptPage(deps: TranscriptDeps): TranscriptRoutes {
  const { gateway, links, logger, timeZone = 'UTC', sendFile } = deps;
  const read = (workflowId: string, link: string, runId?: string) =>
    readParts(gateway, { workflowId, link, runId, timeZone, files: sendFile !== undefined });
  const live = createLiveTranscripts({ gateway, read, logger });

  async function show({ workflowId, link }: Opened, runId: string | undefined, response: Response): Promise<void> {
    // What happens between the two looks is told to the page again, never left out.
    const revision = runId === undefined ? await gateway.revision(workflowId) : undefined;
    const parts = await read(workflowId, link, runId);
    if (!parts || (runId === undefined && !revision)) return say(response, 404, GONE);
    const news = revision && { address: pathOf(workflowId, link, 'live'), revision: revisionOf(revision) };
    send(response, 200, transcriptPage({ parts, addresses, timeZone, live: news, newest: pathOf(workflowId, link) }));
  }

  const router = Router();
  for (const one of [...styles, script]) router.get(one.address, (_request, response) => sendAsset(response, one));
  router.get('/transcript/:id/live', (request, response) => {
    const opened = open(request, links);
    if (typeof opened === 'string') return say(response, 403, opened);
    const seen = request.headers['last-event-id'] ?? request.query['seen'];
    response.set(HEADERS);
    live.follow({ ...opened, seen: typeof seen === 'string' ? seen : undefined }, response);
  });
  if (sendFile)
    router.get('/transcript/:id{/:run}/files/:line', (request, response) =>
      showFile(deps, sendFile, request, response),
    );
  router.get('/transcript/:id{/:run}', async (request, response) => {
    const opened = open(request, links);
    if (typeof opened === 'string') return say(response, 403, opened);
    const { run } = request.params;
    if (run !== undefined && !RUN_ID.test(run)) return say(response, 404, GONE);
    await show(opened, run, response).catch((error: unknown) => {
      logger.error({ kind: 'transcript', conversation: opened.workflowId, error }, 'A transcript could not be read.');
      say(response, 503, AWAY);
    });
  });
  return { router, close: live.close };
}

/** A file is shown to whoever may read the line that it is in. */
async function showFile(
  { gateway, links, logger }: TranscriptDeps,
  sendFile: SendFile,
  request: Request,
  response: Response,
): Promise<void> {
  const opened = open(request, links);
  if (typeof opened === 'string') return say(response, 403, opened);
  const { run, line } = request.params;
  if (typeof run === 'string' && !RUN_ID.test(run)) return say(response, 404, GONE);
  try {
    const snapshot = await gateway.snapshot(opened.workflowId, typeof run === 'string' ? run : undefined);
    await sendFile(request, response, { snapshot, line });
  } catch (error) {
    logger.error({ kind: 'transcript', conversation: opened.workflowId, error }, 'A transcript could not be read.');
    say(response, 503, AWAY);
  }
}

interface Wanted {
  workflowId: string;
  link: string;
  runId: string | undefined;
  timeZone: string;
  files: boolean;
}

async function readParts(
  gateway: TranscriptDeps['gateway'],
  { workflowId, link, runId, timeZone, files }: Wanted,
): Promise<TranscriptParts | undefined> {
  const [snapshot, runs] = await Promise.all([gateway.snapshot(workflowId, runId), gateway.runs(workflowId)]);
  const linkTo = (run?: string): string => pathOf(workflowId, link, run);
  const below = runId === undefined ? 'files' : `${runId}/files`;
  const fileAt = files ? (line: number): string => pathOf(workflowId, link, `${below}/${line}`) : undefined;
  return snapshot && renderParts(snapshot, runs, { runId, linkTo, timeZone, fileAt });
}

/** What a link opens. */
interface Opened {
  workflowId: string;
  /** Its signed part, for the links on the page. */
  link: string;
  /** Whether it still does. */
  isValid(): boolean;
}

/** A sentence where the link opens nothing. */
function open({ params, query: { expires, signature } }: Request, links: TranscriptDeps['links']): Opened | string {
  const workflowId = String(params['id']);
  const verify = () => links.verify(workflowId, expires, signature);
  const verdict = verify();
  if (verdict === 'expired') return EXPIRED;
  if (verdict === 'forged' || typeof expires !== 'string' || typeof signature !== 'string') return FORGED;
  const link = new URLSearchParams({ expires, signature }).toString();
  return { workflowId, link, isValid: () => verify() === 'valid' };
}

const pathOf = (workflowId: string, link: string, below?: string): string =>
  `/transcript/${encodeURIComponent(workflowId)}${below === undefined ? '' : `/${below}`}?${link}`;

const say = (response: Response, status: number, sentence: string): void =>
  send(response, status, sentencePage(sentence, addresses));

const send = (response: Response, status: number, { markup }: Html): void =>
  void response.status(status).set(HEADERS).type('text/html').send(markup);

function asset(name: string, type: string) {
  return readAsset(join(__dirname, 'transcript', 'assets', name), '/transcript-assets', type);
}
