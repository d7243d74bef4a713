import { spawnSync } from 'node:child_process';
import { chmodSync, cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

const ROOT = join(__dirname, '..', '..');

export type Packages = Record<string, { version: string; optional?: boolean }>;

export interface BareCheckout {
  folder: string;
  /** Puts a shell script on the PATH that notes each call and then does `body`. */
  command(name: string, body: string): string;
  write(path: string, content: string): void;
  read(path: string): string | undefined;
  installed(packages: Packages): void;
  calls(): string[];
  setup(options?: { args?: string[]; env?: Record<string, string>; node?: string[] }): SetupRun;
  remove(): void;
}

export interface SetupRun {
  code: number | null;
  output: string;
  errors: string;
}

/** A checkout with a lock of the given packages, whose PATH holds nothing but what the test puts there. */
export function bareCheckout(locked: Packages): BareCheckout {
  const folder = mkdtempSync(join(tmpdir(), 'baton-checkout-'));
  const bin = join(folder, 'path');
  const write = (path: string, content: string): void => {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  };
  const read = (path: string): string | undefined =>
    existsSync(join(folder, path)) ? readFileSync(join(folder, path), 'utf8') : undefined;
  mkdirSync(bin);
  for (const file of ['scripts/setup.mjs', 'src/temporal-cli.ts']) cpSync(join(ROOT, file), join(folder, file));
  write('package-lock.json', JSON.stringify({ packages: { '': { version: '0.1.0' }, ...locked } }));
  return {
    folder,
    write,
    read,
    command: (name, body) => writeCommand(join(bin, name), `echo "${name} $*" >> "${folder}/calls"\n${body}`),
    installed: (packages) => write('node_modules/.package-lock.json', JSON.stringify({ packages })),
    calls: () => (read('calls') ?? '').split('\n').filter(Boolean),
    setup: ({ args = [], env = {}, node = [] } = {}) => {
      const command = [...node, join(folder, 'scripts', 'setup.mjs'), ...args];
      const run = spawnSync(process.execPath, command, { cwd: folder, encoding: 'utf8', env: { PATH: bin, ...env } });
      return { code: run.status, output: run.stdout, errors: run.stderr };
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** A program that answers `--version` as the Temporal CLI of that version does. */
export function temporalOf(version: string): string {
  return `echo "temporal version ${version} (Server 1.32.0, UI 2.54.1)"`;
}

export function writeCommand(path: string, body: string): string {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, `#!/bin/sh\n${body}\n`);
  chmodSync(path, 0o755);
  return path;
}
