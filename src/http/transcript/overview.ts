import { parsePhoneNumberFromString } from 'libphonenumber-js';
import type { ConversationSnapshot, PastHandoff } from '../../../workflows/conversation/messages';
import type { Summary } from '../../../workflows/conversation/ports';
import { LANGUAGES, nextWords, OUTCOME_WORDS, REASONS } from '../../../workflows/conversation/wording';
import type { Mode } from '../../../workflows/conversation/words';
import { html, type Html } from '../html';
import { icon } from './icons';
import type { Times } from './times';

/** A name and what is known under it; `undefined`: nothing is. */
export type Fact = [name: string, value: Html | string | undefined];

/** What only agents read. */
export interface FactsForAgents {
  about: Fact[];
  /** How much is left of WhatsApp's 24 hours. */
  windowLeft: string | undefined;
}

type CustomerOf = ConversationSnapshot['customer'];

/** What the customer is called on the page. */
export const customerName = ({ name }: CustomerOf): string => name?.trim() || 'Customer';

function customerNumber({ waId }: CustomerOf): string {
  if (waId === undefined) return 'number not shared';
  return parsePhoneNumberFromString(`+${waId}`)?.formatInternational() ?? `+${waId}`;
}

/** Who it is, who may speak, what people owe, and the summary. */
export function renderOverview(snapshot: ConversationSnapshot, times: Times, forAgents?: FactsForAgents): Html {
  const { customer, mode, language } = snapshot;
  return html`<h1>${customerName(customer)}</h1>
    <p class="small">${customerNumber(customer)} · WhatsApp · ${LANGUAGES[language]}</p>
    <p class="states">
      <span class="state ${mode}">${speaker(mode)}</span>
      ${handoffState(snapshot)}${mode === 'confirming' && html`<span class="state asked">${icon('clock')}Asked whether the assistant may come back</span>`}
    </p>
    ${facts(snapshot, times, forAgents)}${summaries(snapshot, times)}`;
}

const speaker = (mode: Mode): Html =>
  mode === 'active' ? html`${icon('assistant')}The assistant may speak` : html`${icon('agent')}The agents may speak`;

function handoffState({ handoff, agent }: ConversationSnapshot): Html | false {
  const name = agent?.name ?? 'An agent';
  switch (handoff) {
    case 'none':
      return false;
    case 'waiting':
      return html`<span class="state waiting">${icon('clock')}Waiting for an agent</span>`;
    case 'claimed':
      return html`<span class="state claimed">${icon('agent')}${name} has it</span>`;
    case 'snoozed':
      return html`<span class="state claimed">${icon('clock')}${name} put it off</span>`;
  }
}

function facts(
  snapshot: ConversationSnapshot,
  times: Times,
  { about, windowLeft }: FactsForAgents = { about: [], windowLeft: undefined },
): Html | false {
  const { mode, owedSince, windowEndsAt, nextDeadline } = snapshot;
  const left = windowLeft === undefined ? '' : ` · ${windowLeft}`;
  const known: Fact[] = [
    ['Why with people', reasons(snapshot)],
    ...about,
    ['An answer is owed since', owedSince === undefined ? undefined : times.moment(owedSince)],
    [
      'Free text reaches the customer until',
      windowEndsAt === undefined ? undefined : html`${times.moment(windowEndsAt)}${left}`,
    ],
    [
      'Next',
      mode === 'active'
        ? undefined
        : nextDeadline && html`${times.moment(nextDeadline.at)}: ${nextWords(nextDeadline.what)}`,
    ],
  ];
  const rows = known.flatMap(([name, value]) =>
    value === undefined
      ? []
      : [
          html`<div>
            <dt>${name}</dt>
            <dd>${value}</dd>
          </div>`,
        ],
  );
  return rows.length > 0 && html`<dl class="facts">${rows}</dl>`;
}

function reasons({ reason, facts: known }: ConversationSnapshot): string | undefined {
  if (reason === undefined) return undefined;
  return [...new Set([reason, ...(known?.otherReasons ?? [])].map((one) => REASONS[one]))].join(' · ');
}

/** Of the open handoff, else of the last one that has a summary. */
function summaries({ summary, handoff, pastHandoffs }: ConversationSnapshot, times: Times): Html | false {
  if (summary !== undefined) return summaryBlock(summary, 'written by the assistant when people were fetched');
  const past = pastHandoffs.findLast((one) => one.summary !== undefined);
  if (handoff !== 'none' || past?.summary === undefined) return false;
  return summaryBlock(past.summary, pastHandoff(past, times));
}

function pastHandoff({ reason, openedAt, endedAt, how, by, outcome }: PastHandoff, times: Times): Html {
  const ended = how === 'resolved' ? 'resolved' : 'handed back';
  return html`handoff of ${times.moment(openedAt)} · ${REASONS[reason]} · ${ended} by ${by?.name ?? 'the customer'},
  ${times.moment(endedAt)}${outcome === undefined ? '' : ` · ${OUTCOME_WORDS[outcome]}`}`;
}

function summaryBlock({ askedFor, told, tried, wants }: Summary, of: Html | string): Html | false {
  const parts: [string, string][] = [
    ['Asked for', askedFor],
    ['Was told', told],
    ['Tried', tried],
    ['Wants', wants],
  ];
  const written = parts.filter(([, text]) => text.trim() !== '');
  if (written.length === 0) return false;
  return html`<section class="summary">
    <h2>Summary</h2>
    <p class="small">${of}</p>
    <dl>
      ${written.map(
        ([name, text]) =>
          html`<dt>${name}</dt>
            <dd>${text}</dd>`,
      )}
    </dl>
  </section>`;
}
