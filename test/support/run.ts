import { spawn, spawnSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

export const root = join(__dirname, '..', '..');

/** How TypeScript is run in a process of its own, whatever folder it starts in. */
export const tsx = pathToFileURL(require.resolve('tsx', { paths: [root] })).href;

const COMPILED_VARIABLE = 'TEST_COMPILED';

/** Where the product is compiled for this run of jest; none where only tests without processes run. */
export const compiledProduct = (): string | undefined => process.env[COMPILED_VARIABLE];

/** Makes that known to the test files: jest's workers inherit the environment. */
export function publishCompiled(folder: string): void {
  process.env[COMPILED_VARIABLE] = folder;
}

function program(name: 'server' | 'worker' | 'cli'): string[] {
  const compiled = compiledProduct();
  return compiled === undefined
    ? ['--import', tsx, join(root, 'src', `${name}.ts`)]
    : [join(compiled, 'src', `${name}.js`)];
}

export const searchPath = process.env['PATH'];

export interface Finished {
  status: number | null;
  stdout: string;
  stderr: string;
}

/** `npm run baton -- …` in a folder without a `.env`, or in `folder`, with nothing in its environment but PATH and what is given. */
export function runBaton(
  args: string[],
  environment: Readonly<Record<string, string | undefined>> = {},
  folder = tmpdir(),
): Finished {
  return spawnSync(process.execPath, [...program('cli'), ...args], {
    cwd: folder,
    encoding: 'utf8',
    env: { PATH: searchPath, ...environment },
  });
}

/** What `runBaton` would complain of when its reader, like `head`, has ended before it writes. */
export function complaintsUnread(args: string[]): string {
  const { stderr } = spawnSync('sh', ['-c', '"$0" "$@" | true', process.execPath, ...program('cli'), ...args], {
    cwd: tmpdir(),
    encoding: 'utf8',
    env: { PATH: searchPath },
  });
  return stderr;
}

/**
 * One of Baton's own processes that is expected to end by itself; in a folder without a `.env`. With `cli` it is a command,
 * as `runBaton` runs it, but the test goes on meanwhile: connections that it keeps open are not forgotten by the other side.
 */
export function runProcess(
  name: 'server' | 'worker' | 'cli',
  environment: Readonly<Record<string, string | undefined>>,
  args: string[] = [],
): Promise<Finished> {
  const child = spawn(process.execPath, [...program(name), ...args], {
    cwd: tmpdir(),
    env: { PATH: searchPath, ...environment },
  });
  const output = { stdout: '', stderr: '' };
  for (const stream of ['stdout', 'stderr'] as const) {
    child[stream].on('data', (chunk: Buffer) => (output[stream] += chunk.toString()));
  }
  return new Promise((resolve) => child.on('close', (status) => resolve({ status, ...output })));
}
