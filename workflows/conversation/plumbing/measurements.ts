import { proxySinks, type Sinks } from '@temporalio/workflow';
import { measure, type Measurement } from '../measure';
import type { ConversationState } from '../state';

/** Where measurements leave the workflow: not in a replay, and a loss of one loses nothing else. */
export interface MeasurementSinks extends Sinks {
  measurements: { record(measurement: Measurement): void };
}

const { measurements } = proxySinks<MeasurementSinks>();

/** Hands what is worth counting about one transition to the worker. Adds nothing to the history. */
export function count(before: ConversationState, after: ConversationState): void {
  for (const measurement of measure(before, after)) measurements.record(measurement);
}
