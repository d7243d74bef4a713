import type { Connection } from '@temporalio/client';
import { msToTs, tsToMs } from '@temporalio/common/lib/time';
import { ensureSearchAttributes, SetupError, type Registered } from './search-attributes';

const DAY_MS = 24 * 60 * 60_000;

/** How long Temporal keeps the history of a run that has ended, so that transcripts can be read. */
export const RETENTION_DAYS = 30;

export interface NamespacePrepared {
  searchAttributes: Registered;
  retention: { beforeDays: number; afterDays: number };
}

/** Gives a namespace what conversations need; a second time it changes nothing. Throws SetupError. */
export async function prepareNamespace(connection: Connection, namespace: string): Promise<NamespacePrepared> {
  const before = await readRetention(connection, namespace);
  const searchAttributes = await ensureSearchAttributes(connection, namespace);
  const wanted = RETENTION_DAYS * DAY_MS;
  if (before < wanted) await setRetention(connection, namespace, wanted);
  return {
    searchAttributes,
    retention: { beforeDays: before / DAY_MS, afterDays: Math.max(before, wanted) / DAY_MS },
  };
}

const NOT_FOUND = 5;

async function readRetention({ workflowService }: Connection, namespace: string): Promise<number> {
  try {
    const { config } = await workflowService.describeNamespace({ namespace });
    return config?.workflowExecutionRetentionTtl ? tsToMs(config.workflowExecutionRetentionTtl) : 0;
  } catch (error) {
    if ((error as { code?: unknown }).code !== NOT_FOUND) throw error;
    throw new SetupError(
      `There is no namespace ${namespace} on this server: create it (temporal operator namespace create --namespace ${namespace}) or correct TEMPORAL_NAMESPACE.`,
      error,
    );
  }
}

async function setRetention({ workflowService }: Connection, namespace: string, milliseconds: number): Promise<void> {
  try {
    await workflowService.updateNamespace({
      namespace,
      config: { workflowExecutionRetentionTtl: msToTs(milliseconds) },
    });
  } catch (error) {
    throw new SetupError(
      `The server did not set the retention of the namespace ${namespace}: set it to ${RETENTION_DAYS} days where namespaces are managed.`,
      error,
    );
  }
}
