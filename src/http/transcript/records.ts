import type { ConversationSnapshot } from '../../../workflows/conversation/messages';
import type { ConversationRun } from '../../conversation-gateway';
import { html, type Html } from '../html';
import type { Times } from './times';

const ENDS: Record<NonNullable<ConversationRun['end']>, string> = {
  continued: 'continued in the next one',
  completed: 'ended after 30 quiet days',
  stopped: 'stopped by an operator',
};

export interface RecordContext {
  /** The run that is shown; absent: the newest. */
  runId: string | undefined;
  /** A link of the same age to another run of this conversation, or to the newest. */
  linkTo(runId?: string): string;
  times: Times;
}

/**
 * Where this record begins, and what was before it. A run that was continued hands its lines on: what is missing at
 * the top is in it. A run that ended otherwise was a record of its own.
 */
export function renderBeginning(snapshot: ConversationSnapshot, runs: ConversationRun[], context: RecordContext): Html {
  const shown = Math.max(0, indexOf(runs, context.runId));
  const before = runs[shown + 1];
  if (snapshot.recordBegins > 1) {
    const older = before?.end === 'continued' ? before : undefined;
    return html`<p>
      This record begins at line ${snapshot.recordBegins}. ${link('Read older lines', older, context)}
    </p>`;
  }
  const earlier = runs.slice(shown + 1).find(({ end }) => end !== 'continued');
  if (earlier === undefined) return html`<p>This is where the record begins.</p>`;
  return html`<p>This is where the record begins. ${link('Read the one before it', earlier, context)}</p>`;
}

const indexOf = (runs: ConversationRun[], id: string | undefined): number =>
  runs.findIndex(({ runId }) => runId === id);

const link = (words: string, run: ConversationRun | undefined, { linkTo }: RecordContext): Html =>
  run === undefined ? html`What was before is no longer kept.` : html`<a href="${linkTo(run.runId)}">${words}</a>`;

/** Every record of this customer that is kept, newest first. Nothing where there is only one. */
export function renderRecords(runs: ConversationRun[], { runId, linkTo, times }: RecordContext): Html | false {
  if (runs.length < 2) return false;
  const items = runs.map((run, index) => {
    const [newest, shown] = [index === 0, runId === undefined ? index === 0 : run.runId === runId];
    const period = html`${times.moment(run.startedAt)} to
    ${run.endedAt === undefined ? 'now' : times.moment(run.endedAt)}`;
    const end = run.end === undefined ? '' : ` · ${ENDS[run.end]}`;
    if (shown) return html`<li><span aria-current="page">${period}</span>${end} · this one</li>`;
    return html`<li><a href="${newest ? linkTo() : linkTo(run.runId)}">${period}</a>${end}</li>`;
  });
  return html`<nav class="records" aria-labelledby="records-title">
    <h2 id="records-title">Records of this customer</h2>
    <ul>
      ${items}
    </ul>
  </nav>`;
}
