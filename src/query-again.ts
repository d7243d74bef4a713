import { setTimeout as pause } from 'node:timers/promises';
import { QueryNotRegisteredError, type WorkflowClientInterceptor } from '@temporalio/client';

const PAUSES_MS = [50, 200, 500];

/**
 * Asks again where a worker refused a query, as it does with one that comes before the workflow task for the newest
 * events (workflows/recorded-task.ts). The SDK calls every refusal by the same name, and its words are encrypted.
 */
export const queryAgain: WorkflowClientInterceptor = {
  async query(input, next) {
    for (const pauseMs of PAUSES_MS) {
      try {
        return await next(input);
      } catch (error) {
        if (!(error instanceof QueryNotRegisteredError)) throw error;
        await pause(pauseMs);
      }
    }
    return next(input);
  },
};
