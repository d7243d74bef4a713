import { createClocks } from './clock';
import { createEdge } from './edge';
import { createEvents } from './events';
import { createFaults } from './faults';
import { createJournal } from './journal';
import type { SimulatorTools } from './parts';
import { createTimers } from './timers';

/** mulberry32: the same faults strike in every run with the same seed. */
export function createRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** Everything the parts share. `origin` is asked when a URL is handed out. */
export function createTools(seed: number, origin: () => string): SimulatorTools {
  const timers = createTimers();
  const random = createRandom(seed);
  const journal = createJournal();
  const faults = createFaults({ timers, random });
  const events = createEvents();
  journal.subscribe((entry) => events.emit({ type: 'journal', entry }));
  faults.onChange(() => events.emit({ type: 'faults' }));
  const edge = createEdge({ journal, faults, timers, random });
  return { journal, faults, edge, clocks: createClocks(), events, timers, random, origin };
}
