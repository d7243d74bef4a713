import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from './run';

/** A bundle of the workflows as they are now, made once for all tests: a worker that is killed and started again is there sooner. */
export async function workflowBundle(): Promise<string> {
  const sources = readdirSync(join(root, 'workflows'), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .sort();
  const print = createHash('sha256');
  for (const name of sources) print.update(name).update(readFileSync(join(root, 'workflows', name)));
  print.update(readFileSync(join(root, 'package-lock.json')));
  const folder = join(tmpdir(), 'baton-bundles');
  const path = join(folder, `${print.digest('hex').slice(0, 16)}.js`);
  if (existsSync(path)) return path;
  mkdirSync(folder, { recursive: true });
  // Only where it is needed: it brings a compiler with it.
  const { bundleWorkflowCode } = await import('@temporalio/worker');
  const { code } = await bundleWorkflowCode({
    workflowsPath: join(root, 'workflows', 'index.ts'),
    failureConverterPath: join(root, 'workflows', 'failure-converter.ts'),
    workflowInterceptorModules: [join(root, 'workflows', 'recorded-task.ts')],
    logger: { log() {}, trace() {}, debug() {}, info() {}, warn() {}, error() {} },
  });
  // Another test file may be writing the same one.
  const draft = `${path}.${process.pid}`;
  writeFileSync(draft, code);
  renameSync(draft, path);
  return path;
}
