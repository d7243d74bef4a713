import type { JournalEntry } from './journal';

/** What a watching page is told: a journal entry (recorded, then answered), or that it should read a view again. */
export type SimulatorEvent =
  | { type: 'journal'; entry: JournalEntry }
  | { type: 'phone'; customer: string }
  | { type: 'slack' }
  | { type: 'faults' }
  | { type: 'shop' }
  | { type: 'reset' };

export interface Events {
  emit(event: SimulatorEvent): void;
  subscribe(listener: (event: SimulatorEvent) => void): () => void;
}

export function createEvents(): Events {
  const listeners = new Set<(event: SimulatorEvent) => void>();
  return {
    emit: (event) => listeners.forEach((listener) => listener(event)),
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
