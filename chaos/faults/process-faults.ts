import { setTimeout as delay } from 'node:timers/promises';
import type { Chance } from '../../test/support/chance';
import type { World } from '../world/world';

/** Something that happens to a process; resolves when it is there again. */
export interface ProcessFault {
  what: string;
  strike(world: World): Promise<void>;
}

const SECOND = 1_000;

type Draw = (chance: Chance) => ProcessFault;

function serverKilled(chance: Chance): ProcessFault {
  const seconds = chance.between(0, 4);
  return {
    what: `Temporal server killed, back after ${seconds} s`,
    async strike({ temporal }) {
      await temporal.kill();
      await delay(seconds * SECOND);
      await temporal.start();
    },
  };
}

/** All kinds; a kill of the server, which holds everything, comes twice as often. */
const KINDS: Draw[] = [
  () => ({
    what: 'worker killed',
    async strike({ system }) {
      await system.signal('worker', 'SIGKILL');
      await system.startWorker();
    },
  }),
  () => ({
    what: 'gateway killed',
    async strike({ system }) {
      await system.signal('gateway', 'SIGKILL');
      await system.startGateway();
    },
  }),
  serverKilled,
  serverKilled,
  (chance) => frozen('worker', chance.between(3, 18)),
  (chance) => frozen('gateway', chance.between(2, 8)),
  (chance) => {
    const seconds = chance.between(2, 8);
    return {
      what: `Temporal server frozen for ${seconds} s`,
      async strike({ temporal }) {
        temporal.signal('SIGSTOP');
        await delay(seconds * SECOND);
        temporal.signal('SIGCONT');
      },
    };
  },
];

const frozen = (name: 'worker' | 'gateway', seconds: number): ProcessFault => ({
  what: `${name} frozen for ${seconds} s`,
  async strike({ system }) {
    await system.signal(name, 'SIGSTOP');
    await delay(seconds * SECOND);
    await system.signal(name, 'SIGCONT');
  },
});

/** None of them ends a process, so that one can see for how long it grows. */
const PAUSES: Draw[] = [
  (chance) => frozen('worker', chance.between(1, 3)),
  (chance) => frozen('gateway', chance.between(1, 3)),
];

/** What happens to processes: `all` kinds, `pauses` without any death, `server`: kills of Temporal alone. */
export type ProcessTroubles = 'all' | 'pauses' | 'server';

const TROUBLES: Record<ProcessTroubles, Draw[]> = { all: KINDS, pauses: PAUSES, server: [serverKilled] };

/** How they are called, whatever is drawn. */
export const processKinds = (chance: Chance): string[] => KINDS.map((draw) => draw(chance).what);

/** Draws all kinds before any comes again. */
export function processFaults(chance: Chance, troubles: ProcessTroubles): () => ProcessFault {
  const kinds = TROUBLES[troubles];
  let left: Draw[] = [];
  return () => {
    if (left.length === 0) left = chance.shuffled(kinds);
    return (left.pop() ?? serverKilled)(chance);
  };
}
