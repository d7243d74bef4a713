import { resolve } from 'node:path';
import { readEnvironment, readEnvironmentFile, type Environment } from '../config';
import { runningDemoEnvironmentFile } from '../demo/facts';

/**
 * The environment of a command: that of the shell and of `.env`. Where neither knows a business, a demo that runs in this
 * folder is meant. Throws ConfigurationError.
 */
export function commandEnvironment(): Environment {
  const environment = readEnvironment();
  if (environment['BATON_ID_KEY'] || environment['TEMPORAL_ADDRESS']) return environment;
  const file = runningDemoEnvironmentFile(resolve('.baton'));
  return file === undefined ? environment : { ...environment, ...readEnvironmentFile(file) };
}
