import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { bundleWorkflowCode, DefaultLogger, Runtime, Worker, type InjectedSinks } from '@temporalio/worker';
import * as workflows from '../../workflows';
import * as messages from '../../workflows/conversation/messages';
import type { MeasurementSinks } from '../../workflows/conversation/plumbing/measurements';

const FOLDER = join(__dirname, 'histories');
const histories = readdirSync(FOLDER);
let workflowBundle: { code: string };

beforeAll(async () => {
  Runtime.install({
    logger: new DefaultLogger('ERROR'),
    telemetryOptions: { logging: { filter: 'OFF', forward: {} } },
  });
  const workflowsPath = require.resolve('../../workflows/index');
  const workflowInterceptorModules = [require.resolve('../../workflows/recorded-task')];
  const logger = new DefaultLogger('ERROR');
  workflowBundle = await bundleWorkflowCode({ workflowsPath, workflowInterceptorModules, logger });
});

const read = (name: string): string => readFileSync(join(FOLDER, name), 'utf8');
// A replay measures nothing, but the SDK wants to know where it would go.
const sinks: InjectedSinks<MeasurementSinks> = { measurements: { record: { fn: () => undefined } } };
const replay = (history: unknown) => Worker.runReplayHistory({ workflowBundle, sinks }, history);

test('when histories of earlier releases are looked for, then there are some', () => {
  expect(histories.length).toBeGreaterThanOrEqual(3);
});

test('when all that can be said to a conversation is listed, then each has been recorded', () => {
  const recorded = histories.map(read).join();
  const { AGENT_UPDATES: updates, ...others } = messages;
  const defined = [...Object.values(others), ...Object.values(updates)].flatMap((definition) =>
    typeof definition === 'object' && 'type' in definition && definition.type !== 'query' ? [definition.name] : [],
  );
  expect(defined.length).toBeGreaterThanOrEqual(17);
  expect(defined.filter((name) => !new RegExp(`"(signalName|name)": "${name}"`).test(recorded))).toEqual([]);
});

test('when all workflows are listed, then each has been recorded', () => {
  const recorded = histories.map(read).join();
  const names = Object.keys(workflows);
  expect(names.length).toBeGreaterThanOrEqual(6);
  expect(names.filter((name) => !recorded.includes(`"workflowType": {\n          "name": "${name}"`))).toEqual([]);
});

test.each(histories)('when %s is replayed with this code, then every command is the same', async (name) => {
  await expect(replay(JSON.parse(read(name)))).resolves.toBeUndefined();
});

test('when a history does not fit this code, then the replay says so', async () => {
  const changed = read('answers.json').replaceAll('"name": "classify"', '"name": "somethingElse"');
  expect(changed).toContain('somethingElse');
  await expect(replay(JSON.parse(changed))).rejects.toThrow(/nondeterminism|Nondeterminism|determinism/i);
});
