import { CancellationScope, sleep } from '@temporalio/workflow';
import type { Deadline } from '../transitions/deadline';

/**
 * One timer for all deadlines: left alone when the next one moves later (on firing the loop looks again), replaced only
 * when it moves earlier.
 */
export function createTimer(fire: () => void) {
  let armed: { at: number; scope: CancellationScope } | undefined;
  return {
    arm(deadline: Deadline | undefined): void {
      if (deadline === undefined || (armed !== undefined && armed.at <= deadline.at)) return;
      armed?.scope.cancel();
      const mine = { at: deadline.at, scope: new CancellationScope() };
      armed = mine;
      const end = (fired: boolean): void => {
        if (armed === mine) armed = undefined;
        if (fired) fire();
      };
      const wait = Math.max(1, deadline.at - Date.now());
      void mine.scope
        .run(() => sleep(wait, { summary: deadline.what }))
        .then(
          () => end(true),
          () => end(false),
        );
    },
  };
}
