import { REASONS } from '../../../workflows/conversation/wording';
import { html, type Html } from '../../http/html';
import { REPORT_DAYS, type Report, type ReportDays } from '../../report';
import { barChart, shareChart, table } from './chart';

interface ReportContext {
  days: ReportDays;
  /** Names of agents by id. */
  names: Map<string, string>;
  timeZone: string;
}

const PERIODS: Record<ReportDays, string> = { 1: 'Today', 7: '7 days', 30: '30 days' };
const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const NONE = '–';

/** "40 s", "12 min", "2 h 5 min" */
function timeIn(ms: number | undefined): string {
  if (ms === undefined) return NONE;
  if (ms < MINUTE) return `${Math.round(ms / SECOND)} s`;
  if (ms < HOUR) return `${Math.round(ms / MINUTE)} min`;
  const minutes = Math.round((ms % HOUR) / MINUTE);
  return `${Math.floor(ms / HOUR)} h${minutes === 0 ? '' : ` ${minutes} min`}`;
}

const shareOf = (part: number, whole: number): string => (whole === 0 ? NONE : `${Math.round((part / whole) * 100)} %`);

export function renderReport(report: Report, context: ReportContext): Html {
  return html`<div class="report">
    <header>
      <h1>Report</h1>
      <nav class="periods" aria-label="Time">${REPORT_DAYS.map((days) => period(days, days === context.days))}</nav>
      <p class="small">${spanOf(report, context.timeZone)}</p>
    </header>
    ${report.cut && html`<p class="said">There are more conversations than are read for a report: the figures are about a part of them.</p>`}
    ${figures(report)}
    ${
      report.conversations === 0
        ? html`<p class="nothing-yet">No customer wrote in this time.</p>`
        : [share(report), reasons(report), waiting(report), agents(report, context)]
    }
    ${counted()}
  </div>`;
}

const period = (days: ReportDays, here: boolean): Html =>
  html`<a href="/desk/report?days=${days}" ${here ? html` aria-current="page"` : ''}>${PERIODS[days]}</a>`;

function spanOf({ from, until }: Report, timeZone: string): string {
  const words = new Intl.DateTimeFormat('en-GB', { timeZone, dateStyle: 'medium', timeStyle: 'short' });
  return `${words.format(from)} to ${words.format(until)}, ${timeZone}`;
}

function figures({ conversations, byAssistant, handoffs, toHuman, unanswered }: Report): Html {
  const tiles: [string, string | number, string][] = [
    ['The assistant alone', shareOf(byAssistant, conversations), `${byAssistant} of ${conversations} conversations`],
    ['Handed to people', handoffs, 'handoffs'],
    ['Until a person answered', timeIn(toHuman.median), `median; 90 % within ${timeIn(toHuman.p90)}`],
    ['Not answered by a person', unanswered, 'handoffs, open or over'],
  ];
  return html`<dl class="tiles">
    ${tiles.map(
      ([name, value, more]) =>
        html`<div>
          <dt>${name}</dt>
          <dd><b>${value}</b><span class="small">${more}</span></dd>
        </div>`,
    )}
  </dl>`;
}

const part = (title: string, chart: Html, figuresTable: Html): Html =>
  html`<section>
    <h2>${title}</h2>
    <div class="side-by-side">
      <div>${chart}</div>
      <div>${figuresTable}</div>
    </div>
  </section>`;

function share({ conversations, byAssistant }: Report): Html {
  const title = 'Answered by the assistant alone';
  const people = conversations - byAssistant;
  return part(
    title,
    shareChart(`${shareOf(byAssistant, conversations)} of the conversations`, byAssistant, conversations),
    table(
      title,
      ['Who', 'Conversations', 'Share'],
      [
        ['The assistant alone', byAssistant, shareOf(byAssistant, conversations)],
        ['With people', people, shareOf(people, conversations)],
      ],
    ),
  );
}

const nobody = (title: string, sentence: string): Html =>
  html`<section>
    <h2>${title}</h2>
    <p>${sentence}</p>
  </section>`;

function reasons({ reasons: all, handoffs }: Report): Html {
  const title = 'Why people were wanted';
  if (all.length === 0) return nobody(title, 'No handoff in this time.');
  return part(
    title,
    barChart(
      title,
      all.map(({ reason, count }) => ({ label: REASONS[reason], value: count })),
    ),
    table(
      title,
      ['Reason', 'Handoffs', 'Share'],
      all.map(({ reason, count }) => [REASONS[reason], count, shareOf(count, handoffs)]),
    ),
  );
}

function stepOf(from: number | undefined, below: number | undefined): string {
  if (from === undefined) return `less than ${timeIn(below)}`;
  return below === undefined ? `${timeIn(from)} or longer` : `${timeIn(from)} to ${timeIn(below)}`;
}

function waiting({ spread, toHuman }: Report): Html {
  const title = 'How long until a person answered';
  if (toHuman.count === 0) return nobody(title, 'No handoff of this time has been answered by a person.');
  const steps = spread.map(({ below, count }, place) => ({
    label: stepOf(spread[place - 1]?.below, below),
    value: count,
  }));
  return part(
    title,
    barChart(title, steps),
    table(
      title,
      ['Open time', 'Handoffs', 'Share'],
      steps.map(({ label, value }) => [label, value, shareOf(value, toHuman.count)]),
    ),
  );
}

function agents({ agents: all }: Report, { names }: ReportContext): Html {
  const title = 'By agent';
  if (all.length === 0) return nobody(title, 'No agent has answered in this time.');
  const nameOf = (agentId: string): string => names.get(agentId) ?? agentId;
  return part(
    title,
    barChart(
      'Handoffs by the agent who answered',
      all.map(({ agentId, handoffs }) => ({ label: nameOf(agentId), value: handoffs })),
    ),
    table(
      title,
      ['Agent', 'Handoffs', 'Median', '90 % within'],
      all.map(({ agentId, handoffs, toHuman }) => [
        nameOf(agentId),
        handoffs,
        timeIn(toHuman.median),
        timeIn(toHuman.p90),
      ]),
    ),
  );
}

const counted = (): Html =>
  html`<section class="counted small">
    <h2>What is counted</h2>
    <p>
      Conversations in which the customer wrote in this time. “The assistant alone”: no handoff in this time, no
      person’s first answer to an earlier one, and none open now. Handoffs of this time count once each, by their first
      reason.
    </p>
    <p>
      When that first answer came is reckoned by the business’s hours of today. When a handoff ended is not kept: where
      a person had answered before this time, what that person still wrote in it is not known here.
    </p>
    <p>
      Until a person answered: from the handoff to an agent’s first words to the customer, on the clock of the business:
      closed hours do not count. An agent who takes over unasked, or answers from the phone app, has let nobody wait and
      is left out. An agent’s handoffs are those to which she gave that first answer.
    </p>
    <p>Conversations that began before this version count once they are renewed or begin anew.</p>
  </section>`;
