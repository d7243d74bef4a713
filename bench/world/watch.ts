import type { JournalEntry } from '../../src/simulator/journal';
import { followJournal } from '../../test/support/journal-events';
import { within } from '../measure/parallel';

/** Follows what happens at the fake vendors while it happens. Times: ms UTC, as the vendor noted them. */
export interface Watch {
  /** When the next message to this customer arrives at WhatsApp. Ask before whatever causes it. */
  message(phone: string): Promise<JournalEntry>;
  /** When the last status ("read") of the next message to this customer has been taken by whoever sent it. */
  settled(phone: string): Promise<JournalEntry>;
  /** When the model is next asked something that contains these words. */
  modelCall(words: string): Promise<JournalEntry>;
  /** Messages that WhatsApp did not accept, model calls that failed: a measurement with any of them is worthless. */
  refused: JournalEntry[];
  close(): void;
}

type Waiting = Map<string, ((entry: JournalEntry) => void)[]>;

/** Follows `GET /control/events` of the simulator at this origin. */
export async function openWatch(origin: string): Promise<Watch> {
  const waiting: Waiting = new Map();
  const asked: { words: string; resolve: (entry: JournalEntry) => void }[] = [];
  const refused: JournalEntry[] = [];
  const close = await followJournal(origin, ({ entry }) => {
    if (isRefused(entry)) refused.push(entry);
    const name = nameOf(entry);
    if (name !== undefined) waiting.get(name)?.shift()?.(entry);
    if (isModelCall(entry)) answerAsked(asked, entry);
  });
  const next = (name: string): Promise<JournalEntry> => {
    const coming = new Promise<JournalEntry>((resolve) => {
      waiting.set(name, [...(waiting.get(name) ?? []), resolve]);
    });
    return within(coming, name);
  };
  return {
    refused,
    message: (phone) => next(`message ${phone}`),
    settled: (phone) => next(`read ${phone}`),
    modelCall: (words) => within(new Promise((resolve) => asked.push({ words, resolve })), `a model call: ${words}`),
    close,
  };
}

function answerAsked(asked: { words: string; resolve: (entry: JournalEntry) => void }[], entry: JournalEntry): void {
  const body = JSON.stringify(entry.body);
  const found = asked.filter(({ words }) => body.includes(words));
  for (const one of found) asked.splice(asked.indexOf(one), 1)[0]?.resolve(entry);
}

const isModelCall = ({ vendor, answer }: JournalEntry): boolean => vendor === 'llm' && answer === null;

function nameOf({ vendor, direction, kind, customer, answer, body }: JournalEntry): string | undefined {
  if (vendor !== 'whatsapp' || customer === undefined) return undefined;
  if (direction === 'toVendor') return kind === 'message' && answer === null ? `message ${customer}` : undefined;
  const isRead = kind === 'status' && answer !== null && JSON.stringify(body).includes('"status":"read"');
  return isRead ? `read ${customer}` : undefined;
}

// A read receipt for a message that the vendor has not sent itself is refused, and nobody minds. Slack takes one message
// a second in a channel; what it turns away comes again.
function isRefused({ vendor, direction, kind, answer }: JournalEntry): boolean {
  const counts = direction === 'toVendor' && vendor !== 'slack' && kind !== 'read';
  return counts && answer !== null && answer.status !== 200;
}
