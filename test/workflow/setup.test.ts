import { spawnSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { Connection } from '@temporalio/client';
import { tsToMs } from '@temporalio/common/lib/time';
import { temporal } from '@temporalio/proto';
import { findTemporalCli } from '../../src/temporal-cli';
import { root, runBaton, searchPath } from '../support/run';
import { createNamespace } from '../support/namespace';
import { temporalAddress } from '../support/temporal-server';

const { IndexedValueType } = temporal.api.enums.v1;
const DAY = 24 * 60 * 60_000;

let connection: Connection;

beforeAll(async () => {
  connection = await Connection.connect({ address: temporalAddress() });
});
afterAll(() => connection.close());

const environment = (namespace: string) => ({ TEMPORAL_ADDRESS: temporalAddress(), TEMPORAL_NAMESPACE: namespace });

async function look(namespace: string) {
  const { customAttributes } = await connection.operatorService.listSearchAttributes({ namespace });
  const { config } = await connection.workflowService.describeNamespace({ namespace });
  const types = Object.entries(customAttributes ?? {}).map(([name, type]) => [name, IndexedValueType[type]]);
  return {
    attributes: Object.fromEntries(types) as Record<string, string>,
    retentionDays: tsToMs(config?.workflowExecutionRetentionTtl) / DAY,
  };
}

describe('baton setup', () => {
  it('when run on a new namespace, it registers everything; run again, it changes nothing', async () => {
    const namespace = await createNamespace(connection, DAY);
    const first = runBaton(['setup'], environment(namespace));
    expect([first.status, first.stderr]).toEqual([0, '']);
    expect(first.stdout).toContain('search attributes added: BatonMode');
    expect(first.stdout).toContain('retention set to 30 days (it was 1 day)');
    const after = await look(namespace);
    expect(after).toEqual({
      retentionDays: 30,
      attributes: {
        BatonMode: 'INDEXED_VALUE_TYPE_KEYWORD',
        BatonHandoff: 'INDEXED_VALUE_TYPE_KEYWORD',
        BatonHandoffReason: 'INDEXED_VALUE_TYPE_KEYWORD',
        BatonAgent: 'INDEXED_VALUE_TYPE_KEYWORD',
        BatonIntent: 'INDEXED_VALUE_TYPE_KEYWORD',
        BatonSentiment: 'INDEXED_VALUE_TYPE_KEYWORD',
        BatonLanguage: 'INDEXED_VALUE_TYPE_KEYWORD',
        BatonCustomerKeys: 'INDEXED_VALUE_TYPE_KEYWORD_LIST',
        BatonSlackThreads: 'INDEXED_VALUE_TYPE_KEYWORD_LIST',
        BatonOwedSince: 'INDEXED_VALUE_TYPE_DATETIME',
        BatonLastCustomerMessageAt: 'INDEXED_VALUE_TYPE_DATETIME',
        BatonTurns: 'INDEXED_VALUE_TYPE_INT',
        BatonHandoffLog: 'INDEXED_VALUE_TYPE_KEYWORD_LIST',
        BatonRules: 'INDEXED_VALUE_TYPE_INT',
      },
    });

    const second = runBaton(['setup'], environment(namespace));
    expect(second.status).toBe(0);
    expect(second.stdout).toContain('search attributes already there: BatonMode');
    expect(second.stdout).not.toContain('added');
    expect(second.stdout).toContain('retention is 30 days already');
    expect(await look(namespace)).toEqual(after);
  });

  it('when the namespace keeps histories longer, it leaves that alone', async () => {
    const namespace = await createNamespace(connection, 90 * DAY);
    expect(runBaton(['setup'], environment(namespace)).stdout).toContain('retention is 90 days already, longer');
    expect((await look(namespace)).retentionDays).toBe(90);
  });

  it('when a name is taken by another type, it says how to get rid of it and adds nothing', async () => {
    const namespace = await createNamespace(connection, DAY);
    await connection.operatorService.addSearchAttributes({
      namespace,
      searchAttributes: { BatonMode: IndexedValueType.INDEXED_VALUE_TYPE_INT },
    });
    const { status, stderr } = runBaton(['setup'], environment(namespace));
    expect([status, stderr]).toEqual([
      1,
      expect.stringMatching(/^The search attribute BatonMode exists .* Keyword: remove/),
    ]);
    expect(Object.keys((await look(namespace)).attributes)).toEqual(['BatonMode']);
  });

  it('when there is no such namespace, it says how to make one', () => {
    const { status, stderr } = runBaton(['setup'], environment(`nowhere-${randomUUID()}`));
    expect([status, stderr]).toEqual([1, expect.stringMatching(/^There is no namespace nowhere-.*: create it/)]);
  });
});

describe('the script of docker-compose.yml that creates the namespace', () => {
  it('when run where there is none, it creates it with 30 days of retention; run again, it changes nothing', async () => {
    const namespace = `compose-${randomUUID()}`;
    const PATH = [dirname(findTemporalCli()), searchPath].join(delimiter);
    const options = { encoding: 'utf8', env: { PATH, HOME: tmpdir(), ...environment(namespace) } } as const;
    for (const round of ['first', 'second']) {
      const { status, stderr } = spawnSync('sh', [join(root, 'ops', 'temporal', 'namespace.sh')], options);
      expect([round, status, stderr]).toEqual([round, 0, '']);
    }
    const { config } = await connection.workflowService.describeNamespace({ namespace });
    expect(tsToMs(config?.workflowExecutionRetentionTtl) / DAY).toBe(30);
  });
});
