import { readOperatorConfig, type Environment } from '../config';
import { prepareNamespace, RETENTION_DAYS, type NamespacePrepared } from '../namespace';
import { addressOf, connectClient } from '../temporal';
import type { Print } from './command';

/** `baton setup`: search attributes and retention. Throws ConfigurationError, TemporalUnreachableError or SetupError. */
export async function setup(environment: Environment, print: Print): Promise<void> {
  const config = readOperatorConfig(environment);
  const temporal = await connectClient(config.temporal);
  try {
    const prepared = await prepareNamespace(temporal.connection, temporal.namespace);
    print(`Temporal at ${addressOf(config.temporal)}, namespace ${temporal.namespace}:`);
    describe(prepared).forEach((line) => print(`  ${line}`));
  } finally {
    await temporal.close();
  }
}

function describe({ searchAttributes: { added, present }, retention }: NamespacePrepared): string[] {
  const { beforeDays, afterDays } = retention;
  return [
    added.length > 0 ? `search attributes added: ${added.join(', ')}` : '',
    present.length > 0 ? `search attributes already there: ${present.join(', ')}` : '',
    afterDays > beforeDays
      ? `retention set to ${days(afterDays)} (it was ${days(beforeDays)})`
      : `retention is ${days(afterDays)} already${afterDays > RETENTION_DAYS ? `, longer than the ${RETENTION_DAYS} that Baton needs` : ''}`,
  ].filter((line) => line !== '');
}

const days = (count: number): string => `${Number(count.toFixed(2))} ${count === 1 ? 'day' : 'days'}`;
