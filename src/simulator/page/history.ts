import type { Connection } from '@temporalio/client';
import { defaultPayloadConverter } from '@temporalio/common';
import type { temporal } from '@temporalio/proto';
import type { PayloadCipher } from '../../payload-codec';

type HistoryEvent = temporal.api.history.v1.IHistoryEvent;

type MomentKind = 'run' | 'signal' | 'update' | 'activity' | 'outcome' | 'timer' | 'clock';

/** One event of a workflow's history that tells something. Its id is that of Temporal, so a page can link to it. */
export interface HistoryMoment {
  id: number;
  kind: MomentKind;
  /** A signal's, update's or activity's own name, or what became of an activity or timer. */
  name: string;
  /** The summary that operators read in Temporal UI. */
  summary?: string;
  /** Of an outcome: the event that it ends. */
  of?: number;
  /** Wall clock in ms: when this process saw it. The workflow's own clock may have been moved. */
  seenAt: number;
}

export interface ConversationHistory {
  workflowId: string;
  runId: string;
  /** The latest, oldest first. */
  moments: HistoryMoment[];
}

interface Place {
  namespace: string;
  workflowId: string;
}

type Cipher = Pick<PayloadCipher, 'decrypt'>;

const KEPT = 80;
// The server answers a long poll after 20 s, changed or not.
const LONG_POLL_MS = 60_000;

/**
 * Follows the current run of a workflow as the server appends to it: a long poll, so nothing is asked in between.
 * Returns when the run has ended; throws where there is none, or nobody answers.
 */
export async function followRun(
  connection: Connection,
  { namespace, workflowId, cipher }: Place & { cipher: Cipher },
  signal: AbortSignal,
  told: (history: ConversationHistory) => void,
): Promise<void> {
  const runId = await currentRun(connection, { namespace, workflowId });
  const execution = { workflowId, runId };
  let moments: HistoryMoment[] = [];
  let nextPageToken: Uint8Array | undefined;
  do {
    const request = { namespace, execution, waitNewEvent: true, ...(nextPageToken && { nextPageToken }) };
    const answer = await connection.withAbortSignal(signal, () =>
      connection.withDeadline(Date.now() + LONG_POLL_MS, () =>
        connection.workflowService.getWorkflowExecutionHistory(request),
      ),
    );
    const events = answer.history?.events ?? [];
    moments = [...moments, ...events.flatMap((event) => momentOf(event, Date.now(), cipher))].slice(-KEPT);
    if (events.length > 0) told({ workflowId, runId, moments });
    nextPageToken = answer.nextPageToken?.length ? answer.nextPageToken : undefined;
  } while (nextPageToken && !signal.aborted);
}

async function currentRun({ workflowService }: Connection, { namespace, workflowId }: Place): Promise<string> {
  const { workflowExecutionInfo } = await workflowService.describeWorkflowExecution({
    namespace,
    execution: { workflowId },
  });
  return workflowExecutionInfo?.execution?.runId ?? '';
}

/** What an event tells, or nothing where it is only Temporal's bookkeeping. Never a payload: it may hold a customer's words. */
export function momentOf(event: HistoryEvent, seenAt: number, cipher: Cipher): HistoryMoment[] {
  const told = beginning(event) ?? outcome(event);
  const summary = summaryOf(event, cipher);
  return told ? [{ id: Number(event.eventId), ...told, ...(summary && { summary }), seenAt }] : [];
}

type Told = Pick<HistoryMoment, 'kind' | 'name' | 'of'>;

function beginning(event: HistoryEvent): Told | undefined {
  const { workflowExecutionSignaledEventAttributes: signal, activityTaskScheduledEventAttributes: activity } = event;
  const update = event.workflowExecutionUpdateAcceptedEventAttributes?.acceptedRequest?.input;
  if (event.workflowExecutionStartedEventAttributes) return { kind: 'run', name: 'started' };
  if (event.workflowExecutionContinuedAsNewEventAttributes) return { kind: 'run', name: 'continued as new' };
  if (event.workflowExecutionCompletedEventAttributes) return { kind: 'run', name: 'completed' };
  if (signal) return { kind: 'signal', name: signal.signalName ?? '' };
  if (update) return { kind: 'update', name: update.name ?? '' };
  if (activity) return { kind: 'activity', name: activity.activityType?.name ?? '' };
  if (event.timerStartedEventAttributes) return { kind: 'timer', name: 'started' };
  if (event.timerFiredEventAttributes) return { kind: 'timer', name: 'fired' };
  if (event.workflowExecutionTimeSkippingTransitionedEventAttributes) return { kind: 'clock', name: 'moved' };
  return undefined;
}

function outcome(event: HistoryEvent): Told | undefined {
  const outcomes = [
    ['completed', event.activityTaskCompletedEventAttributes],
    ['failed', event.activityTaskFailedEventAttributes],
    ['timed out', event.activityTaskTimedOutEventAttributes],
    ['cancelled', event.activityTaskCanceledEventAttributes],
    ['cancel requested', event.activityTaskCancelRequestedEventAttributes],
  ] as const;
  const [name, attributes] = outcomes.find(([, one]) => one) ?? [];
  return name && attributes ? { kind: 'outcome', name, of: Number(attributes.scheduledEventId) } : undefined;
}

function summaryOf({ userMetadata }: HistoryEvent, cipher: Cipher): string | undefined {
  if (!userMetadata?.summary) return undefined;
  try {
    return String(defaultPayloadConverter.fromPayload(cipher.decrypt(userMetadata.summary)));
  } catch {
    // Encoded with a key that this process does not have.
    return undefined;
  }
}
