import { WorkflowNotFoundError, type Client } from '@temporalio/client';

/** One call to Temporal, which throws when it takes too long, retries of the connection included. */
export type Call = <T>(work: () => Promise<T>) => Promise<T>;

interface CallOptions {
  client: Client;
  callTimeoutMs: number;
  now: () => number;
}

export const createCall =
  ({ client, callTimeoutMs, now }: CallOptions): Call =>
  (work) =>
    client.withDeadline(now() + callTimeoutMs, work);

/** As gRPC has it: what goes past the client's own methods throws nothing better. */
const NOT_FOUND = 5;

/** `undefined` where there is no such workflow, or none that is open. */
export async function unlessGone<T>(promise: Promise<T>): Promise<T | undefined> {
  try {
    return await promise;
  } catch (error) {
    if (error instanceof WorkflowNotFoundError || (error as { code?: unknown }).code === NOT_FOUND) return undefined;
    throw error;
  }
}
