import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Environment } from '../config';

/** `.baton/demo.json`: where everything is, for scripts and for curl. */
export interface DemoFacts {
  page: string;
  gateway: string;
  simulator: string;
  temporal: { address: string; namespace: string; ui: string };
  pid: number;
}

const factsFile = (folder: string): string => join(folder, 'demo.json');
const environmentFile = (folder: string, pid: number): string => join(folder, `demo-${pid}`, 'product.env');

/** Both files appear whole or not at all. The environment holds keys, so nobody else may read it. */
export function writeFacts(folder: string, facts: DemoFacts, environment: Environment): void {
  const lines = Object.entries(environment).map(([name, value]) => `${name}=${value ?? ''}\n`);
  writeFileSync(environmentFile(folder, facts.pid), lines.join(''), { mode: 0o600 });
  const draft = `${factsFile(folder)}.${facts.pid}`;
  writeFileSync(draft, `${JSON.stringify(facts, null, 2)}\n`);
  renameSync(draft, factsFile(folder));
}

/** Takes the file away, unless it is by now that of another demo. */
export function removeFacts(folder: string): void {
  if (readFacts(folder)?.pid === process.pid) rmSync(factsFile(folder), { force: true });
}

function readFacts(folder: string): DemoFacts | undefined {
  try {
    return JSON.parse(readFileSync(factsFile(folder), 'utf8')) as DemoFacts;
  } catch {
    return undefined;
  }
}

/** The file with the environment of the demo that runs in this folder now, if one does. */
export function runningDemoEnvironmentFile(folder: string): string | undefined {
  const facts = readFacts(folder);
  return facts && isAlive(facts.pid) ? environmentFile(folder, facts.pid) : undefined;
}

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
