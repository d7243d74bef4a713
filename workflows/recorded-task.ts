/**
 * A conversation takes a step only in a workflow task that its history records as started. A query may reach a worker
 * before the task for what has just happened does, and the SDK then runs the workflow on those events as well: at the
 * time of the task before, and in an order that no replay repeats.
 */
import type { ActivateInput, WorkflowInternalsInterceptor, WorkflowInterceptorsFactory } from '@temporalio/workflow';

type Activation = ActivateInput['activation'];

/** What a client asks again for. */
const TOO_EARLY = 'Asked before the workflow task for the newest events began: ask again.';

/** Refuses such a step: the worker forgets the run, and the task that follows begins from its history. */
export const interceptors: WorkflowInterceptorsFactory = () => ({ internals: [refuseUnrecorded()] });

function refuseUnrecorded(): WorkflowInternalsInterceptor {
  let last: Activation | undefined;
  return {
    activate(input, next) {
      const { activation } = input;
      if (last !== undefined && isUnrecorded(activation, last)) throw new Error(TOO_EARLY);
      last = activation;
      next(input);
    },
  };
}

// Every task that is started brings its own time. What a replay shows has been through this once, under a clock that
// may have been set back since.
const isUnrecorded = (now: Activation, last: Activation): boolean =>
  now.isReplaying !== true && Number(now.historyLength) > Number(last.historyLength) && timeOf(now) === timeOf(last);

const timeOf = ({ timestamp }: Activation): string => `${String(timestamp?.seconds)}:${String(timestamp?.nanos)}`;
