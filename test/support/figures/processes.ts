import { readFileSync } from 'node:fs';

const TICK_MS = 10;
const MEGABYTE = 1024 * 1024;

/** Processor time that a process has used so far, ms; nothing where the system has no /proc. */
export function cpuMs(pid: number): number | undefined {
  const stat = read(`/proc/${pid}/stat`);
  // The name in brackets may hold spaces; user and system time are the 12th and 13th field after it.
  const fields = stat?.slice(stat.lastIndexOf(')') + 2).split(' ');
  return fields === undefined ? undefined : (Number(fields[11]) + Number(fields[12])) * TICK_MS;
}

/** Memory that a process holds, MB; nothing where the system has no /proc. */
export function residentMb(pid: number): number | undefined {
  const kilobytes = /^VmRSS:\s+(\d+) kB$/m.exec(read(`/proc/${pid}/status`) ?? '')?.[1];
  return kilobytes === undefined ? undefined : (Number(kilobytes) * 1024) / MEGABYTE;
}

/** What a process has started itself; nothing where the system has no /proc. */
export function childrenOf(pid: number): number[] {
  const children = read(`/proc/${pid}/task/${pid}/children`)?.trim() ?? '';
  return children === '' ? [] : children.split(' ').map(Number);
}

function read(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}
