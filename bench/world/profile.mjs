// Loaded into every process and every thread of it by `npm run bench -- --cpu-prof`: Node 20 does not take its own
// --cpu-prof from NODE_OPTIONS. The query of this file's address names the folder.
import { mkdirSync, writeFileSync } from 'node:fs';
import { Session } from 'node:inspector';
import { basename, join } from 'node:path';
import { threadId } from 'node:worker_threads';

const folder = new URL(import.meta.url).searchParams.get('folder');
const session = new Session();
session.connect();
session.post('Profiler.enable');
session.post('Profiler.start');

process.on('exit', () => {
  session.post('Profiler.stop', (error, result) => {
    if (error || !result) return;
    mkdirSync(folder, { recursive: true });
    const name = basename(process.argv[1] ?? 'node', '.ts');
    writeFileSync(join(folder, `${name}-${process.pid}-${threadId}.cpuprofile`), JSON.stringify(result.profile));
  });
});
