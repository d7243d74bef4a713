import type { ConversationSnapshot } from '../../../workflows/conversation/messages';
import type { ConversationRun } from '../../conversation-gateway';
import { htmlDocument } from '../document';
import { html, type Html } from '../html';
import { renderLines } from './lines';
import { customerName, renderOverview, type FactsForAgents } from './overview';
import { renderBeginning, renderRecords, type RecordContext } from './records';
import { createTimes, type Times } from './times';

/** The parts of a transcript that change while it is read. */
export interface TranscriptParts {
  title: string;
  overview: Html;
  beginning: Html;
  /** List items by the line's number, oldest first. */
  lines: Map<number, Html>;
  records: Html | false;
}

interface TranscriptContext extends Omit<RecordContext, 'times'> {
  /** IANA name of the zone in which times are written. */
  timeZone: string;
  /** Where the file of a line is to be had; absent: not here. */
  fileAt?: ((number: number) => string) | undefined;
  /** Where an answer to one line of the customer's begins; absent: not here. */
  answerAt?: ((number: number) => Html) | undefined;
  /** Where agents alone read it. */
  factsForAgents?: ((times: Times) => FactsForAgents) | undefined;
}

export function renderParts(
  snapshot: ConversationSnapshot,
  runs: ConversationRun[],
  { timeZone, fileAt, answerAt, factsForAgents, ...context }: TranscriptContext,
): TranscriptParts {
  const times = createTimes(timeZone);
  const customer = customerName(snapshot.customer);
  const record = { ...context, times };
  return {
    title: `Transcript · ${customer}`,
    overview: renderOverview(snapshot, times, factsForAgents?.(times)),
    beginning: renderBeginning(snapshot, runs, record),
    lines: renderLines(snapshot.transcript, {
      ...{ customer, times, fileAt, answerAt },
      begins: snapshot.recordBegins,
      now: snapshot.now,
    }),
    records: renderRecords(runs, record),
  };
}

interface PageAddresses {
  styles: string[];
  script: string;
}

interface Shell {
  title: string;
  body: Html;
  addresses: PageAddresses;
  live?: boolean;
}

const shell = ({ title, body, addresses: { styles, script }, live = false }: Shell): Html =>
  htmlDocument({ title, body, styles, scripts: live ? [script] : [] });

/** A page that says one sentence. */
export const sentencePage = (sentence: string, addresses: PageAddresses): Html =>
  shell({
    title: 'Transcript',
    addresses,
    body: html`<main class="sentence">
      <h1>Transcript</h1>
      <p>${sentence}</p>
    </main>`,
  });

interface TranscriptPage {
  parts: TranscriptParts;
  addresses: PageAddresses;
  timeZone: string;
  /** Where news comes from, and how far the page is; absent for a record that cannot change any more. */
  live: { address: string; revision: string } | undefined;
  /** The newest record, from one that cannot change any more. */
  newest: string;
}

export const transcriptPage = ({ parts, addresses, timeZone, live, newest }: TranscriptPage): Html =>
  shell({
    title: parts.title,
    addresses,
    live: live !== undefined,
    body: html`<header class="top">
        <div id="overview">${parts.overview}</div>
        ${live === undefined ? earlier(newest) : liveState(live)}
      </header>
      <main>
        <h2 class="hidden">Messages</h2>
        <div id="beginning" class="beginning">${parts.beginning}</div>
        <p class="legend">
          <span class="speaks-assistant">the assistant may speak</span>
          <span class="speaks-agents">the agents may speak</span>
        </p>
        <ol id="lines">
          ${[...parts.lines.values()]}
        </ol>
        <div id="records">${parts.records}</div>
      </main>
      <footer class="bottom">
        <p>
          Times are those of ${timeZone.replaceAll('_', ' ')}. This link works for 24 hours; a new one is on the card in
          Slack.
        </p>
      </footer>`,
  });

const liveState = ({ address, revision }: { address: string; revision: string }): Html =>
  html`<p id="live" class="live" role="status" data-address="${address}" data-revision="${revision}">
    As of now. Reload to see what is new.
  </p>`;

const earlier = (newest: string): Html =>
  html`<p class="live">
    An earlier record, which does not change any more. <a href="${newest}">To the newest one</a>
  </p>`;
