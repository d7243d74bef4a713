import type { ConversationSnapshot } from '../../../workflows/conversation/messages';
import { INTENTS, LANGUAGES, MOODS, OUTCOME_WORDS, spanOf } from '../../../workflows/conversation/wording';
import { html, type Html } from '../../http/html';
import type { Fact, FactsForAgents } from '../../http/transcript/overview';
import type { Times } from '../../http/transcript/times';

const MINUTE = 60_000;

/** What the card in Slack tells of a handoff. */
export function factsForAgents(snapshot: ConversationSnapshot, times: Times): FactsForAgents {
  const { facts, issue } = snapshot;
  const moment = (at: number | undefined): Html | undefined => (at === undefined ? undefined : times.moment(at));
  const about: Fact[] = [
    ['Issue', issue],
    ['Order', facts?.order && `${facts.order.number} · ${facts.order.note}`],
    ['Intent', manner(snapshot)],
    ['Waiting since', moment(facts?.waitingSince)],
    ['Back again', facts?.returnedTo && `${facts.returnedTo.name} resolved it less than three days ago`],
    ['Snoozed until', snapshot.handoff === 'snoozed' ? moment(facts?.snoozedUntil) : undefined],
    ['You are closed', closed(snapshot, times)],
    lastHandoff(snapshot, times),
  ];
  return { about, windowLeft: windowLeft(snapshot) };
}

function manner({ facts, language }: ConversationSnapshot): string | undefined {
  if (facts === undefined) return undefined;
  const { intent, sentiment } = facts;
  const about = intent === undefined ? [] : [INTENTS[intent] ?? intent];
  return [...about, `sounds ${MOODS[sentiment]}`, `writes ${LANGUAGES[language]}`].join(' · ');
}

function closed({ handoff, facts, now }: ConversationSnapshot, times: Times): Html | undefined {
  const opensAt = facts?.opensAt;
  if (handoff !== 'waiting' || opensAt === undefined || opensAt <= now) return undefined;
  return html`the customer knows that you are back ${times.moment(opensAt)}`;
}

/** How the one before ended, while none is open. */
function lastHandoff({ handoff, pastHandoffs }: ConversationSnapshot, times: Times): Fact {
  const past = handoff === 'none' ? pastHandoffs.at(-1) : undefined;
  const name = past?.how === 'handed_back' ? 'Handed back to the assistant' : 'Resolved';
  if (past === undefined) return [name, undefined];
  const outcome = past.outcome === undefined ? '' : ` · ${OUTCOME_WORDS[past.outcome]}`;
  return [name, html`by ${past.by?.name ?? 'the customer'}${outcome} · ${times.moment(past.endedAt)}`];
}

function windowLeft({ windowEndsAt, now }: ConversationSnapshot): string | undefined {
  if (windowEndsAt === undefined) return undefined;
  const left = windowEndsAt - now;
  if (left <= 0) return 'over';
  return left < MINUTE ? 'less than a minute left' : `${spanOf(left)} left`;
}
