import { join } from 'node:path';
import { readOperatorConfig, type Environment } from '../config';
import { addressOf, connectClient, namespaceOf, type TemporalClient } from '../temporal';
import type { Scratch } from './scratch';
import type { Supervisor } from './supervisor';
import { startTemporalServer, whenTemporalAnswers } from './temporal-server';

/** Where the demo's conversations live. */
export interface TemporalPlace {
  address: string;
  namespace: string;
  ui: string;
  /** How the product finds it. */
  environment: Environment;
  /** Started by the demo, and ends with it. */
  isOwn: boolean;
  /** Resolves when the server answers. */
  client: Promise<TemporalClient>;
}

interface Options {
  outer: Environment;
  port: number;
  uiPort: number;
  /** Where its UI has payloads decrypted. */
  codecEndpoint: string;
  scratch: Scratch;
  supervisor: Supervisor;
}

/** The server that TEMPORAL_ADDRESS names, else one of our own. Throws ConfigurationError. */
export const provideTemporal = (options: Options): TemporalPlace =>
  options.outer['TEMPORAL_ADDRESS'] ? attach(options.outer) : startOwn(options);

function attach(outer: Environment): TemporalPlace {
  const { temporal, temporalUiUrl: ui } = readOperatorConfig(outer);
  const names = Object.entries(outer).filter(([name]) => name.startsWith('TEMPORAL_'));
  return {
    address: addressOf(temporal),
    namespace: namespaceOf(temporal),
    ui,
    // Its UI knows no codec server of ours.
    environment: { ...Object.fromEntries(names), BATON_DATA_KEYS: '' },
    isOwn: false,
    client: connectClient(temporal),
  };
}

function startOwn({ port, uiPort, codecEndpoint, scratch, supervisor }: Options): TemporalPlace {
  const address = `127.0.0.1:${port}`;
  const logFile = scratch.logFile('temporal');
  const server = startTemporalServer({ port, uiPort, codecEndpoint, folder: scratch.own, logFile });
  supervisor.add(server);
  const client = whenTemporalAnswers(address, server).then((answering) => {
    supervisor.need(server);
    return answering;
  });
  const environment = {
    TEMPORAL_ADDRESS: address,
    TEMPORAL_NAMESPACE: 'default',
    // A profile of the user's own may lead elsewhere.
    TEMPORAL_CONFIG_FILE: join(scratch.own, 'temporal.toml'),
  };
  return { address, namespace: 'default', ui: `http://127.0.0.1:${uiPort}`, environment, isOwn: true, client };
}
