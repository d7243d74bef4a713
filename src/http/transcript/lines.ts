import type { TranscriptLine } from '../../../workflows/conversation/messages';
import type { ContentKind, Delivery, Mode } from '../../../workflows/conversation/words';
import { html, type Html } from '../html';
import { renderFile } from './file';
import { formatted } from './formatted';
import { icon, type Icon } from './icons';
import type { Times } from './times';

const AUTHORS: Record<TranscriptLine['from'], string> = {
  customer: 'Customer',
  assistant: 'Assistant',
  agent: 'Agent',
  notice: 'Notice',
  note: 'Internal note',
  event: '',
};

const DELIVERIES: Record<Delivery, [Icon, string]> = {
  sending: ['clock', 'on its way'],
  unconfirmed: ['warning', 'delivery unconfirmed'],
  sent: ['tick', 'sent'],
  delivered: ['ticks', 'delivered'],
  read: ['ticks', 'read'],
  failed: ['warning', 'not delivered'],
  cancelled: ['withdrawn', 'not sent'],
};

const KINDS: Record<ContentKind, Icon> = {
  photo: 'picture',
  video: 'picture',
  'voice note': 'microphone',
  audio: 'microphone',
  document: 'attachment',
  sticker: 'picture',
  location: 'place',
  contact: 'customer',
  reaction: 'customer',
  order: 'attachment',
  form: 'attachment',
};

const FILES: ContentKind[] = ['photo', 'video', 'voice note', 'audio', 'document', 'sticker'];

interface LineContext {
  customer: string;
  times: Times;
  /** Number of the first line that is still held. */
  begins: number;
  /** ms UTC. */
  now: number;
  /** Where the file of a line is to be had; absent: not here. */
  fileAt: ((number: number) => string) | undefined;
  /** A link with which an answer to one line of the customer's begins; absent: not here. */
  answerAt: ((number: number) => Html) | undefined;
}

/** One list item for each line, under its number, oldest first. Each says by itself who may speak at that moment. */
export function renderLines(lines: TranscriptLine[], context: LineContext): Map<number, Html> {
  const rendered = new Map<number, Html>();
  let day = '';
  // A record whose beginning has left it does not say what the mode was there.
  let mode: Mode | undefined = context.begins === 1 ? 'active' : undefined;
  for (const line of lines) {
    const of = context.times.day(line.at);
    mode = line.mode ?? mode;
    rendered.set(line.number, item(line, mode, of === day ? undefined : of, context));
    day = of;
  }
  return rendered;
}

function item(line: TranscriptLine, mode: Mode | undefined, day: string | undefined, context: LineContext): Html {
  const speaker = mode === undefined ? '' : mode === 'active' ? 'speaks-assistant' : 'speaks-agents';
  return html`<li id="line-${line.number}" class="${line.from} ${speaker}">
    ${day !== undefined && html`<h3 class="day"><span>${day}</span></h3>`}${line.from === 'event' ? change(line, context) : bubble(line, context)}
  </li>`;
}

const change = ({ text, at, number }: TranscriptLine, { times }: LineContext): Html =>
  html`<div class="change">${icon('event')}<span>${text}</span><a href="#line-${number}">${times.clock(at)}</a></div>`;

function bubble(line: TranscriptLine, context: LineContext): Html {
  const { customer, times, answerAt } = context;
  const { from, at, number, delivery } = line;
  const state = delivery === undefined ? '' : ` ${delivery}`;
  return html`<article class="bubble${state}">
    <header>
      ${icon(from)}<b>${author(line, customer)}</b>${line.tapped === true && html` <i>tapped</i>`}
      ${from === 'customer' && answerAt?.(number)}
      <a href="#line-${number}">${times.clock(at)}</a>
    </header>
    ${line.quoted !== undefined && html`<p class="small">About “${line.quoted}”</p>`}${words(line, context)}${delivery !== undefined && deliveryState(delivery, line.sentAgain)}
  </article>`;
}

function author({ from, name }: TranscriptLine, customer: string): string {
  if (from === 'customer') return customer;
  // Who it was does not reach Baton.
  if (from === 'agent' && name === 'phone') return 'Agent, from the phone app';
  return name === undefined ? AUTHORS[from] : `${name} · ${AUTHORS[from]}`;
}

function deliveryState(delivery: Delivery, sentAgain = false): Html {
  const [drawing, words] = DELIVERIES[delivery];
  return html`<footer class="delivery">
    ${icon(drawing)}<span>${words}${sentAgain && ', sent again below'}</span>
  </footer>`;
}

function words(line: TranscriptLine, context: LineContext): Html {
  const { from, text, kind } = line;
  if (kind !== undefined) return media(line, kind, context);
  // A notice is put into words when it is sent.
  if (from === 'notice' && /^\[\w+\]$/.test(text))
    return html`<p class="words unworded">${text.slice(1, -1).replaceAll('_', ' ')}</p>`;
  return html`<p class="words">${formatted(text)}</p>`;
}

/** "[document: invoice.pdf] as asked": what it is, and the customer's words about it. */
function media(line: TranscriptLine, kind: ContentKind, context: LineContext): Html {
  const { text } = line;
  const [, what = kind, caption = text] = /^\[([^\]]*)\]\s*([^]*)$/.exec(text) ?? [];
  return html`<p class="media">${icon(KINDS[kind])}<span>${what}</span></p>
    ${caption !== '' && html`<p class="words">${formatted(caption)}</p>`}${FILES.includes(kind) && renderFile(line, kind, context)}`;
}
