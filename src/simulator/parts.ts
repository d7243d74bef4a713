import type { Router } from 'express';
import type { Clocks } from './clock';
import type { Edge } from './edge';
import type { Events } from './events';
import type { Faults } from './faults';
import type { Journal } from './journal';
import type { Timers } from './timers';

/** What every part of the simulator is given. */
export interface SimulatorTools {
  journal: Journal;
  faults: Faults;
  edge: Edge;
  clocks: Clocks;
  events: Events;
  timers: Timers;
  random: () => number;
  /** The simulator's own address, `http://127.0.0.1:<port>`, for URLs that it hands out. */
  origin: () => string;
}

/** One fake vendor (or the page). `api` is mounted where the vendor's clients look for it, `control` under `/control`. */
export interface SimulatorPart {
  api?: Router;
  /** Its JSON bodies are parsed already; `readControlBody` and `refuseControl` give every answer the same shape. */
  control?: Router;
  /** Called when the simulator listens. */
  start?(): void;
  /** Forgets everything but the journal. */
  reset?(): void;
  close?(): void;
}
