export type Vendor = 'whatsapp' | 'slack' | 'llm' | 'orders' | 'teams';
export type Direction = 'toVendor' | 'fromVendor';
export type Author = 'assistant' | 'agent' | 'notice';

/** What the other side answered. `error` without `status` means that nothing took effect; with it, that the answer was lost on its way. */
export interface JournalAnswer {
  status?: number;
  body?: unknown;
  error?: string;
}

export interface JournalEntry {
  seq: number;
  /** Wall clock in ms at which the request arrived (`toVendor`) or left (`fromVendor`). */
  at: number;
  vendor: Vendor;
  direction: Direction;
  kind: string;
  /** The customer's number in digits, or the user id where the number is hidden. */
  customer?: string;
  author?: Author;
  intent?: string;
  body: unknown;
  answer: JournalAnswer | null;
}

/** What a vendor knows about a request; `callbackData` is the `<workflow id>/<intent id>` that travels with a send. */
interface NewEntry {
  vendor: Vendor;
  direction: Direction;
  kind: string;
  customer?: string | undefined;
  callbackData?: string | undefined;
  body: unknown;
}

export interface OpenEntry {
  readonly entry: JournalEntry;
  /** Fills in the answer. The entry keeps its place: its order is that of arrival. */
  answer(answer: JournalAnswer): void;
}

/** Entries that have these values. */
export type JournalFilter = {
  [Name in 'vendor' | 'direction' | 'kind' | 'customer' | 'author']?: JournalEntry[Name] | undefined;
};

export interface Journal {
  /** Takes a sequence number and the time at once, so call it when the request arrives, before anything is awaited. */
  record(entry: NewEntry): OpenEntry;
  entries(): readonly JournalEntry[];
  toJsonLines(filter?: JournalFilter): string;
  /** Drops the entries up to this number; numbers go on. An answer that is still to come is told, and kept no more. */
  forget(through: number): void;
  /** Tells of every entry twice: when it is recorded and when its answer is known. Returns the way to stop. */
  subscribe(listener: (entry: JournalEntry) => void): () => void;
}

const AUTHORS: Record<string, Author> = { a: 'assistant', h: 'agent', n: 'notice' };

/** Reads the intent id out of the callback data of a send, and its author out of the id. */
export function intentOf(callbackData: string | undefined): { intent?: string; author?: Author } {
  if (callbackData === undefined) return {};
  const intent = callbackData.slice(callbackData.lastIndexOf('/') + 1);
  const author = /^([ahn])-/.exec(intent)?.[1];
  return author === undefined ? { intent } : { intent, author: AUTHORS[author]! };
}

function matching(filter: JournalFilter): (entry: JournalEntry) => boolean {
  const wanted = Object.entries(filter).filter(([, value]) => value !== undefined);
  return (entry) => wanted.every(([name, value]) => entry[name as keyof JournalFilter] === value);
}

const linesOf = (entries: readonly JournalEntry[]): string =>
  entries.map((entry) => `${JSON.stringify(entry)}\n`).join('');

/** One entry per request either way, in order of arrival; kept until it is told to forget, or for as long as the process lives. */
export function createJournal(now: () => number = Date.now): Journal {
  let entries: JournalEntry[] = [];
  let recorded = 0;
  const listeners = new Set<(entry: JournalEntry) => void>();
  const tell = (entry: JournalEntry): void => listeners.forEach((listener) => listener(entry));

  return {
    record({ vendor, direction, kind, customer, callbackData, body }) {
      recorded += 1;
      const entry: JournalEntry = {
        seq: recorded,
        at: now(),
        vendor,
        direction,
        kind,
        ...(customer === undefined ? {} : { customer }),
        ...intentOf(callbackData),
        body,
        answer: null,
      };
      entries.push(entry);
      tell(entry);
      return {
        entry,
        answer(answer) {
          entry.answer = answer;
          tell(entry);
        },
      };
    },
    entries: () => entries,
    toJsonLines: (filter = {}) => linesOf(entries.filter(matching(filter))),
    forget: (through) => void (entries = entries.filter(({ seq }) => seq > through)),
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
