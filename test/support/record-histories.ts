/**
 * Records the histories that test/replay replays. Run by `npm run record-histories` when a release is made; histories of
 * earlier releases are never recorded again.
 *   npm run record-histories [name of one]
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { WorkflowHandle } from '@temporalio/client';
import { historyToJSON } from '@temporalio/common/lib/proto-utils';
import { createRig } from './conversation-rig';
import { activities, BESIDE } from './histories/beside';
import { SCENARIOS } from './histories/scenarios';
import { publishTemporalAddress, startTemporalServer } from './temporal-server';
import { until } from './until';

const FOLDER = join(__dirname, '..', 'replay', 'histories');

async function record(name: string, handle: WorkflowHandle): Promise<void> {
  await until(
    () => handle.describe(),
    ({ raw }) => raw.pendingWorkflowTask == null,
  );
  // Who ran it is of no interest to a replay.
  const history = historyToJSON(await handle.fetchHistory()).replaceAll(
    /"identity": "[^"]*"/g,
    '"identity": "recorded"',
  );
  writeFileSync(join(FOLDER, `${name}.json`), `${history}\n`);
}

async function main(): Promise<void> {
  const server = await startTemporalServer();
  publishTemporalAddress(server.address);
  const rig = await createRig(activities);
  const [, , wanted] = process.argv;
  const isWanted = ([name]: [string, unknown]): boolean => name === (wanted ?? name);
  for (const [name, play] of Object.entries(SCENARIOS).filter(isWanted)) {
    const conversation = await rig.start();
    const beside = (await play(conversation, rig)) ?? {};
    for (const [own, one] of Object.entries({ [name]: conversation, ...beside })) await record(own, one.handle);
  }
  for (const [name, play] of Object.entries(BESIDE).filter(isWanted)) await record(name, await play(rig));
  await rig.stop();
  await server.stop();
}

void main();
