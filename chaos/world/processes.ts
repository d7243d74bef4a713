import { cpuMs, residentMb } from '../../test/support/figures/processes';
import type { World } from './world';

const ROLES = ['worker', 'gateway', 'Temporal server', 'simulated vendors', 'people and checker'] as const;
export type Role = (typeof ROLES)[number];

/** What the processes of a run have used, whatever was killed and started again meanwhile. */
export interface ProcessWatch {
  /** Processor time so far, seconds. */
  cpuSeconds(): Record<Role, number>;
  /** Memory held now, MB; nothing for what is away, or where the system does not tell. */
  residentMb(role: Role): number | undefined;
  stop(): void;
}

const LOOK_AGAIN_MS = 1_000;

export function watchProcesses({ system, temporal }: World): ProcessWatch {
  const pids: Record<Role, () => (number | undefined)[]> = {
    worker: () => [system.pid('worker'), system.pid('other worker')],
    gateway: () => [system.pid('gateway')],
    'Temporal server': () => [temporal.pid()],
    'simulated vendors': () => [system.simulatorPid],
    'people and checker': () => [process.pid],
  };
  const used = new Map<number, { role: Role; ms: number }>();
  const look = (): void => {
    for (const role of ROLES) {
      for (const pid of pids[role]()) {
        const ms = pid === undefined ? undefined : cpuMs(pid);
        if (pid !== undefined && ms !== undefined) used.set(pid, { role, ms });
      }
    }
  };
  look();
  const before = cpuMs(process.pid) ?? 0;
  const timer = setInterval(look, LOOK_AGAIN_MS);
  return {
    cpuSeconds() {
      look();
      const of = (role: Role): number =>
        [...used.values()].reduce((sum, one) => (one.role === role ? sum + one.ms : sum), 0);
      const seconds = (role: Role): number =>
        Math.round((of(role) - (role === 'people and checker' ? before : 0)) / 1_000);
      return Object.fromEntries(ROLES.map((role) => [role, seconds(role)])) as Record<Role, number>;
    },
    residentMb(role) {
      const [pid] = pids[role]();
      return pid === undefined ? undefined : residentMb(pid);
    },
    stop: () => clearInterval(timer),
  };
}
