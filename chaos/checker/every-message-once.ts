import type { Violation } from './evidence';
import type { Conversation, World } from './world';

/** I1: what the product answered with 200 is in the transcript exactly once, and nothing else is; all of it was taken in the end. */
export function everyMessageOnce({ conversations }: World): Violation[] {
  return conversations.flatMap(checkConversation);
}

function checkConversation({ record, received }: Conversation): Violation[] {
  const { workflowId, transcript, recordBegins } = record;
  const found = (what: string, detail: string, at?: number): Violation => ({
    ...{ invariant: 'I1', what, workflowId, detail },
    ...(at !== undefined && { at }),
  });
  if (recordBegins > 1) return [];
  const lines = transcript.filter(({ from }) => from === 'customer');
  const taken = received.filter(({ takenAt }) => takenAt !== undefined);
  const never = received.filter(({ takenAt }) => takenAt === undefined);
  const violations = never.map(({ text = '', attempts }) => found('never taken', text, attempts[0]));
  for (const text of new Set(taken.flatMap(({ text }) => (text === undefined ? [] : [text])))) {
    const same = taken.filter((one) => one.text === text);
    const kept = lines.filter((line) => line.text === text).length;
    const at = same[0]?.takenAt;
    if (kept < same.length)
      violations.push(found('answered with 200 and lost', `"${text}" ${kept}/${same.length}`, at));
    if (kept > same.length) violations.push(found('twice in the transcript', `"${text}" ${kept}/${same.length}`, at));
  }
  if (violations.length === 0 && lines.length !== taken.length)
    violations.push(found('the transcript has another number of messages', `${lines.length}/${taken.length}`));
  return violations;
}
