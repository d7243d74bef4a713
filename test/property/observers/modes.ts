import type { ConversationEvent } from '../../../workflows/conversation/events';
import type { OutgoingContent } from '../../../workflows/conversation/ports';
import type { AgentCommand, AgentMessageChange } from '../../../workflows/conversation/messages';
import type { ConversationState } from '../../../workflows/conversation/state';
import { questionIn } from '../../../workflows/conversation/transitions/team-question';
import { verdictKey } from '../../../workflows/conversation/view';
import type { Observer, Report } from '../observer';

type Book = Partial<Record<'customer' | 'whileWaiting' | 'settled', string>> & { agents?: number };

const MINUTE = 60_000;

const QUESTIONS: Record<string, keyof Omit<Book, 'agents'>> = {
  ask_resume: 'customer',
  handoff_open: 'whileWaiting',
  handoff_closed: 'whileWaiting',
  handoff_keep_open: 'whileWaiting',
  already_waiting: 'whileWaiting',
  nobody_yet: 'whileWaiting',
  settled_question: 'settled',
};

/** Whether this event is an answer from the phone app that counts: not repeated, not of long ago. */
export function isPhoneTakeover(
  before: ConversationState,
  event: ConversationEvent,
  after: ConversationState,
  confirmedAt: number | undefined,
): boolean {
  if (event.type !== 'phoneReply' || before.seen.length === after.seen.length) return false;
  const { sentAt } = event.reply;
  const outdated = before.mode === 'active' && confirmedAt !== undefined && sentAt < confirmedAt - MINUTE;
  return event.at - sentAt <= 8 * 24 * 60 * MINUTE && !outdated;
}

/** Whether a person of the team has done something for the customer. A held message is nothing yet. */
function isHumanActivity(before: ConversationState, event: ConversationEvent, after: ConversationState): boolean {
  if (before.takeover !== undefined && after.takeover === undefined) return true;
  if (event.type === 'agentCommand') {
    const { kind } = event.command;
    if (['resume', 'resolve', 'away', 'back'].includes(kind) || (kind === 'keepAsNote' && before.mode === 'active'))
      return false;
    if (after.takeover !== undefined && before.takeover === undefined) return true;
    return accepted(before, event.command, after);
  }
  if (event.type === 'agentMessageChange') return isChange(before, event.change, after);
  if (event.type !== 'agentMessage' || before.seen.length === after.seen.length) return false;
  const { message } = event;
  if (message.text === '') return false;
  if (before.mode === 'active') return after.mode === 'paused';
  // What is said about a question is said among the team.
  if (questionIn(before, message) !== undefined) return false;
  if (message.note) return true;
  const owner =
    before.takeover?.agent.id ?? (before.handoff?.status === 'waiting' ? undefined : before.handoff?.agent?.id);
  if (owner === undefined) return false;
  return owner !== message.agent.id || !message.mentions;
}

/** Whether it changed what was on its way to the customer, or made a note of what was held. */
function isChange(before: ConversationState, { edited }: AgentMessageChange, after: ConversationState): boolean {
  if (before.seen.length === after.seen.length) return false;
  const onItsWay = ({ outbox, parkedTexts = [] }: ConversationState): string[] => [
    ...outbox.filter(({ author }) => author === 'agent').flatMap(({ content }) => wordsOf(content)),
    ...parkedTexts.map(({ text }) => text),
  ];
  const left = onItsWay(after);
  if (onItsWay(before).some((text) => !left.includes(text))) return true;
  return edited?.note === true && after.held.length < before.held.length && before.mode !== 'active';
}

const wordsOf = (content: OutgoingContent): string[] => {
  if (content.kind === 'file') return content.caption === undefined ? [] : [content.caption];
  return content.kind === 'text' ? [content.text] : [];
};

/** Whether this very event brought the command its acceptance. */
export function accepted(before: ConversationState, command: AgentCommand, after: ConversationState): boolean {
  const id = verdictKey(command.updateId);
  const had = before.verdicts.some((verdict) => verdict.id === id);
  return !had && after.verdicts.some((verdict) => verdict.id === id && verdict.accepted);
}

