import { setTimeout as delay } from 'node:timers/promises';
import { createChance } from '../../test/support/chance';
import type { Episode } from '../checker/evidence';
import type { World } from '../world/world';
import { processFaults, type ProcessTroubles } from './process-faults';
import { VENDOR_GROUPS, vendorFaults } from './vendor-faults';

const SECOND = 1_000;

export interface Director {
  /** What was broken so far, and what is now. */
  episodes: Episode[];
  /** Breaks things until `over`; resolves when nothing is broken any more. */
  run(over: () => boolean): Promise<void>;
}

export interface Troubles {
  processes: ProcessTroubles;
  vendors: boolean;
  /** Of what vendors do, this is left out. */
  without?: readonly string[];
  /** Between two troubles of one kind everything works for up to so long. */
  calmSeconds?: number;
}

/** Breaks processes and vendors side by side, in an order that the seed gives. */
export function createDirector(
  world: World,
  seed: number,
  { processes, vendors, without = [], calmSeconds = 1 }: Troubles,
): Director {
  const episodes: Episode[] = [];
  const { control } = world.system;

  async function during(what: string, work: () => Promise<void>): Promise<void> {
    const episode: Episode = { what, from: Date.now(), until: Infinity };
    episodes.push(episode);
    await work();
    episode.until = Date.now();
  }

  /** A pause that ends with the run. */
  async function pause(ms: number, over: () => boolean): Promise<void> {
    const until = Date.now() + ms;
    while (Date.now() < until && !over()) await delay(100);
  }

  async function breakVendors(over: () => boolean, position: number): Promise<void> {
    const chance = createChance(seed + 1 + 10 * position);
    const next = vendorFaults(chance, VENDOR_GROUPS[position] ?? [], without);
    while (!over()) {
      const { what, seconds, faults } = next();
      await during(`${what} for ${seconds} s`, async () => {
        for (const fault of faults) await control.putFault(fault);
        await pause(seconds * SECOND, over);
        for (const { vendor, kind, direction = 'toVendor' } of faults)
          await control.clearFaults({ vendor, kind, direction });
      });
      await pause(chance.between(0, calmSeconds) * SECOND, over);
    }
  }

  async function breakProcesses(over: () => boolean): Promise<void> {
    const chance = createChance(seed + 2);
    const next = processFaults(chance, processes);
    await pause(chance.between(1, 3) * SECOND, over);
    while (!over()) {
      const { what, strike } = next();
      await during(what, () => strike(world));
      await pause(chance.between(3, 7 + calmSeconds) * SECOND, over);
    }
  }

  return {
    episodes,
    async run(over) {
      const groups = vendors ? VENDOR_GROUPS.map((_, position) => breakVendors(over, position)) : [];
      await Promise.all([...groups, breakProcesses(over)]);
      await control.clearFaults();
    },
  };
}
