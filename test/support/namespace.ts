import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import type { Connection } from '@temporalio/client';
import { msToTs } from '@temporalio/common/lib/time';

const DAY_MS = 24 * 60 * 60_000;
const KNOWN_WITHIN_MS = 20_000;

/** A namespace of its own on the tests' server, so that no other test's worker takes its tasks. Resolves once it can be used. */
export async function createNamespace(connection: Connection, retentionMs = DAY_MS): Promise<string> {
  const namespace = `test-${randomUUID()}`;
  await connection.workflowService.registerNamespace({
    namespace,
    workflowExecutionRetentionPeriod: msToTs(retentionMs),
  });
  const deadline = Date.now() + KNOWN_WITHIN_MS;
  // The server's parts learn of a new namespace one after the other.
  for (;;) {
    try {
      await connection.workflowService.listWorkflowExecutions({ namespace, pageSize: 1 });
      await connection.operatorService.listSearchAttributes({ namespace });
      return namespace;
    } catch (error) {
      if (Date.now() > deadline) throw error;
      await delay(50);
    }
  }
}
