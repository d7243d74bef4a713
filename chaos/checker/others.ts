import type { JournalEntry } from '../../src/simulator/journal';
import { stringsIn, workflowIn } from './bodies';
import type { Violation } from './evidence';
import type { World } from './world';

/** A word that only one customer ever writes: his mark, then that of the message. */
export const MARK = /Q((?:[a-z]{2}){4})(?:[a-z]{2}){2}x/g;

export const marksIn = (text: string): string[] => [...text.matchAll(MARK)].map(([, customer = '']) => customer);

/** I16: no run ends in any way but by continuing or completing. */
export function noRunFails({ conversations }: World): Violation[] {
  const ENDS = ['RUNNING', 'CONTINUED_AS_NEW', 'COMPLETED'];
  return conversations.flatMap(({ record: { workflowId, runs } }) =>
    runs
      .filter(({ status }) => !ENDS.includes(status))
      .map(({ runId, status }) => ({
        invariant: 'I16',
        what: 'a run failed',
        workflowId,
        detail: `${runId} ${status}`,
      })),
  );
}

/** I20: one customer's words are in no prompt, thread, message or transcript of another. */
export function wordsStayTheirOwn({ conversations, evidence }: World): Violation[] {
  const found = (workflowId: string, what: string, detail: string, at?: number): Violation => ({
    ...{ invariant: 'I20', what, workflowId, detail },
    ...(at !== undefined && { at }),
  });
  const workflowOf = new Map<string, string>();
  const addressOf = new Map<string, string>();
  for (const { record, received } of conversations) {
    for (const address of record.addresses) addressOf.set(address, record.workflowId);
    for (const { text = '' } of received) marksIn(text).forEach((mark) => workflowOf.set(mark, record.workflowId));
  }
  const foreign = (marks: string[], workflowId: string): string | undefined =>
    marks.find((mark) => (workflowOf.get(mark) ?? workflowId) !== workflowId);
  const transcripts = conversations.flatMap(({ record: { workflowId, transcript } }): Violation[] => {
    const mark = foreign(
      transcript.flatMap(({ text }) => marksIn(text)),
      workflowId,
    );
    return mark === undefined ? [] : [found(workflowId, 'in another transcript', mark)];
  });
  const requests = evidence.journal.flatMap((entry): Violation[] => {
    const marks = marksIn(stringsIn(entry.body).join(' '));
    const [first = ''] = marks;
    const workflowId = ownerOf(entry, addressOf) ?? workflowOf.get(first);
    if (workflowId === undefined) return [];
    const mark = foreign(marks, workflowId);
    return mark === undefined ? [] : [found(workflowId, `in another ${PLACES[entry.vendor]}`, mark, entry.at)];
  });
  return [...transcripts, ...requests];
}

const PLACES = {
  whatsapp: "customer's message",
  slack: 'thread',
  llm: 'prompt',
  orders: 'question about an order',
  teams: 'card in Teams',
};

/** Whose it is; a prompt is that customer's whose words it begins with. Webhooks may carry several customers. */
function ownerOf(entry: JournalEntry, addressOf: Map<string, string>): string | undefined {
  if (entry.vendor === 'whatsapp' && entry.direction === 'toVendor') return addressOf.get(entry.customer ?? '');
  if (entry.vendor === 'slack' && entry.direction === 'toVendor') return workflowIn(entry.body);
  return undefined;
}
