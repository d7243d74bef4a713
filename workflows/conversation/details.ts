/** details(state) → the Markdown that Temporal UI shows of a conversation. Pure; never a customer's words. */
import type { Agent } from './ports';
import type { ConversationState, Handoff } from './state';
import { nextDeadline } from './transition';
import { windowEndsAt } from './transitions/outgoing';
import { owedSince } from './transitions/record';
import { nextWords, REASONS } from './wording';

/** Why things are as they are, first in one sentence, then as a table, then what was decided. All times are UTC. */
export function details(state: ConversationState): string {
  return [
    `**${headline(state)}**`,
    table(rows(state)),
    ['**Decided, the newest first**', '', ...decisions(state)].join('\n'),
  ].join('\n\n');
}

/** Who has the conversation, since when, and why. */
function headline(state: ConversationState): string {
  const { mode, modeSince, handoff, takeover, parked, moved } = state;
  if (moved !== undefined)
    return `The customer has a new number: it goes on as \`${moved.to}\`. Nothing is sent from here.`;
  if (parked) return 'Stopped because of an internal error: people have it, and an operator has to look.';
  if (takeover !== undefined) return `${nameOf(takeover.agent)} is taking over: a message is still on its way.`;
  if (handoff === undefined) return `The assistant answers, since ${time(modeSince)}.`;
  if (mode === 'active') return `The assistant helps meanwhile. The request to people is open. ${because(handoff)}`;
  const who = {
    waiting: 'Waiting for an agent',
    claimed: `With ${handoff.agent && nameOf(handoff.agent)}`,
    snoozed: 'Put off',
  };
  return `${who[handoff.status]} since ${time(handoff.changedAt)}. ${because(handoff)}`;
}

const because = ({ reason }: Handoff): string => `${REASONS[reason]}.`;

function rows(state: ConversationState): [string, string][] {
  const { mode, modeSince, handoff, settings, turns } = state;
  const deadline = nextDeadline(state);
  const told: [string, string | undefined][] = [
    ['Who may speak', `${speaker(state)} (mode \`${mode}\` since ${time(modeSince)})`],
    ['Handoff', handoff === undefined ? '`none`: people owe nothing' : handoffRow(handoff)],
    ['Owed since', optionalTime(owedSince(state))],
    ['Next', deadline && `${time(deadline.at)}: ${nextWords(deadline.what)}`],
    ['On its way', onItsWay(state)],
    ['Unconfirmed', unconfirmed(state)],
    ['Window', `${windowEndsAt(state) > state.now ? 'closes' : 'closed'} ${time(windowEndsAt(state))}`],
    ['Turns', `${turns}, engine \`${settings.engine}\``],
  ];
  return told.flatMap(([name, value]) => (value === undefined ? [] : [[name, value] as [string, string]]));
}

function speaker({ mode, handoff, takeover }: ConversationState): string {
  if (mode === 'active') return 'the assistant';
  const asked = mode === 'confirming' ? '; somebody has to confirm before the assistant is back' : '';
  const agent = (takeover ?? handoff)?.agent;
  return `${agent === undefined ? 'the agents, nobody has it yet' : nameOf(agent)}${asked}`;
}

/** A name that is one word of a table, whatever characters are in it. */
const nameOf = ({ name }: Agent): string => name.replace(/[^\p{L}\p{N} .'-]/gu, ' ').trim();

function handoffRow({ number, status, reason, otherReasons, openedAt, snoozedUntil }: Handoff): string {
  const others = otherReasons.length === 0 ? '' : `, then ${otherReasons.map((code) => `\`${code}\``).join(', ')}`;
  const until = snoozedUntil === undefined ? '' : ` until ${time(snoozedUntil)}`;
  return `number ${number}, \`${status}\`${until}, \`${reason}\`${others}, opened ${time(openedAt)}`;
}

/** What waits for a vendor: a queue that does not move is why nothing is read on the other side. */
function onItsWay({ outbox, slackOutbox, turn }: ConversationState): string | undefined {
  const parts = [
    turn?.phase === 'thinking' ? `turn ${turn.number}: the assistant thinks` : '',
    queue(outbox.length, 'message to WhatsApp', outbox[0]?.attempt),
    queue(slackOutbox.length, 'post to Slack', slackOutbox[0]?.attempt),
  ].filter((part) => part !== '');
  return parts.length === 0 ? undefined : parts.join('; ');
}

function queue(count: number, what: string, attempt = 1): string {
  if (count === 0) return '';
  return `${counted(count, what)}${attempt > 1 ? `, the first in attempt ${attempt}` : ''}`;
}

const counted = (count: number, what: string): string => `${count} ${count === 1 ? what : what.replace(' ', 's ')}`;

function unconfirmed({ unknown }: ConversationState): string | undefined {
  if (unknown.length === 0) return undefined;
  const waiting = unknown.filter(({ told }) => !told).length;
  const told = unknown.length - waiting;
  const parts = [
    waiting > 0 ? `${waiting} may still be confirmed` : '',
    told > 0 ? `${told} nobody can say: people were told` : '',
  ];
  return parts.filter((part) => part !== '').join('; ');
}

function decisions({ decisions: all }: ConversationState): string[] {
  if (all.length === 0) return ['- nothing yet'];
  return all.toReversed().map(({ at, rule, detail }) => {
    const about = detail === '' ? '' : ` (${detail})`;
    return `- ${time(at, 'seconds')}: ${rule}${about}`;
  });
}

const table = (body: [string, string][]): string =>
  ['| | |', '|---|---|', ...body.map(([name, value]) => `| ${name} | ${value} |`)].join('\n');

const optionalTime = (at: number | undefined): string | undefined => (at === undefined ? undefined : time(at));

function time(at: number, precision: 'minutes' | 'seconds' = 'minutes'): string {
  return new Date(at)
    .toISOString()
    .slice(0, precision === 'minutes' ? 16 : 19)
    .replace('T', ' ');
}
