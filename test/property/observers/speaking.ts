import type { ConversationEvent } from '../../../workflows/conversation/events';
import { ASSISTANT_PAUSED } from '../../../workflows/conversation/ports';
import type { ConversationState, OutgoingIntent } from '../../../workflows/conversation/state';
import { verdictKey } from '../../../workflows/conversation/view';
import { isPhoneTakeover, isResumed } from './modes';
import { intentKind, type Observer, type Report } from '../observer';

const MINUTE = 60_000;
const WINDOW = 24 * 60 * MINUTE - 5 * MINUTE;

const WAITING = /^n-(?:already_waiting|nobody_yet|answer_delayed)-/;

/** The one notice that may start although an agent has the conversation: that people are late, and only where they are. */
function watchDelays(report: Report) {
  let waitsSince: number | undefined;
  let answered: number | undefined;
  let last: { id: string; at: number } | undefined;
  /** What was not sent, or was taken back, has answered nobody. */
  const unsaid = (): void => void (waitsSince = answered ?? waitsSince);

  return {
    note(before: ConversationState, event: ConversationEvent, after: ConversationState): void {
      const isNew = before.seen.length !== after.seen.length;
      if (event.type === 'customerMessage' && isNew) waitsSince ??= event.at;
      const isSaid = ({ id, author, content }: OutgoingIntent): boolean =>
        author === 'agent' && content.kind !== 'reaction' && !before.outbox.some((one) => one.id === id);
      const byAgent = ['agentMessage', 'agentCommand'].includes(event.type);
      // Of the phone app it is not said which messages it answers.
      if (byAgent && after.outbox.some(isSaid)) [answered, waitsSince] = [waitsSince ?? answered, undefined];
      if (event.type === 'agentMessageChange' || event.type === 'deliveryStatus') unsaid();
      if (event.type === 'deliveryStatus' && event.status.status === 'failed' && event.status.intentId === last?.id)
        last = undefined;
    },
    failed(id: string, isUnknown: boolean): void {
      if (intentKind(id) === 'agent') unsaid();
      if (id === last?.id && !isUnknown) last = undefined;
    },
    started(id: string, { mode, takeover, now, settings, outbox }: ConversationState): void {
      if (intentKind(id) === 'delayed') {
        if (mode !== 'paused' || takeover !== undefined) report('I3', `${id} starts in ${mode}`);
        if (waitsSince === undefined) report('I3', `${id} starts although nobody waits for an answer`);
        else if (now - waitsSince < (settings.alertAfterMs ?? Infinity))
          report('I3', `${id} starts ${(now - waitsSince) / MINUTE} min after the message that waits`);
        if (outbox.some(({ author }) => author === 'agent')) report('I3', `${id} starts beside an agent's words`);
        if (last !== undefined && now - last.at < (settings.waitingNoticePauseMs ?? 30 * MINUTE))
          report('I3', `${id} starts ${(now - last.at) / MINUTE} min after ${last.id}`);
      }
      if (WAITING.test(id)) last = { id, at: now };
    },
  };
}

