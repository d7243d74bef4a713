import { setTimeout as delay } from 'node:timers/promises';
import type { World } from '../world/world';
import type { Point } from './points';

export interface Strike {
  name: string;
  /** Resolves when the process is there again. */
  hit(world: World, point: Point): Promise<void>;
}

const SECOND = 1_000;
/** Longer than the 15 s after which the server gives a message up. */
const LONG_MS = 17 * SECOND;
const SHORT_MS = 4 * SECOND;

const frozenFor = ({ inHand }: Point): number => (inHand ? LONG_MS : SHORT_MS);

export const STRIKES: Strike[] = [
  {
    name: 'worker killed',
    async hit({ system }) {
      await system.signal('worker', 'SIGKILL');
      await system.startWorker();
    },
  },
  {
    name: 'worker frozen',
    async hit({ system }, point) {
      await system.signal('worker', 'SIGSTOP');
      await delay(frozenFor(point));
      await system.signal('worker', 'SIGCONT');
    },
  },
  {
    name: 'gateway killed',
    async hit({ system }) {
      await system.signal('gateway', 'SIGKILL');
      await system.startGateway();
    },
  },
  {
    name: 'gateway frozen',
    async hit({ system }, point) {
      await system.signal('gateway', 'SIGSTOP');
      await delay(frozenFor(point));
      await system.signal('gateway', 'SIGCONT');
    },
  },
  {
    name: 'server killed',
    async hit({ temporal }) {
      await temporal.kill();
      await temporal.start();
    },
  },
  {
    name: 'server frozen',
    async hit({ temporal }, point) {
      temporal.signal('SIGSTOP');
      await delay(frozenFor(point));
      temporal.signal('SIGCONT');
    },
  },
];
