import { setTimeout as delay } from 'node:timers/promises';

/** How long people wait for something before they go on: nothing here fails, the checker decides. */
export const PATIENCE_MS = 12_000;
const LOOK_AGAIN_MS = 100;

/** For looks that the product has to answer. */
export const QUERY_AGAIN_MS = 400;

/** Looks until it is so, or until patience ends. */
export async function soon(
  isSo: () => Promise<boolean> | boolean,
  patienceMs = PATIENCE_MS,
  lookAgainMs = LOOK_AGAIN_MS,
): Promise<boolean> {
  const deadline = Date.now() + patienceMs;
  while (Date.now() < deadline) {
    if (await isSo()) return true;
    await delay(lookAgainMs);
  }
  return false;
}
