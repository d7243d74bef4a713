import type { CustomerMessage } from '../../../workflows/conversation/messages';
import type { ConversationState, TranscriptEntry } from '../../../workflows/conversation/state';
import type { Observer, Report } from '../observer';

const RECORD_HOLDS = 300;

/** I1 and I2: what the customer wrote is never lost, doubled or left lying. */
export function watchMessages(report: Report): Observer {
  const delivered = new Set<string>();
  const forPeople = new Set<string>();
  const posted: string[] = [];
  let slackRefused = false;

  function checkRecord(state: ConversationState): void {
    const entries = state.transcript.filter(({ from }) => from === 'customer');
    if (new Set(entries.map(({ messageId }) => messageId)).size !== entries.length) report('I1', 'doubled');
    if (state.counters.entry <= RECORD_HOLDS && entries.length !== delivered.size) {
      report('I1', `${delivered.size} messages came in, ${entries.length} are in the transcript`);
    }
    for (const entry of entries) checkEntry(state, entry);
    checkTurn(state);
  }

  function checkEntry(state: ConversationState, entry: TranscriptEntry): void {
    if (entry.disposition === undefined) report('I2', `message ${entry.number} has no disposition`);
    if (entry.disposition === 'pending' && (state.mode !== 'active' || state.turn === undefined)) {
      report('I2', `message ${entry.number} is pending in ${state.mode} without a turn`);
    }
    const owed = entry.disposition === 'team' || entry.disposition === 'cause';
    if (owed && state.handoff === undefined) report('I2', `message ${entry.number} is owed without a handoff`);
    if (entry.disposition !== 'answered' || entry.answeredBy === undefined) return;
    const answer = state.transcript.find(({ intentId }) => intentId === entry.answeredBy);
    if (answer?.delivery === 'cancelled' || answer?.delivery === 'failed') {
      report('I2', `message ${entry.number} counts as answered by an answer that is ${answer.delivery}`);
    }
  }

  /** An old button that asks for people is not just swallowed while nobody has the request. */
  function checkTap({ id, content }: CustomerMessage, before: ConversationState, after: ConversationState): void {
    if (content.kind !== 'button' || !/^(connect|wait|unsorted):/.test(content.id)) return;
    if (before.mode !== 'active' || before.handoff !== undefined) return;
    const entry = after.transcript.findLast(({ messageId }) => messageId === id);
    if (entry?.disposition === 'ignored') report('I2', `[${content.title}] was swallowed`);
  }

  /** A turn is always on its way: something is asked for it, or its answer is in the outbox. */
  function checkTurn({ turn, outbox }: ConversationState): void {
    if (turn === undefined) return;
    const thinking = turn.classification.status === 'wanted' || turn.draft.status === 'wanted';
    const sending = outbox.some(({ id }) => id === turn.intentId);
    if (turn.phase === 'thinking' ? !thinking : !sending) report('I2', `turn ${turn.number} stands still`);
  }

  return {
    transition(before, event, after) {
      if (event.type === 'customerMessage' && !delivered.has(event.message.id)) {
        delivered.add(event.message.id);
        checkTap(event.message, before, after);
        const { content } = event.message;
        const withPeople = before.mode !== 'active' && after.mode !== 'active';
        if (content.kind === 'text' && /\d/.test(content.text) && withPeople) forPeople.add(content.text);
      }
      checkRecord(after);
      if (before.transcript[0]?.number !== after.transcript[0]?.number && after.counters.entry <= 100) {
        if (before.transcript.length > 0) report('I1', 'an entry has left a short record');
      }
    },
    ended(job, outcome, failure) {
      if (job.kind === 'slack' && failure?.class === 'rejected') slackRefused = true;
    },
    posted(post) {
      if (post.kind !== 'thread') return;
      if (post.line.kind === 'customer_message') posted.push(post.line.text);
      if (post.line.kind === 'customer_messages') posted.push(...post.line.messages.map(({ text }) => text));
    },
    settled(state) {
      if (state.transcript.some(({ disposition }) => disposition === 'pending'))
        report('I2', 'a message is left pending');
      if (state.turn !== undefined) report('I2', 'a turn is left');
      if (state.outbox.length > 0) report('I2', 'the outbox is not empty');
      if (state.slackOutbox.length > 0) report('I2', 'the Slack outbox is not empty');
      if (state.takeover !== undefined) report('I2', 'a takeover is left');
      for (const text of forPeople) {
        if (!slackRefused && !posted.includes(text)) report('cards', `"${text}" never reached the thread`);
      }
    },
  };
}
