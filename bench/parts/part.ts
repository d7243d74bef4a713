import type { Contender } from '../world/contender';
import type { Floor } from '../world/floor';
import type { Product } from '../world/product';
import type { Seed } from '../world/seed';

/** What is measured against each other where nothing but the software itself takes time: no model, no quiet. */
export interface Bare {
  baton: Product;
  floor: Floor;
  seed: Seed;
}

/** Baton with every setting as it ships and the seed design, both with a model that takes its time. */
export interface Lifelike {
  baton: Product;
  seed: Seed;
}

/** How much is measured. `--quick` is for trying it out: its figures are worth little. */
export interface Scale {
  quick: boolean;
  /** The most conversations that are opened to see how figures grow. */
  open: number;
}

export type Progress = (what: string) => void;

/** The contenders in the order of this round: everybody goes first as often as everybody else. */
export function inTurn<T extends Contender>(contenders: readonly T[], round: number): T[] {
  const first = round % contenders.length;
  return [...contenders.slice(first), ...contenders.slice(0, first)];
}

/** Throws where a vendor refused something: what was measured then is not what it seems. */
export function nothingRefused(contenders: readonly Contender[]): void {
  for (const { name, vendors } of contenders) {
    const [first] = vendors.watch.refused;
    if (first === undefined) continue;
    const { vendor, kind, answer } = first;
    throw new Error(`${vendor} refused a ${kind} of ${name}: ${JSON.stringify(answer)?.slice(0, 300)}`);
  }
}
