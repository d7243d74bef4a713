import { isGrpcServiceError } from '@temporalio/client';
import { NamespaceNotFoundError } from '@temporalio/common';
import type { FindConfig, OperatorConfig } from '../config';
import { connectClient, type TemporalClient } from '../temporal';
import { FoundWrongError } from './command';

/** Where a command looks: a namespace, and its pages in Temporal UI. */
export interface Place<Config extends OperatorConfig = FindConfig> extends TemporalClient {
  config: Config;
  /** Of one workflow in Temporal UI. */
  workflowLink(workflowId: string): string;
  /** Of a list filter in Temporal UI. */
  listLink(query: string): string;
}

const ANSWER_WITHIN_MS = 40_000;
const INVALID_ARGUMENT = 3;
const NOT_FOUND = 5;
const PERMISSION_DENIED = 7;

/**
 * Does something in the namespace of the configuration and closes the connection again. Throws TemporalUnreachableError,
 * and FoundWrongError with a remedy where the server refuses. All of it has `withinMs`, 40 s if not given.
 */
export async function inPlace<Config extends OperatorConfig>(
  config: Config,
  work: (place: Place<Config>) => Promise<void>,
  withinMs = ANSWER_WITHIN_MS,
): Promise<void> {
  const temporal = await connectClient(config.temporal);
  const pages = `${config.temporalUiUrl}/namespaces/${encodeURIComponent(temporal.namespace)}/workflows`;
  const place: Place<Config> = {
    ...temporal,
    config,
    workflowLink: (workflowId) => `${pages}/${workflowId}`,
    listLink: (query) => `${pages}?query=${encodeURIComponent(query)}`,
  };
  try {
    await temporal.client.withDeadline(Date.now() + withinMs, () => work(place));
  } catch (error) {
    throw sentenceOf(error, temporal.namespace) ?? error;
  } finally {
    await temporal.close();
  }
}

function sentenceOf(error: unknown, namespace: string): FoundWrongError | undefined {
  const noNamespace = `There is no namespace ${namespace} on this server: correct TEMPORAL_NAMESPACE.`;
  if (error instanceof NamespaceNotFoundError) return new FoundWrongError(noNamespace);
  const grpc = isGrpcServiceError(error) ? error : (error as { cause?: unknown }).cause;
  if (!isGrpcServiceError(grpc)) return undefined;
  const code = Number(grpc.code);
  if (code === NOT_FOUND) return new FoundWrongError(noNamespace);
  if (code === INVALID_ARGUMENT) {
    return new FoundWrongError(
      `The namespace ${namespace} does not know Baton's search attributes: run \`npm run baton -- setup\` once.`,
    );
  }
  if (code === PERMISSION_DENIED) {
    return new FoundWrongError(`Temporal refuses this key in the namespace ${namespace}: correct TEMPORAL_API_KEY.`);
  }
  return new FoundWrongError(`Temporal did not answer as it should (${grpc.details}): try again.`);
}
