import { REASONS, spanOf } from '../../../workflows/conversation/wording';
import type { HandoffReason } from '../../../workflows/conversation/words';
import { html, type Html } from '../../http/html';
import type { Listed, Listing, View } from '../../directory';
import type { Preview } from '../../previews';

export interface ListContext {
  view: View;
  previews: Map<string, Preview>;
  /** The conversation beside the list. */
  open?: string | undefined;
  /** Names of agents by id. */
  names: Map<string, string>;
  now: number;
}

const EMPTY: Record<View, string> = {
  queue: 'Nobody waits for a person.',
  mine: 'You have no conversation.',
  all: 'There is no open conversation.',
};
const TITLES: Record<View, string> = {
  queue: 'Waiting for a person',
  mine: 'Your conversations',
  all: 'All conversations',
};
const MINUTE = 60_000;

/** The inner part, which changes while it is read. */
export const renderList = ({ rows, more }: Listing, context: ListContext): Html =>
  html`<h2>${TITLES[context.view]}</h2>
    ${rows.length === 0 && html`<p class="empty">${EMPTY[context.view]}</p>`}
    <ol class="rows">
      ${rows.map((row) => item(row, context))}
    </ol>
    ${more > 0 && html`<p class="small more">and ${more} more</p>`}`;

function item(row: Listed, context: ListContext): Html {
  const { workflowId, reason } = row;
  const preview = context.previews.get(workflowId);
  const here = context.open === workflowId;
  return html`<li id="row-${workflowId}">
    <a
      href="/desk/conversations/${workflowId}?list=${context.view}"
      class="row ${row.handoff}"
      ${here ? html` aria-current="true"` : ''}
    >
      <span class="first"><b>${preview?.name ?? 'Customer'}</b>${age(row, context.now)}</span>
      <span class="tags"
        >${status(row, preview, context)}${reason !== undefined && html`<span class="reason">${REASONS[reason as HandoffReason] ?? reason}</span>`}</span
      >
      ${preview?.last !== undefined && html`<span class="last">${lastWords(preview.last)}</span>`}
    </a>
  </li>`;
}

function age({ owedSince, lastCustomerMessageAt }: Listed, now: number): Html | false {
  const since = owedSince ?? lastCustomerMessageAt;
  if (since === undefined) return false;
  const words = spanOf(now - since);
  const late = owedSince !== undefined && now - owedSince > 10 * MINUTE;
  return html`<time class="age${late ? ' late' : ''}" datetime="${new Date(since).toISOString()}"
    >${owedSince === undefined ? '' : 'waits '}${words}</time
  >`;
}

function status({ handoff, mode, agentId }: Listed, preview: Preview | undefined, { names }: ListContext): Html {
  const who = preview?.agent ?? (agentId && names.get(agentId)) ?? 'An agent';
  if (handoff === 'waiting') return html`<span class="tag waiting">Nobody has it</span>`;
  if (handoff === 'snoozed') return html`<span class="tag snoozed">${who}, later</span>`;
  if (handoff === 'claimed') return html`<span class="tag claimed">${who} has it</span>`;
  return mode === 'active'
    ? html`<span class="tag assistant">The assistant has it</span>`
    : html`<span class="tag claimed">With people</span>`;
}

const AUTHORS: Partial<Record<string, string>> = { assistant: 'Assistant: ', note: 'Note: ' };

const lastWords = ({ from, name, text }: NonNullable<Preview['last']>): string =>
  `${from === 'agent' ? `${name ?? 'Agent'}: ` : (AUTHORS[from] ?? '')}${text}`;
