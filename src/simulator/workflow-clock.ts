import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import type { Connection } from '@temporalio/client';
import { msToTs } from '@temporalio/common/lib/time';
import { temporal } from '@temporalio/proto';

export interface ClockMove {
  namespace: string;
  workflowId: string;
  milliseconds: number;
  /** How long, in ms of wall time, the move may take before it is given up. Default 60,000. */
  limitMs?: number;
  /** Called in the moment in which the clock sets out. */
  setsOut?(): void;
}

type Poll = temporal.api.enums.v1.FastForwardPollingResult;

const {
  FAST_FORWARD_POLLING_RESULT_FAST_FORWARD_COMPLETED: COMPLETED,
  FAST_FORWARD_POLLING_RESULT_FAST_FORWARD_FAILED: FAILED,
} = temporal.api.enums.v1.FastForwardPollingResult;
const DEADLINE_EXCEEDED = 4;
const LOOK_AGAIN_MS = 50;
const DEFAULT_LIMIT_MS = 60_000;
// The server stops after 200 skips unless told otherwise; a week of questions and reminders may take more.
const SKIPS_AT_MOST = 100_000;

/**
 * Moves the clock of one workflow ahead on a real Temporal server (1.32 or later, started with
 * `frontend.WorkflowTimeSkippingEnabled=true` and `system.workflowTimeSkippingEnabled=true`) and returns once it stands
 * `milliseconds` ahead and every timer on the way has fired and been handled. The server skips only while no activity
 * runs, so activities on the way take their real time; it does not stop at continue-as-new.
 *
 * One move at a time per workflow: a second one replaces the first. Throws if there is no such open workflow, if time
 * skipping is off, or if something keeps the clock from moving for `limitMs`.
 */
export async function advanceWorkflowClock(connection: Connection, move: ClockMove): Promise<void> {
  const deadline = Date.now() + (move.limitMs ?? DEFAULT_LIMIT_MS);
  await untilIdle(connection, move, deadline);
  move.setsOut?.();
  await untilArrived(connection, move, await fastForward(connection, move), deadline);
  await untilHandled(connection, move, deadline);
}

async function look({ workflowService }: Connection, { namespace, workflowId }: ClockMove) {
  const answer = await workflowService.describeWorkflowExecution({ namespace, execution: { workflowId } });
  return { activities: answer.pendingActivities?.length ?? 0, taskPending: Boolean(answer.pendingWorkflowTask) };
}

async function untilIdle(connection: Connection, move: ClockMove, deadline: number): Promise<void> {
  for (;;) {
    const { activities, taskPending } = await look(connection, move);
    if (activities === 0 && !taskPending) return;
    if (Date.now() > deadline) throw await tooLate(connection, move);
    await delay(LOOK_AGAIN_MS);
  }
}

async function fastForward({ workflowService }: Connection, move: ClockMove): Promise<string> {
  const id = randomUUID();
  await workflowService.updateWorkflowExecutionOptions({
    namespace: move.namespace,
    workflowExecution: { workflowId: move.workflowId },
    workflowExecutionOptions: {
      timeSkippingConfig: {
        enabled: true,
        maxSessionSkipCount: SKIPS_AT_MOST,
        fastForwardConfig: { id, duration: msToTs(move.milliseconds) },
      },
    },
    updateMask: { paths: ['time_skipping_config'] },
  });
  return id;
}

async function untilArrived(connection: Connection, move: ClockMove, id: string, deadline: number): Promise<void> {
  for (;;) {
    const result = await poll(connection, move, id, deadline);
    if (result === COMPLETED) return;
    if (Date.now() > deadline) throw await tooLate(connection, move);
    await delay(LOOK_AGAIN_MS);
  }
}

async function poll(
  connection: Connection,
  { namespace, workflowId }: ClockMove,
  fastForwardId: string,
  deadline: number,
): Promise<Poll | undefined> {
  const request = { namespace, workflowExecution: { workflowId }, fastForwardId };
  try {
    const answer = await connection.withDeadline(Math.max(deadline, Date.now() + LOOK_AGAIN_MS), () =>
      connection.workflowService.pollWorkflowExecutionTimeSkipping(request),
    );
    if (answer.fastForwardPollingResult !== FAILED) return answer.fastForwardPollingResult ?? undefined;
    throw new Error(
      `The clock of workflow ${workflowId} stopped on its way: ${answer.failedReason ?? 'no reason given'}.`,
    );
  } catch (error) {
    if ((error as { code?: unknown }).code === DEADLINE_EXCEEDED) return undefined;
    throw error;
  }
}

// The clock arrives an instant before the timers that were due are handled: two quiet looks in a row.
async function untilHandled(connection: Connection, move: ClockMove, deadline: number): Promise<void> {
  for (let quiet = 0; quiet < 2 && Date.now() < deadline;) {
    await delay(LOOK_AGAIN_MS);
    quiet = (await look(connection, move)).taskPending ? 0 : quiet + 1;
  }
}

async function tooLate(connection: Connection, move: ClockMove): Promise<Error> {
  const { activities, taskPending } = await look(connection, move);
  const running = activities === 1 ? 'an activity is' : `${activities} activities are`;
  const why =
    activities > 0 ? `${running} still running` : taskPending ? 'no worker takes its task' : 'it does not move';
  return new Error(`The clock of workflow ${move.workflowId} could not be moved in time: ${why}.`);
}
