import {
  ConfigurationError,
  readAskConfig,
  readCodecServerConfig,
  readFindConfig,
  readGatewayConfig,
  readOperatorConfig,
  readWorkerConfig,
  settingNames,
  type Environment,
} from '../config';
import { configurationMarkdown } from '../config/documentation';
import { notify } from '../config/variables';
import { dataKeyId } from '../payload-codec';
import { addressOf, namespaceOf } from '../temporal';
import { UsageError, type Print } from './command';

type Reader = (environment: Environment) => unknown;

const READERS: [string, Reader[]][] = [
  ['G', [readGatewayConfig]],
  ['W', [readWorkerConfig]],
  ['C', [readOperatorConfig, readFindConfig, readAskConfig]],
  ['D', [readCodecServerConfig]],
];

/** Whoever sets it wants the codec server. */
const CODEC_TOKEN = 'BATON_CODEC_TOKEN';

// Before any configuration is read, every process looks for the file that it may be in.
const READ_BY_ALL = ['BATON_ENV_FILE'];

/** `baton config`: checks what gateway and worker would read; `--markdown` prints docs/configuration.md. Throws ConfigurationError. */
export function config(environment: Environment, print: Print, args: string[]): void {
  if (args.length === 0) return check(environment, print);
  if (args.length > 1 || args[0] !== '--markdown') throw new UsageError('`config` takes nothing, or --markdown.');
  print(documentation().trimEnd());
}

function check(environment: Environment, print: Print): void {
  const readers = [readGatewayConfig, readWorkerConfig, ...(environment[CODEC_TOKEN] ? [readCodecServerConfig] : [])];
  const problems = readers.flatMap((reader) => problemsOf(reader, environment));
  if (problems.length > 0) throw new ConfigurationError([...new Set(problems)]);
  const { settings, temporal, publicUrl, knowledgeDir } = readWorkerConfig(environment);
  print('Gateway and worker have all that they need.');
  print(`  assistant  ${settings.engine}`);
  print(`  knowledge  ${knowledgeDir}`);
  print(`  gateway    ${publicUrl}`);
  print(`  data keys  ${temporal.dataKeys.map(dataKeyId).join(', ') || 'none: what Temporal stores is not encrypted'}`);
  print(`  Temporal   ${addressOf(temporal)}, namespace ${namespaceOf(temporal)}`);
  const rules = settingNames.flatMap((name) => ruleThatIsSet(name, environment[name]?.trim()));
  print(rules.length === 0 ? '  rules      as they come' : `  rules      ${rules.join('\n             ')}`);
}

function ruleThatIsSet(name: string, value: string | undefined): string[] {
  if (!value) return [];
  const minutes = Number(value) / 60_000;
  const span = name.endsWith('_MS') && minutes >= 1 ? ` (${minutes} min)` : '';
  return [`${name}=${value}${span}`];
}

function problemsOf(reader: Reader, environment: Environment): string[] {
  try {
    reader(environment);
    return [];
  } catch (error) {
    if (error instanceof ConfigurationError) return error.problems;
    throw error;
  }
}

/** The text of docs/configuration.md, from the names that the processes really read. */
export function documentation(): string {
  const readBy = READERS.map(([letter, readers]) => [letter, new Set(readers.flatMap(namesReadBy))] as const);
  return configurationMarkdown(({ name }) =>
    readBy
      .filter(([, names]) => names.has(name) || READ_BY_ALL.includes(name))
      .map(([letter]) => letter)
      .join(' '),
  );
}

function namesReadBy(reader: Reader): string[] {
  const names: string[] = [];
  const environment = new Proxy<Environment>(
    {},
    {
      get(_target, name) {
        names.push(String(name));
        // What only one of the channels needs is read as well.
        return name === notify.channels.name ? 'slack,teams' : undefined;
      },
    },
  );
  problemsOf(reader, environment);
  return names;
}
