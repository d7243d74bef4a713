import type { TranscriptLine } from '../../workflows/conversation/messages';
import type { ConversationEvidence, Violation } from './evidence';
import type { World } from './world';

const MINUTE = 60_000;
const INACTIVITY = 30 * MINUTE;
/** A reply counts from when it was written; its line is there once it begins to be sent. */
const EARLY = 5 * MINUTE;
/** When everything is at rest, what was due a little ago has been done. */
const AT_REST = 2 * MINUTE;
/** The clock passes what is due by ten minutes at most, where a step meets a kill of the server and is taken twice. */
const LATE = 12 * MINUTE;

/** I5: half an hour after the last thing that a person did the question comes, never before, and whatever was killed. */
export function askedInTime({ conversations }: World): Violation[] {
  return conversations.flatMap(({ record }) => {
    const found = (what: string, detail: string): Violation => {
      return { invariant: 'I5', what, workflowId: record.workflowId, detail };
    };
    const violations: Violation[] = [];
    let since: number | undefined;
    let theirTurn = false;
    for (const line of record.transcript) {
      const asked = line.from === 'event' && line.mode === 'confirming';
      if (asked && since !== undefined) {
        const waited = line.at - since;
        if (waited < INACTIVITY - EARLY) violations.push(found('asked too early', minutes(waited)));
        if (waited > INACTIVITY + LATE) violations.push(found('asked too late', minutes(waited)));
      }
      // What is kept until the customer answers has times of its own.
      since = theirTurn && /keeps the conversation/.test(line.text) ? undefined : nextSince(line, since);
      if (line.from === 'agent' || line.from === 'customer') theirTurn = line.from === 'agent';
    }
    const waits = since === undefined ? 0 : record.now - since;
    if (isPeoples(record) && waits > INACTIVITY + AT_REST) violations.push(found('never asked', minutes(waits)));
    return violations;
  });
}

const isPeoples = ({ mode, handoff }: ConversationEvidence): boolean => mode === 'paused' && handoff !== 'snoozed';

const minutes = (ms: number): string => `after ${(ms / MINUTE).toFixed(1)} minutes`;

/** One more reason for the team is the customer's doing, and that a claim falls back is the clock's. */
const NOBODYS = /^One more reason|did not answer: the conversation waits/;

/** From where the half hour counts: what people did last, or the handoff where that was nothing. */
function nextSince(line: TranscriptLine, since: number | undefined): number | undefined {
  if (line.from === 'agent' || line.from === 'note') return since === undefined ? undefined : line.at;
  if (line.from !== 'event' || line.mode === undefined) return since;
  if (line.mode !== 'paused') return undefined;
  return NOBODYS.test(line.text) ? since : line.at;
}
