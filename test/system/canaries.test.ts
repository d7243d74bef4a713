import { randomBytes } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Client } from '@temporalio/client';
import { defaultPayloadConverter } from '@temporalio/common';
import { freePort } from '../../src/demo/ports';
import { hmacKey } from '../../src/identity';
import { createPayloadCipher } from '../../src/payload-codec';
import { ENGINES } from '../support/engines';
import { canariesIn, databaseBytes, written } from '../support/canaries';
import { THANDI } from '../support/scene';
import { useShift, type Shift } from '../support/shift';
import type { System } from '../support/system';
import { startTemporalServer, type TemporalServer } from '../support/temporal-server';
import { until } from '../support/until';

const MINUTE = 60_000;
const mark = (): string =>
  randomBytes(6)
    .toString('hex')
    .replace(/\d/g, (digit) => 'ghijklmnop'[Number(digit)]!);

const NAME = `Nomvula ${mark()}`;
const WORDS = Array.from({ length: 10 }, () => `canary${mark()}`);
const CARD = '4539 1488 0343 6467';
const IDENTITY = '8001015009087';
/** What is said, each with a word that is nowhere else. */
const [question, complaint, caption, reply, note, lost, echo, held, theirFile, ourFile] = WORDS as [
  string,
  string,
  string,
  string,
  string,
  string,
  string,
  string,
  string,
  string,
];

/** A conversation in which everything happens that leaves a trace. Returns it as it was before the customer moved on. */
async function live(shift: Shift, phone: string, newPhone: string): Promise<string> {
  const { control, answerTo, says, replies, write, takeOver, passes, quiet, line, system } = shift;
  await control.change(phone, { name: NAME });
  await answerTo(phone, `What are your trading hours, ${question}?`);
  await says(phone, `It was delivered but a part is missing, ${complaint}, ${CARD}, ${IDENTITY}`);
  await shift.card(phone, new RegExp(complaint));
  await control.send(phone, { image: { caption: `see ${caption}` } });
  await control.send(phone, { document: { filename: `bill ${theirFile}.pdf`, file: { type: 'pdf' } } });
  await takeOver(phone);
  await replies(phone, `We are sorry, ${reply}`);
  const { ts: thread_ts } = await shift.card(phone);
  const files = [{ name: `lid ${ourFile}.png`, file: { type: 'png' } }];
  await control.call('POST', '/control/slack/messages', { user: THANDI, thread_ts, files, wait: 0 });
  await write(phone, THANDI, `note: a good customer, ${note}`);
  await write(phone, THANDI, `Please send me your card number, ${held}`);
  await line(phone, new RegExp(held));
  await control.putFault({ vendor: 'whatsapp', kind: 'resetAfter', count: 1 });
  await write(phone, THANDI, `Did this arrive, ${lost}?`);
  await control.echo(phone, `From the phone, ${echo}`);
  await passes(phone, 45 * MINUTE);
  await quiet(phone);
  const before = JSON.stringify(await system.snapshot(phone));
  await control.change(phone, { newPhone });
  const query = `BatonCustomerKeys = "${hmacKey(system.credentials.idKey, newPhone)}"`;
  await until(
    async () => (await system.client.workflow.count(query)).count,
    (runs) => runs > 0,
  );
  return before;
}

/** Everything that Temporal tells about every run of the namespace without a key. */
async function toldByTemporal({ client }: System): Promise<string[]> {
  const told: string[] = [];
  for await (const { workflowId, runId, raw } of client.workflow.list()) {
    const handle = client.workflow.getHandle(workflowId, runId);
    told.push(written(raw), written((await handle.describe()).raw), written(await handle.fetchHistory()));
  }
  return told;
}

