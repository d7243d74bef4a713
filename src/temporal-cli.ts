import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

/** Path of the Temporal CLI that scripts/setup.mjs found. Throws one sentence with its remedy when there is none. */
export function findTemporalCli(): string {
  const root = projectRoot(__dirname);
  const record = join(root, '.temporal', 'path');
  if (!existsSync(record)) throw new Error('No Temporal CLI has been set up yet: run `node scripts/setup.mjs`.');
  const [path = ''] = readFileSync(record, 'utf8').split('\n');
  const cli = resolve(root, path);
  if (!existsSync(cli)) throw new Error(`The Temporal CLI is no longer at ${cli}: run \`node scripts/setup.mjs\`.`);
  return cli;
}

// The same file runs from src/ and, built, from dist/src/.
function projectRoot(folder: string): string {
  if (existsSync(join(folder, 'package-lock.json'))) return folder;
  const parent = dirname(folder);
  if (parent === folder) throw new Error('Baton is not inside its own folder: run it from a checkout.');
  return projectRoot(parent);
}