/** I4, I5 and the shape of mode and handoff. */
export function watchModes(report: Report): Observer {
  let book: Book = {};
  let confirmedAt: number | undefined;
  let phoneWrote = false;
  const agentsWords = new Set<string>();
  let base = 0;
  const queued = new Set<string>();
  let hold: number | undefined;
  let keeps = 0;

  function mayResume(before: ConversationState, event: ConversationEvent, after: ConversationState): boolean {
    if (before.takeover !== undefined) return false;
    if (event.type === 'agentCommand') {
      const { kind } = event.command;
      if (kind !== 'resume' && kind !== 'resolve') return false;
      return accepted(before, event.command, after) && isCurrent(before, event.command);
    }
    if (event.type !== 'customerMessage' || event.message.content.kind !== 'button') return false;
    const { id } = event.message.content;
    if (id === book.settled) return id.startsWith('sorted:') && before.handoff?.status === 'waiting';
    if (!id.startsWith('assistant:')) return false;
    return isOpenForCustomer(before, id);
  }

  function isOpenForCustomer(before: ConversationState, id: string): boolean {
    if (sameQuestion(id, book.whileWaiting)) return !phoneWrote && agentsWords.size === 0;
    return sameQuestion(id, book.customer) && before.mode === 'confirming' && before.settings.customerMayConfirm;
  }

  /** An agent's button counts for the state that it was shown for. */
  function isCurrent(before: ConversationState, { kind, question, handoff, epoch }: AgentCommand): boolean {
    if (handoff !== undefined && handoff !== before.handoff?.number) return false;
    if (kind === 'resolve') return true;
    if (question !== undefined) return before.mode === 'confirming' && question === book.agents;
    return epoch === undefined || epoch === before.epoch;
  }

  function checkResume(before: ConversationState, event: ConversationEvent, after: ConversationState): void {
    const resumed = isResumed(before, after);
    if (resumed && !mayResume(before, event, after)) report('I4', `${event.type} brought the assistant back`);
    if (before.handoff !== undefined && after.handoff === undefined && !mayResume(before, event, after)) {
      report('I4', `${event.type} ended the handoff`);
    }
    if (before.mode !== 'confirming' || resumed) return;
    if (event.type === 'agentCommand' && event.command.kind === 'resume') {
      const owner = before.handoff?.status === 'waiting' ? undefined : before.handoff?.agent?.id;
      const entitled = owner === undefined || owner === event.command.agent.id;
      const first = before.seen.length !== after.seen.length;
      if (first && entitled && event.command.question === book.agents && event.command.epoch === before.epoch) {
        report('I4', 'a valid confirmation by an agent did nothing');
      }
    }
    if (event.type !== 'customerMessage' || before.seen.length === after.seen.length) return;
    const { content, sentAt } = event.message;
    const recent = event.at - sentAt < 60_000;
    if (
      content.kind === 'button' &&
      recent &&
      sameQuestion(content.id, book.customer) &&
      content.id.startsWith('assistant:')
    ) {
      report('I4', 'a valid confirmation by the customer did nothing');
    }
  }

  function peopleActed(before: ConversationState, event: ConversationEvent, after: ConversationState): boolean {
    return isPhoneTakeover(before, event, after, confirmedAt) || isHumanActivity(before, event, after);
  }

  /** What is taken back before it was on its way has never been written. */
  function keepWords(before: ConversationState, event: ConversationEvent, after: ConversationState): void {
    if (before.handoff?.number !== after.handoff?.number) {
      phoneWrote = false;
      agentsWords.clear();
    }
    if (isPhoneTakeover(before, event, after, confirmedAt)) phoneWrote = true;
    if (event.type !== 'agentMessageChange') return;
    for (const { id, status } of before.outbox)
      if (status === 'queued' && !after.outbox.some((left) => left.id === id)) agentsWords.delete(id);
  }

  function keepBook(before: ConversationState, event: ConversationEvent, after: ConversationState): void {
    if (peopleActed(before, event, after)) book = {};
    if (isResumed(before, after)) book = {};
    keepWords(before, event, after);
    if (before.mode !== 'confirming' && after.mode === 'confirming') {
      const question = after.questions.agents?.question;
      if (question !== undefined) book.agents = question;
    }
    if (event.type === 'customerMessage' && event.message.content.kind === 'button') {
      const { id } = event.message.content;
      if (id.startsWith('wait:') && sameQuestion(id, book.customer)) delete book.customer;
      if (sameQuestion(id, book.settled)) delete book.settled;
    }
    for (const { id, author, content } of after.outbox) {
      if (queued.has(id)) continue;
      queued.add(id);
      if (author === 'agent' && content.kind !== 'reaction' && after.handoff !== undefined) agentsWords.add(id);
      const kind = content.kind === 'notice' ? QUESTIONS[content.key] : undefined;
      const button = content.kind === 'notice' ? content.buttons[0]?.id : undefined;
      if (kind !== undefined && button !== undefined) book[kind] = button;
    }
  }

  function keepClock(before: ConversationState, event: ConversationEvent, after: ConversationState): void {
    const became = after.mode === 'paused' && (before.mode !== 'paused' || isResumed(before, after));
    const woke = before.handoff?.status === 'snoozed' && after.handoff?.status === 'claimed';
    const kept = event.type === 'agentCommand' && event.command.kind === 'keepPaused';
    const acted = peopleActed(before, event, after);
    if (acted && kept && before.mode === 'confirming' && isCustomersTurn(before)) {
      hold = HOLDS[Math.min(keeps, HOLDS.length - 1)];
      keeps += 1;
    } else if (acted || became) {
      hold = undefined;
      if (after.mode !== 'confirming') keeps = 0;
    }
    if (became || woke || acted) base = event.at;
    if (hold !== undefined && after.mode !== 'active' && owed(after)) {
      hold = undefined;
      keeps = 0;
      base = event.at;
    }
  }

  function checkClock(before: ConversationState, event: ConversationEvent, after: ConversationState): void {
    const due = base + (hold ?? before.settings.inactivityMs);
    const questions = lines(after) - lines(before);
    const asks = before.mode === 'paused' && after.mode === 'confirming';
    if (asks && event.at < due) report('I5', `asked ${due - event.at} ms too early`);
    if (asks !== (questions === 1) && (asks || questions > 0)) report('I5', `${questions} questions in the thread`);
    if (before.mode === 'active' && after.mode === 'confirming') report('I5', 'asked while the assistant had it');
    keepClock(before, event, after);
    const stands = after.handoff?.status === 'snoozed' || after.takeover !== undefined || after.parked;
    if (after.mode === 'paused' && !stands && event.at >= base + (hold ?? after.settings.inactivityMs))
      report('I5', 'not asked in time');
    if (after.mode === 'confirming' && after.handoff?.status === 'snoozed')
      report('I5', 'asked although it is snoozed');
  }

  return {
    transition(before, event, after) {
      checkResume(before, event, after);
      checkClock(before, event, after);
      keepBook(before, event, after);
      if (isResumed(before, after)) confirmedAt = event.at;
      checkShape(report, before, after);
    },
    carried(before, after) {
      for (const key of ['mode', 'epoch', 'handoff', 'questions', 'verdicts', 'seen'] as const) {
        if (JSON.stringify(before[key]) !== JSON.stringify(after[key]))
          report('numbers', `${key} was not carried over`);
      }
    },
  };
}

