import { CancellationScope } from '@temporalio/workflow';
import type { ConversationEvent } from '../events';
import type { Job } from '../jobs';
import { runJob } from './run-job';

const ENDS_BY_ITSELF: Job['kind'][] = ['send', 'slack', 'list'];

/** Keeps what runs in step with what is wanted. `push` gets the one event in which every job ends. */
export function createJobRunner(push: (event: ConversationEvent) => void) {
  const running = new Map<string, { job: Job; scope: CancellationScope }>();
  return {
    size: (): number => running.size,
    runs: (key: string): boolean => running.has(key),
    /** The job's event has been taken in: only then it counts as ended. */
    ended(key: string): void {
      running.delete(key);
    },
    start(job: Job): void {
      const scope = new CancellationScope();
      running.set(job.key, { job, scope });
      void scope.run(() => runJob(job)).then(push);
    },
    /** Asks to cancel what nobody wants any more. */
    cancelUnwanted(wanted: Job[]): void {
      const keys = new Set(wanted.map(({ key }) => key));
      for (const [key, { scope }] of running) if (!keys.has(key)) scope.cancel();
    },
    /** Asks to cancel every model call; what is sent, posted or told always ends by itself. */
    cancelModelCalls(): void {
      for (const { job, scope } of running.values()) if (!ENDS_BY_ITSELF.includes(job.kind)) scope.cancel();
    },
  };
}
