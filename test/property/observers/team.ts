import type { ConversationEvent } from '../../../workflows/conversation/events';
import type { CardView } from '../../../workflows/conversation/ports';
import type { ConversationState, StoredVerdict } from '../../../workflows/conversation/state';
import { questionIn } from '../../../workflows/conversation/transitions/team-question';
import { verdictKey } from '../../../workflows/conversation/view';
import type { Observer, Report } from '../observer';
import { accepted } from './modes';

/** Whether whoever clicked has read it is no part of the answer. */
const written = (verdict: StoredVerdict | undefined): string => JSON.stringify({ ...verdict, told: undefined });

/** Cards, notices and clicks: what the team sees and who has the conversation. */
export function watchTeam(report: Report): Observer {
  const commands = new Set<string>();
  const verdicts = new Map<string, string>();
  const cards = new Map<number, CardView>();
  const cardPosts = new Map<number, number>();
  const notices = new Map<number, Set<string>>();
  let created = 0;
  let refused = false;
  let steppedIn = false;

  function checkVerdicts(after: ConversationState): void {
    for (const [id, text] of verdicts) {
      const now = after.verdicts.filter((verdict) => verdict.id === id);
      if (now.length !== 1 || written(now[0]) !== text) report('clicks', `a verdict became ${JSON.stringify(now)}`);
    }
    for (const verdict of after.verdicts) if (!verdicts.has(verdict.id)) verdicts.set(verdict.id, written(verdict));
  }

  return {
    transition(before, event, after) {
      if (before.verdicts !== after.verdicts && before.verdicts.length !== after.verdicts.length) checkVerdicts(after);
      if (event.type === 'agentCommand') {
        commands.add(verdictKey(event.command.updateId));
        const { agent, kind } = event.command;
        const owner = before.handoff?.status === 'waiting' ? undefined : before.handoff?.agent;
        const foreign = owner !== undefined && owner.id !== agent.id && before.mode === 'paused';
        const asked = event.command.from?.agent === owner?.id;
        if (kind === 'takeOver' && foreign && !asked && accepted(before, event.command, after)) {
          report('clicks', `${agent.name} was given what ${owner.name} has`);
        }
      }
      checkOwner(report, before, event, after, () => steppedIn);
      if (before.takeover === undefined && after.takeover !== undefined)
        steppedIn = before.mode === 'confirming' || after.takeover.from !== undefined;
      if (after.handoff !== undefined && after.handoff.number !== before.handoff?.number) {
        if (!goesOnWithItsCard(before, event)) created += 1;
      }
    },
    started(job, state) {
      if (job.kind !== 'send' || !/^n-handoff_(open|closed|keep_open)-/.test(job.intentId)) return;
      const { handoff } = state;
      if (handoff === undefined) return;
      const ids = (notices.get(handoff.number) ?? new Set()).add(job.intentId);
      notices.set(handoff.number, ids);
      if (ids.size > 1) report('cards', `handoff ${handoff.number} is announced twice`);
      if (handoff.reason === 'agent_initiated') report('cards', 'an unasked takeover is announced as a handoff');
    },
    ended(job, outcome, failure) {
      if (job.kind === 'slack' && failure?.class === 'rejected') refused = true;
    },
    posted(post) {
      if (post.kind !== 'card' && post.kind !== 'card_update') return;
      const { card } = post;
      cards.set(card.handoff, card);
      if (post.kind === 'card_update') return;
      cardPosts.set(card.handoff, (cardPosts.get(card.handoff) ?? 0) + 1);
      if ((cardPosts.get(card.handoff) ?? 0) > 1) report('cards', `handoff ${card.handoff} got a second card`);
    },
    settled(state) {
      const posts = [...cardPosts.values()].reduce((sum, count) => sum + count, 0);
      if (posts > created || (!refused && posts !== created)) report('cards', `${posts} cards for ${created} handoffs`);
      for (const id of commands) {
        if (!state.verdicts.some((verdict) => verdict.id === id)) report('clicks', 'a click was never answered');
      }
      if (!refused) checkLastCard(report, state, cards);
    },
  };
}

/** An owner changes only by a transfer, by a colleague who takes it from him by name, by one who steps in while the confirmation is open, or at first. */
function checkOwner(
  report: Report,
  before: ConversationState,
  event: ConversationEvent,
  after: ConversationState,
  steppedIn: () => boolean,
): void {
  if (before.takeover && after.takeover && before.takeover.agent.id !== after.takeover.agent.id) {
    report('clicks', 'a takeover was taken over');
  }
  const was = before.handoff;
  const is = after.handoff;
  if (was?.agent === undefined || is?.agent === undefined || was.number !== is.number) return;
  if (was.agent.id === is.agent.id) return;
  const command = event.type === 'agentCommand' ? event.command : undefined;
  const transferred = command?.kind === 'transfer';
  const asked =
    command?.kind === 'takeOver' && command.from?.agent === was.agent.id && is.agent.id === command.agent.id;
  const settled = before.takeover?.agent.id === is.agent.id;
  const atOnce = before.takeover === undefined && before.mode === 'confirming';
  if (!transferred && !asked && !(settled && steppedIn()) && !atOnce)
    report('clicks', `${is.agent.name} took it from ${was.agent.name}`);
}

/** Whoever takes over from a card, or by writing in its thread, goes on with that card. */
function goesOnWithItsCard(before: ConversationState, event: ConversationEvent): boolean {
  // A reply to the team's question may be what the budget is exhausted by; nobody takes over by one.
  if (event.type === 'agentMessage') return questionIn(before, event.message) === undefined;
  if (event.type !== 'agentCommand' || event.command.kind !== 'takeOver') return false;
  const { handoff } = event.command;
  return before.cards.some((card) => card.handoff === handoff);
}

/** When everything is posted, the card says how things are. */
function checkLastCard(report: Report, state: ConversationState, cards: Map<number, CardView>): void {
  const { handoff, mode } = state;
  if (handoff === undefined) {
    const last = [...cards.values()].at(-1);
    if (last && !['handed_back', 'resolved'].includes(last.state)) report('cards', `the last card says ${last.state}`);
    return;
  }
  const card = cards.get(handoff.number);
  const expected = mode === 'active' ? 'with_assistant' : handoff.status;
  if (card?.state !== expected) report('cards', `the card says ${card?.state}, the handoff is ${expected}`);
  if (card?.agent?.id !== handoff.agent?.id) report('cards', `the card names ${card?.agent?.name}`);
  if (card?.epoch !== state.epoch) report('cards', 'the buttons of the card are out of date');
}
