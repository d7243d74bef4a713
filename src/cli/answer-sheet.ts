import type { Rehearsed } from '../../activities/assistant/rehearsal';
import { createRetriever } from '../../activities/assistant/local/retrieval/retriever';
import { inWords } from '../../activities/knowledge/check/calendar';
import { createTexts } from '../../activities/knowledge/texts';
import type { Knowledge, Topic } from '../../activities/knowledge/types';
import { dayIn, isOverdue, standingOf } from '../../activities/knowledge/validity';
import type { PolicyDecision } from '../../workflows/conversation/policy';
import type { ButtonKey, NoticeKey } from '../../workflows/conversation/words';

/** What would become of a message, in words for the business. */
export interface AnswerSheet {
  message: string;
  engine: 'openai' | 'local';
  language: string;
  outcome: PolicyDecision['action'];
  /** The row of the decision table. */
  rule: string;
  /** Why people are fetched. */
  reason?: string;
  /** As it would be sent; absent where nothing is. */
  customerReads?: string;
  buttons: string[];
  sources: string[];
  /** Why it is no answer, and what to do about it. */
  whyNot: string[];
}

interface Place {
  knowledge: Knowledge;
  now: number;
}

const MOST_NEAR = 3;
const LEAST_NEAR = 0.2;

const shown = ({ id, title }: Topic): string => `topics/${id}.md (${title})`;

function sourcesOf({ draft }: Rehearsed, { knowledge, now }: Place): string[] {
  if (draft === 'failed' || !draft.answerable) return [];
  const day = dayIn(knowledge.business.timeZone, now);
  const topics = knowledge.topics
    .filter(({ id }) => draft.basis.split(' ').includes(`topic:${id}`))
    .map((topic) => (isOverdue(topic, day) ? `${shown(topic)}, past its review_by` : shown(topic)));
  const order = draft.order === undefined ? [] : [`order ${draft.order.number}, from the orders service`];
  return [...topics, ...order];
}

/** Topics that come nearest, also those that are not valid on the day, so that nobody looks for them in vain. */
function nearest(message: string, { knowledge, now }: Place): string[] {
  const day = dayIn(knowledge.business.timeZone, now);
  const found = createRetriever(knowledge.topics).search(message).candidates.slice(0, MOST_NEAR);
  return found
    .filter(({ confidence }) => confidence >= LEAST_NEAR)
    .flatMap(({ topic: id }) => knowledge.topics.filter((topic) => topic.id === id))
    .map((topic) => {
      const standing = standingOf(topic, day);
      if (standing === 'expired') return `${shown(topic)}, which ended on ${inWords(topic.validUntil!)}`;
      return standing === 'not_yet' ? `${shown(topic)}, which begins on ${inWords(topic.validFrom!)}` : shown(topic);
    });
}

const violationInWords = (violation: string): string => {
  const [, kind = '', what = violation] = /^([^:]+):(.*)$/s.exec(violation) ?? [];
  if (kind === 'promise') return `The draft promises what only people may: “${what}”.`;
  if (kind === 'claim') return `The draft says “${what}”, which nothing in the knowledge says.`;
  if (kind === 'language' || kind === 'code') return `The draft has “${what}”, which nobody here can read.`;
  return `The draft names ${what}, which stands neither in the knowledge nor in an order.`;
};

function whyNotOf(message: string, { decision, draft }: Rehearsed, place: Place): string[] {
  if (decision.action === 'offer') {
    const near = nearest(message, place);
    return [
      'Nothing in the knowledge surely answers this.',
      near.length > 0
        ? `Nearest: ${near.join('; ')}. Add such a question to the right one, or write a topic.`
        : 'Write a topic with such questions.',
    ];
  }
  if (decision.action === 'handoff' && draft !== 'failed' && draft.violations.length > 0) {
    return draft.violations.map(violationInWords);
  }
  if (decision.action === 'notice' && draft !== 'failed' && draft.order?.cardNote !== undefined) {
    const hint = draft.order.outcome === 'not_found' ? ' Ask as its customer with --from "<number>".' : '';
    return [`For the team alone: ${draft.order.cardNote}${hint}`];
  }
  return [];
}

function customerReads({ decision, classification, draft }: Rehearsed, { knowledge }: Place) {
  const texts = createTexts(knowledge);
  const notice = (key: NoticeKey, buttons: ButtonKey[] = [], parameters: Record<string, string> = {}) => ({
    customerReads: texts.renderNotice(key, classification.language, parameters),
    buttons: buttons.map((button) => texts.buttonTitle(button, classification.language)),
  });
  switch (decision.action) {
    case 'send':
      return { ...(draft !== 'failed' && { customerReads: draft.text }), buttons: [] };
    case 'ask_team':
      return notice('asking_team');
    case 'offer':
      return notice('offer', ['connect_me', 'no_thanks']);
    case 'handoff':
      return decision.reason === 'self_harm' ? notice('distress') : notice('handoff_open', ['ask_assistant']);
    case 'notice': {
      const buttons = { none: [], connect: ['connect_me'], connect_or_type: ['connect_me', 'type_it'] } as const;
      return notice(decision.key, [...buttons[decision.buttons]], decision.parameters);
    }
    case 'silence':
    case 'wait':
      return { buttons: [] };
  }
}

/** Puts what a rehearsal brought into words. `now`: ms UTC of the day that was asked for. */
export function answerSheet(message: string, rehearsed: Rehearsed, knowledge: Knowledge, now: number): AnswerSheet {
  const { decision, classification, draft } = rehearsed;
  const place = { knowledge, now };
  return {
    message,
    engine: draft === 'failed' ? classification.engine : draft.engine,
    language: classification.language,
    outcome: decision.action,
    rule: decision.action === 'wait' ? '' : decision.rule,
    ...(decision.action === 'handoff' && { reason: decision.reason }),
    ...customerReads(rehearsed, place),
    sources: decision.action === 'send' ? sourcesOf(rehearsed, place) : [],
    whyNot: whyNotOf(message, rehearsed, place),
  };
}

const OUTCOMES: Record<PolicyDecision['action'], string> = {
  send: 'answered',
  offer: 'not answered: a person is offered',
  ask_team: 'not answered: the team is asked',
  handoff: 'not answered: people are fetched',
  notice: 'a fixed sentence',
  silence: 'nothing is sent',
  wait: 'undecided',
};

/** The sheet for the terminal. */
export function sheetLines(sheet: AnswerSheet): string[] {
  const { outcome, rule, reason, engine, language, sources, buttons, whyNot } = sheet;
  const row = (name: string, value: string): string => `${name.padEnd(10)}${value}`;
  return [
    row('Outcome', OUTCOMES[outcome]),
    row('Rule', reason === undefined ? rule : `${rule} (${reason})`),
    row('Engine', `${engine}, language ${language}`),
    ...sources.map((source, index) => row(index === 0 ? 'Source' : '', source)),
    ...whyNot.map((sentence, index) => row(index === 0 ? 'Why' : '', sentence)),
    ...(sheet.customerReads === undefined ? [] : ['', 'The customer reads:', '', ...indented(sheet.customerReads)]),
    ...(buttons.length > 0 ? ['', `  ${buttons.map((title) => `[${title}]`).join(' ')}`] : []),
  ];
}

const indented = (text: string): string[] => text.split('\n').map((line) => (line === '' ? '' : `  ${line}`));
