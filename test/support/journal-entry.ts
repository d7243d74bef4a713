import type { JournalEntry } from '../../src/simulator/journal';

/** Adds an entry to a journal that a test makes up: a message to WhatsApp, unless told. */
export function addEntry(journal: JournalEntry[], change: Partial<JournalEntry>): JournalEntry {
  const blank = { seq: journal.length + 1, at: 0, vendor: 'whatsapp', direction: 'toVendor', kind: 'message' } as const;
  const whole: JournalEntry = { ...blank, body: {}, answer: null, ...change };
  journal.push(whole);
  return whole;
}
