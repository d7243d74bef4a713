import type { WorkflowHandle } from '@temporalio/client';
import { temporal } from '@temporalio/proto';

const { EventType } = temporal.api.enums.v1;

/** What Temporal Cloud bills as an action: https://docs.temporal.io/cloud/actions */
const BILLED = new Set<unknown>([
  EventType.EVENT_TYPE_WORKFLOW_EXECUTION_STARTED,
  EventType.EVENT_TYPE_WORKFLOW_EXECUTION_SIGNALED,
  EventType.EVENT_TYPE_WORKFLOW_EXECUTION_UPDATE_ACCEPTED,
  EventType.EVENT_TYPE_ACTIVITY_TASK_SCHEDULED,
  EventType.EVENT_TYPE_TIMER_STARTED,
  EventType.EVENT_TYPE_UPSERT_WORKFLOW_SEARCH_ATTRIBUTES,
  EventType.EVENT_TYPE_MARKER_RECORDED,
]);

export interface Counts {
  events: number;
  actions: number;
}

/** Counts the events of a run so far, and the billable actions among them. */
export async function countHistory(handle: WorkflowHandle): Promise<Counts> {
  const { events } = await handle.fetchHistory();
  const all = events ?? [];
  return { events: all.length, actions: all.filter(({ eventType }) => BILLED.has(eventType)).length };
}
