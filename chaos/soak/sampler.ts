import { setTimeout as delay } from 'node:timers/promises';
import type { ProcessWatch, Role } from '../world/processes';
import type { World } from '../world/world';
import type { Series } from './verdict';

const LOOK_AGAIN_MS = 15_000;
const KILOBYTE = 1_024;

const MEMORY: Role[] = ['worker', 'gateway', 'Temporal server'];

/** Looks at memory, and at the histories and states of the conversations that talk all the time, until `over`. */
export async function sample(
  { system }: World,
  processes: ProcessWatch,
  regulars: () => readonly string[],
  over: () => boolean,
): Promise<Series[]> {
  const began = Date.now();
  const series: Series[] = [
    ...MEMORY.map((name): Series => ({ name, unit: 'MB', points: [] })),
    { name: 'longest history', unit: 'events', points: [] },
    { name: 'largest state', unit: 'KB', points: [] },
  ];
  const see = (name: string, value: number | undefined): void => {
    const at = Math.round((Date.now() - began) / 1_000);
    if (value !== undefined) series.find((one) => one.name === name)?.points.push([at, Math.round(value)]);
  };
  while (!over()) {
    await delay(LOOK_AGAIN_MS);
    MEMORY.forEach((role) => see(role, processes.residentMb(role)));
    const seen = await Promise.all(regulars().map((workflowId) => lookAt(system, workflowId).catch(() => undefined)));
    const known = seen.filter((one) => one !== undefined);
    const states = known.flatMap(({ stateBytes }) => (stateBytes === undefined ? [] : [stateBytes / KILOBYTE]));
    see('longest history', most(known.map(({ events }) => events)));
    see('largest state', most(states));
  }
  return series;
}

const most = (values: number[]): number | undefined => (values.length === 0 ? undefined : Math.max(...values));

interface Looked {
  events: number;
  /** Of what the run before has handed on, as Temporal stores it; nothing in a first run. */
  stateBytes?: number;
}

async function lookAt({ client, namespace }: World['system'], workflowId: string): Promise<Looked> {
  const { historyLength: events } = await client.workflow.getHandle(workflowId).describe();
  const { history } = await client.workflowService.getWorkflowExecutionHistory({
    ...{ namespace, execution: { workflowId } },
    maximumPageSize: 1,
  });
  const started = history?.events?.[0]?.workflowExecutionStartedEventAttributes;
  if (started?.continuedExecutionRunId == null || started.continuedExecutionRunId === '') return { events };
  const payloads = started.input?.payloads ?? [];
  return { events, stateBytes: payloads.reduce((sum, { data }) => sum + (data?.length ?? 0), 0) };
}