/** I3, I8 and I10: who starts to speak, and when. */
export function watchSpeaking(report: Report): Observer {
  const takeovers = new Set<string>();
  const acknowledgedOnce = new Set<string>();
  const inFlight = new Set<string>();
  const epochs = new Map<string, number>();
  const over = new Map<string, string>();
  const seen = new Set<string>();
  const untold = new Set<string>();
  let acknowledged = false;
  let confirmedAt: number | undefined;
  let lastInbound = 0;
  const delays = watchDelays(report);

  /** An agent's click or first words ask for the conversation; its verdict is the acknowledgement. */
  function noteTakeover(event: ConversationEvent): void {
    if (event.type === 'agentCommand' && ['takeOver', 'reply'].includes(event.command.kind))
      takeovers.add(verdictKey(event.command.updateId));
    if (event.type === 'agentMessage') takeovers.add(verdictKey(event.message.id));
  }

  function checkAcknowledgement(after: ConversationState): void {
    for (const { id, accepted } of after.verdicts.slice(-3)) {
      if (!accepted || !takeovers.has(id) || acknowledgedOnce.has(id)) continue;
      acknowledgedOnce.add(id);
      acknowledged = true;
      const others = [...inFlight].filter((intent) => ['assistant', 'other', 'delayed'].includes(intentKind(intent)));
      if (others.length > 0) report('I3', `${others.join(', ')} in flight at the acknowledgement`);
    }
  }

  function checkStart(id: string, state: ConversationState): void {
    const kind = intentKind(id);
    const { mode, handoff, takeover } = state;
    const claimed = mode !== 'active' && takeover === undefined && handoff?.status !== 'waiting';
    delays.started(id, state);
    if (acknowledged && kind !== 'delayed' && kind !== 'agent' && kind !== 'confirming')
      report('I3', `${id} starts after an acknowledgement`);
    if (kind === 'assistant' && (mode !== 'active' || takeover)) report('I3', `${id} starts in ${mode}`);
    if (kind === 'other' && claimed) report('I3', `${id} starts although an agent has the conversation`);
    if (kind === 'confirming' && mode !== 'confirming') report('I3', `${id} starts in ${mode}`);
    if (kind === 'resuming' && mode !== 'active') report('I3', `${id} starts in ${mode}`);
    const sameEpoch = epochs.get(id) === state.epoch;
    if ((kind === 'assistant' || kind === 'resuming') && !sameEpoch) report('I3', `${id} is of another epoch`);
  }

  return {
    transition(before, event, after) {
      if (event.type === 'customerMessage' && !seen.has(event.message.id)) {
        seen.add(event.message.id);
        lastInbound = Math.max(lastInbound, Math.min(event.at, event.message.sentAt));
      }
      if (event.type === 'deliveryStatus') {
        over.set(event.status.intentId, 'settled by a status');
        untold.delete(event.status.intentId);
      }
      for (const { id, attempt, status } of after.outbox) {
        if (!epochs.has(id)) epochs.set(id, after.epoch);
        if (attempt === 1 && status === 'queued' && over.has(id)) report('I8', `${id} is queued again`);
      }
      for (const { wish } of after.slackOutbox) {
        if (wish.kind === 'line' && wish.line.kind === 'unconfirmed') untold.delete(wish.line.intentId);
      }
      noteTakeover(event);
      delays.note(before, event, after);
      if (isResumed(before, after)) {
        acknowledged = false;
        confirmedAt = event.at;
      }
      // A takeover that is under way is acknowledged by itself.
      if (after.takeover === undefined && isPhoneTakeover(before, event, after, confirmedAt)) acknowledged = true;
      checkAcknowledgement(after);
    },
    started(job, state, now) {
      if (job.kind !== 'send') return;
      const { intentId } = job;
      checkStart(intentId, state);
      if (over.has(intentId)) report('I8', `${intentId} starts again, ${over.get(intentId)}`);
      const template = job.request.content.kind === 'template';
      if (!template && now >= lastInbound + WINDOW)
        report('I10', `${intentId} starts ${(now - lastInbound) / MINUTE} min after the customer`);
      if (!template && job.request.windowEndsAt !== lastInbound + WINDOW + 5 * MINUTE)
        report('I10', 'the send knows another window');
      inFlight.add(intentId);
    },
    ended(job, outcome, failure) {
      if (job.kind !== 'send') return;
      if (outcome !== 'done') delays.failed(job.intentId, failure?.class === 'unknown');
      inFlight.delete(job.intentId);
      if (outcome === 'done' || outcome === 'cancelled') over.set(job.intentId, outcome);
      if (failure?.code === ASSISTANT_PAUSED) over.set(job.intentId, 'withheld');
      if (failure?.class !== 'unknown') return;
      if (!over.has(job.intentId)) untold.add(job.intentId);
      over.set(job.intentId, 'outcome unknown');
    },
    settled(state) {
      if (untold.size > 0) report('I8', `nobody was told about ${[...untold].join(', ')}`);
      if (state.unknown.some(({ until }) => until !== undefined)) report('I8', 'an unknown outcome is left waiting');
    },
  };
}
