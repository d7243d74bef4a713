import { existsSync, readFileSync } from 'node:fs';
import { parseEnv } from 'node:util';
import { ConfigurationError } from './config/processes';
import type { Environment } from './config/variable';

export { ConfigurationError, knownNames, settingNames } from './config/processes';
export {
  readAskConfig,
  readCodecServerConfig,
  readFindConfig,
  readGatewayConfig,
  readKnowledgeConfig,
  readOperatorConfig,
  readWorkerConfig,
  type AskConfig,
  type FindConfig,
  type OperatorConfig,
  type GatewayConfig,
  type WorkerConfig,
} from './config/processes';
export type { Environment } from './config/variable';

/**
 * The process's environment, over the file that BATON_ENV_FILE names (default `.env` in the current folder, which may be
 * missing; empty: no file). Throws ConfigurationError when a named file cannot be read.
 */
export function readEnvironment(): Environment {
  const named = process.env['BATON_ENV_FILE'];
  if (named === '' || (named === undefined && !existsSync('.env'))) return process.env;
  return { ...readEnvironmentFile(named ?? '.env'), ...process.env };
}

/** The values of one file with lines `NAME=value`. Throws ConfigurationError when it cannot be read. */
export function readEnvironmentFile(path: string): Environment {
  try {
    return parseEnv(readFileSync(path, 'utf8'));
  } catch {
    throw new ConfigurationError([`The file ${path} cannot be read: correct BATON_ENV_FILE or make it readable.`]);
  }
}

/** The process's environment alone: for the demo, which must not see what a `.env` says about a live business. */
export function shellEnvironment(): Environment {
  return { ...process.env };
}

/**
 * The configuration of this process. Where it cannot be used, every problem is printed at once, one a line, and the
 * process ends with code 2.
 */
export function configurationOrExit<C>(read: (environment: Environment) => C): C {
  try {
    return read(readEnvironment());
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exit(2);
  }
}
