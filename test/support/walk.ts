import { nextDeadline } from '../../workflows/conversation/transition';
import type { Driver } from './driver';

/** Goes to a moment, ms UTC, as a server's clock does: nothing that is due is leapt over, and everything settles on the way. */
export function walk(driver: Driver, end: number): void {
  while (driver.now() < end) {
    const next = nextDeadline(driver.state())?.at ?? end;
    driver.pass(Math.max(1, Math.min(next, end) - driver.now()));
    driver.settle();
  }
}