const HOLDS = [30 * MINUTE, 120 * MINUTE, 24 * 60 * MINUTE];

const owed = ({ transcript }: ConversationState): boolean =>
  transcript.some(({ disposition }) => disposition === 'team' || disposition === 'cause');

/** An agent has it and has answered everything. */
const isCustomersTurn = (state: ConversationState): boolean =>
  state.handoff?.status === 'claimed' && state.handoff.agentWrote && !owed(state);

/** The assistant was back, even if the conversation went to people again at once. */
export function isResumed(before: ConversationState, after: ConversationState): boolean {
  return before.mode !== 'active' && after.epoch > before.epoch;
}

function sameQuestion(id: string, open: string | undefined): boolean {
  return open !== undefined && id.split(':').slice(1).join(':') === open.split(':').slice(1).join(':');
}

function lines({ slackOutbox }: ConversationState): number {
  return slackOutbox.filter(
    ({ wish }) => wish.kind === 'line' && ['confirm_resume', 'whose_turn'].includes(wish.line.kind),
  ).length;
}

function checkShape(report: Report, before: ConversationState, after: ConversationState): void {
  const { mode, handoff, takeover, turn, questions } = after;
  if (mode !== 'active' && handoff === undefined) report('numbers', `${mode} without a handoff`);
  if (mode === 'active' && handoff !== undefined && handoff.status !== 'waiting') {
    report('numbers', `active with a handoff that is ${handoff.status}`);
  }
  if (takeover !== undefined && mode !== 'paused') report('numbers', `a takeover in ${mode}`);
  if (turn !== undefined && mode !== 'active') report('numbers', `a turn in ${mode}`);
  if ((mode === 'confirming') !== (questions.agents !== undefined))
    report('numbers', 'the open question is not the mode');
  if (handoff?.status === 'claimed' && handoff.agent === undefined) report('numbers', 'claimed by nobody');
  if (after.epoch < before.epoch) report('numbers', 'the epoch went back');
  if ((before.mode === 'active') !== (mode === 'active') && after.epoch <= before.epoch) {
    report('numbers', 'another may speak in the same epoch');
  }
  for (const [name, count] of Object.entries(before.counters)) {
    if (after.counters[name as keyof typeof after.counters] < count) report('numbers', `${name} was counted back`);
  }
}
