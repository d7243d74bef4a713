import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { isAlive } from './facts';

/** Where one demo keeps what it writes. */
export interface Scratch {
  /** `.baton`, in the folder where the demo was started. */
  folder: string;
  /** Of this run alone. */
  own: string;
  logFile(name: string): string;
  /** Removes what nobody reads after the demo has ended in order. */
  remove(): void;
}

export function createScratch(): Scratch {
  const folder = resolve('.baton');
  const own = join(folder, `demo-${process.pid}`);
  mkdirSync(folder, { recursive: true });
  removeLeftovers(folder);
  mkdirSync(own, { recursive: true, mode: 0o700 });
  return {
    folder,
    own,
    logFile: (name) => join(own, `${name}.log`),
    remove: () => rmSync(own, { recursive: true, force: true }),
  };
}

// The logs of a demo that failed stay until the next one starts.
function removeLeftovers(folder: string): void {
  for (const name of readdirSync(folder)) {
    const pid = /^demo-(\d+)$/.exec(name)?.[1];
    if (pid !== undefined && !isAlive(Number(pid))) rmSync(join(folder, name), { recursive: true, force: true });
  }
}
