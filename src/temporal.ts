import { Client, Connection } from '@temporalio/client';
import type { ClientConnectConfig } from '@temporalio/envconfig';

export interface TemporalClient {
  client: Client;
  connection: Connection;
  namespace: string;
  close(): Promise<void>;
}

const DEFAULT_ADDRESS = 'localhost:7233';
const CONNECT_MS = 5_000;

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
export function createLazyClient(config: ClientConnectConfig): Omit<TemporalClient, 'close'> {
  const connection = Connection.lazy(optionsOf(config));
  const namespace = namespaceOf(config);
  return { client: new Client({ connection, namespace }), connection, namespace };
}

/** A client for commands, which cannot go on without Temporal. Throws TemporalUnreachableError. */
export async function connectClient(config: ClientConnectConfig): Promise<TemporalClient> {
  try {
    return clientOf(
      await Connection.connect({ ...optionsOf(config), connectTimeout: CONNECT_MS }),
      namespaceOf(config),
    );
  } catch (error) {
    throw new TemporalUnreachableError(addressOf(config), error);
  }
}

/** Wraps a connection that is there already. */
export const clientOf = (connection: Connection, namespace: string): TemporalClient => ({
  client: new Client({ connection, namespace }),
  connection,
  namespace,
  close: () => connection.close(),
});
