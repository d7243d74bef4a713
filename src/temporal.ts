import { Client, Connection } from '@temporalio/client';
import type { DataConverter } from '@temporalio/common';
import type { ClientConnectConfig } from '@temporalio/envconfig';
import { createPayloadCodec, type DataKey } from './payload-codec';
import { queryAgain } from './query-again';

/** How Temporal is reached, and the keys of what is stored there. */
export interface TemporalConfig extends ClientConnectConfig {
  dataKeys: readonly DataKey[];
}

export interface TemporalClient {
  client: Client;
  connection: Connection;
  namespace: string;
  close(): Promise<void>;
}

const DEFAULT_ADDRESS = 'localhost:7233';
const CONNECT_MS = 5_000;
const INTERCEPTORS = { workflow: [queryAgain] };

/**
 * What stands between every value and the server, in every process alike: payloads and failures are encrypted with the
 * first key. Also without a key, so that what is encrypted already is not taken for anything else.
 */
export const dataConverterOf = (namespace: string, keys: readonly DataKey[]): DataConverter => ({
  payloadCodecs: [createPayloadCodec({ keys, namespace })],
  failureConverterPath: require.resolve('../workflows/failure-converter'),
});

export const namespaceOf = ({ namespace }: ClientConnectConfig): string => namespace ?? 'default';
export const addressOf = ({ connectionOptions }: ClientConnectConfig): string =>
  connectionOptions.address ?? DEFAULT_ADDRESS;

/** The standard names leave out what is not set by saying `undefined`, which connections do not expect. */
export const optionsOf = ({ connectionOptions }: ClientConnectConfig): ClientConnectConfig['connectionOptions'] =>
  Object.fromEntries(Object.entries(connectionOptions).filter(([, value]) => value !== undefined));

/** Temporal could not be reached; the message is one sentence with its remedy. */
export class TemporalUnreachableError extends Error {
  constructor(address: string, cause: unknown) {
    super(`Temporal does not answer at ${address}: start it, or correct TEMPORAL_ADDRESS and what goes with it.`, {
      cause,
    });
    this.name = 'TemporalUnreachableError';
  }
}

/**
 * A client that connects when it is first used and again after an outage, so that it can be made while Temporal is away.
 * It lives as long as its process and cannot be closed: during an outage the SDK tries again for longer than anybody
 * waits, and a retry on a closed connection throws where nobody can catch it.
 */
export function createLazyClient(config: TemporalConfig): Omit<TemporalClient, 'close'> {
  const connection = Connection.lazy(optionsOf(config));
  const namespace = namespaceOf(config);
  const dataConverter = dataConverterOf(namespace, config.dataKeys);
  return {
    client: new Client({ connection, namespace, dataConverter, interceptors: INTERCEPTORS }),
    connection,
    namespace,
  };
}

/** A client for commands, which cannot go on without Temporal. Throws TemporalUnreachableError. */
export async function connectClient(config: TemporalConfig): Promise<TemporalClient> {
  try {
    return clientOf(
      await Connection.connect({ ...optionsOf(config), connectTimeout: CONNECT_MS }),
      namespaceOf(config),
      config.dataKeys,
    );
  } catch (error) {
    throw new TemporalUnreachableError(addressOf(config), error);
  }
}

/** Wraps a connection that is there already. */
export const clientOf = (connection: Connection, namespace: string, dataKeys: readonly DataKey[]): TemporalClient => ({
  client: new Client({
    connection,
    namespace,
    dataConverter: dataConverterOf(namespace, dataKeys),
    interceptors: INTERCEPTORS,
  }),
  connection,
  namespace,
  close: () => connection.close(),
});
