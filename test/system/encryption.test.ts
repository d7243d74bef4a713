import { randomBytes } from 'node:crypto';
import { dataKeyId } from '../../src/payload-codec';
import { useShift } from '../support/shift';
import { until } from '../support/until';

const shift = useShift();
const HOURS = 'What are your trading hours?';
const fresh = randomBytes(32);

const oldKey = (): string => shift().system.credentials.dataKey;
const keys = (...hex: string[]) => ({ BATON_DATA_KEYS: hex.join(',') });

async function restart(change: Record<string, string>): Promise<void> {
  const { system } = shift();
  await Promise.all([system.end('gateway'), system.end('worker')]);
  await Promise.all([system.startGateway(change), system.startWorker('worker', change)]);
}

/** Every event of the conversation's run as the server has it. */
async function events(phone: string) {
  const { system } = shift();
  const handle = system.client.workflow.getHandle(await system.workflowIdOf(phone));
  return (await handle.fetchHistory()).events ?? [];
}

/** Every key that something in these events is encrypted with. */
const keyIdsIn = (some: unknown[]): string[] => {
  const ids = [...JSON.stringify(some).matchAll(/"encryption-key-id":"([^"]+)"/g)];
  return [...new Set(ids.map(([, id = '']) => Buffer.from(id, 'base64').toString()))];
};

describe('encrypted conversations', () => {
  it('when a key is lost, then conversations wait, the log says why, and with the key back nothing is missing', async () => {
    const { system, control, answerTo, received, quiet } = shift();
    const phone = system.newCustomer();
    await answerTo(phone, HOURS);
    const said = (await received(phone)).length;

    await restart(keys(fresh.toString('hex')));
    await control.say(phone, 'How much is delivery?');
    const sentence = `The data key ${dataKeyId(Buffer.from(oldKey(), 'hex'))} is missing`;
    await until(
      () => system.outputs.read('worker'),
      (log) => log.includes(sentence),
    );
    const handle = system.client.workflow.getHandle(await system.workflowIdOf(phone));
    expect((await handle.describe()).status.name).toBe('RUNNING');
    expect((await received(phone)).length).toBe(said);

    await restart(keys(oldKey(), fresh.toString('hex')));
    await until(
      () => received(phone),
      (messages) => messages.length > said,
    );
    const { transcript, handoff } = await quiet(phone);
    expect(transcript.filter(({ from }) => from === 'customer').map(({ text }) => text)).toEqual([
      HOURS,
      'How much is delivery?',
    ]);
    expect(handoff).toBe('none');
    expect((await handle.describe()).status.name).toBe('RUNNING');
  });

  it('when the keys are rotated in the middle of a conversation, then it goes on, and new payloads have the new key', async () => {
    const { system, answerTo, quiet } = shift();
    const phone = system.newCustomer();
    expect((await answerTo(phone, HOURS)).text).toContain('08:00');
    await quiet(phone);
    const before = (await events(phone)).length;

    await restart(keys(fresh.toString('hex'), oldKey()));
    expect((await answerTo(phone, 'How much is delivery?')).text).toMatch(/R\s?\d/);

    expect(keyIdsIn((await events(phone)).slice(before))).toEqual([dataKeyId(fresh)]);
    expect(keyIdsIn(await events(phone))).toHaveLength(2);
  });
});