/** What operators read of events and runs, decrypted: summaries and details. */
async function toldToOperators(system: System, phone: string): Promise<string[]> {
  const { client, credentials, namespace, workflowIdOf } = system;
  const cipher = createPayloadCipher({ keys: [Buffer.from(credentials.dataKey, 'hex')], namespace });
  const handle = client.workflow.getHandle(await workflowIdOf(phone));
  const { events = [] } = await handle.fetchHistory();
  const payloads = (events ?? []).flatMap(({ userMetadata }) => [userMetadata?.summary, userMetadata?.details]);
  const texts = payloads
    .filter((payload) => payload != null)
    .map((payload) => String(defaultPayloadConverter.fromPayload(cipher.decrypt(payload))));
  expect(texts.length).toBeGreaterThan(10);
  return [...texts, written(await handle.query('__temporal_workflow_metadata'))];
}

describe.each(ENGINES)('canaries, with the %s engine', (engine) => {
  let phone = '';
  let canaries: string[] = [];
  let lived = '';
  // A database of its own: what other tests write, some of it on purpose without a key, is none of its business.
  let server: TemporalServer;
  const ports = { gateway: 0, worker: 0 };
  const shift = useShift({}, async () => {
    server = await startTemporalServer();
    Object.assign(ports, { gateway: await freePort(), worker: await freePort() });
    return {
      engine,
      temporal: server.address,
      gatewayOnly: { METRICS_PORT: String(ports.gateway) },
      workerOnly: { METRICS_PORT: String(ports.worker) },
    };
  });

  beforeAll(async () => {
    const { system, control } = shift();
    phone = system.newCustomer();
    const moved = system.newCustomer();
    const { userId } = await control.call<{ userId: string }>('GET', `/control/customers/${phone}`);
    const numbers = [phone, moved].flatMap((number) => [number, `+${number}`, number.slice(2)]);
    canaries = [...numbers, userId, NAME, ...WORDS, CARD, IDENTITY, CARD.replaceAll(' ', '')];
    lived = await live(shift(), phone, moved);
  }, 180_000);

  afterAll(() => server.stop());

  it('when all of it has happened, then the conversation has every word, so that there is something to be found', () => {
    for (const canary of [phone, NAME, question, complaint, caption, reply, note, theirFile, ourFile])
      expect(lived).toContain(canary);
    expect(canariesIn(lived, [CARD, IDENTITY])).toEqual([]);
  });

  it('when the database of Temporal is searched, then no canary is in it, while what is not encrypted is found', async () => {
    const { connection, namespace, workflowIdOf } = shift().system;
    const control = `control${mark()}`;
    const plain = new Client({ connection, namespace });
    const taskQueue = 'nobody';
    await plain.workflow.start('nobody', { workflowId: control, taskQueue, args: [{ said: `${control}-said` }] });
    const bytes = await until(
      () => databaseBytes(server.file),
      (content) => canariesIn(content, [`${control}-said`]).length > 0,
    );
    expect(canariesIn(bytes, [await workflowIdOf(phone)])).toHaveLength(1);
    expect(canariesIn(bytes, canaries)).toEqual([]);
    expect(canariesIn(server.output(), canaries)).toEqual([]);
    await plain.workflow.getHandle(control).terminate();
  });

  it('when logs and metrics are searched, then no canary is in them', async () => {
    const { folder } = shift().system.outputs;
    const logs = readdirSync(folder).filter((name) => name.endsWith('.log') && name !== 'simulator.log');
    expect(logs.sort()).toEqual(['gateway.log', 'worker.log']);
    for (const name of logs) expect(canariesIn(readFileSync(join(folder, name)), canaries)).toEqual([]);
    for (const port of Object.values(ports)) {
      const text = await (await fetch(`http://127.0.0.1:${port}/metrics`)).text();
      expect(text).toContain('baton_');
      expect(canariesIn(text, canaries)).toEqual([]);
    }
  });

  it('when ids, search attributes, histories and failures are searched as Temporal has them, then no canary is in them', async () => {
    const told = await toldByTemporal(shift().system);
    expect(told.length).toBeGreaterThan(2);
    expect(told.some((text) => text.includes('Encoded failure'))).toBe(true);
    for (const text of told) expect(canariesIn(text, canaries)).toEqual([]);
  });

  it('when operators read summaries and details, then no canary is in them, although they are decrypted', async () => {
    for (const text of await toldToOperators(shift().system, phone)) expect(canariesIn(text, canaries)).toEqual([]);
  });
});
