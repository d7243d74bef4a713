import { randomBytes } from 'node:crypto';
import { defaultPayloadConverter, type Payload } from '@temporalio/common';
import { createPayloadCipher, createPayloadCodec, dataKeyId, DataKeyError } from '../../src/payload-codec';

const WORDS = { text: 'My number is 082 555 1234, said Nomvula' };
const namespace = 'shop';
const [first, second] = [randomBytes(32), randomBytes(32)];
const payload = defaultPayloadConverter.toPayload(WORDS);

const cipher = (...keys: Buffer[]) => createPayloadCipher({ keys, namespace });
const valueOf = (opened: Payload): unknown => defaultPayloadConverter.fromPayload(opened);
const bytesOf = ({ metadata, data }: Payload): string =>
  [data, ...Object.values(metadata ?? {})].map((part) => Buffer.from(part ?? '').toString('latin1')).join('\n');

function sentenceOf(open: () => unknown): string {
  try {
    open();
  } catch (error) {
    if (error instanceof DataKeyError) return error.message;
    throw error;
  }
  return 'opened';
}

describe('the payload codec', () => {
  test('when a payload is encrypted, then nothing of it can be seen and the same key gives it back', () => {
    const sealed = cipher(first).encrypt(payload, 'w1');
    expect(bytesOf(sealed)).not.toMatch(/Nomvula|555|json/);
    expect(valueOf(cipher(first).decrypt(sealed, 'w1'))).toEqual(WORDS);
    expect(valueOf(cipher(first).decrypt(sealed))).toEqual(WORDS);
  });

  test('when the same payload is encrypted a thousand times, then no nonce comes twice', () => {
    const nonces = Array.from({ length: 1_000 }, () =>
      Buffer.from(cipher(first).encrypt(payload).data!).toString('hex', 0, 12),
    );
    expect(new Set(nonces).size).toBe(1_000);
  });

  test('when a key has been put in front of the old one, then both are read and the new one encrypts', () => {
    const old = cipher(first).encrypt(payload, 'w1');
    const rotated = cipher(second, first);
    expect(valueOf(rotated.decrypt(old, 'w1'))).toEqual(WORDS);
    const fresh = rotated.encrypt(payload, 'w1');
    expect(bytesOf(fresh)).toContain(dataKeyId(second));
    expect(sentenceOf(() => cipher(first).decrypt(fresh, 'w1'))).toContain(dataKeyId(second));
  });

  test('when the key is not there, then the sentence names it and says what to do', () => {
    const sealed = cipher(first).encrypt(payload, 'w1');
    for (const without of [cipher(second), cipher()]) {
      expect(sentenceOf(() => without.decrypt(sealed, 'w1'))).toBe(
        `The data key ${dataKeyId(first)} is missing: add it to BATON_DATA_KEYS again, behind the first key. Until then what was encrypted with it waits; nothing is lost.`,
      );
    }
  });

  test('when any byte is changed, then it is not opened', () => {
    const sealed = cipher(first).encrypt(payload, 'w1');
    for (let index = 0; index < sealed.data!.length; index += 1) {
      const data = Buffer.from(sealed.data!);
      data[index]! ^= 1;
      expect(sentenceOf(() => cipher(first).decrypt({ ...sealed, data }, 'w1'))).toMatch(/was changed/);
    }
    for (const data of [Buffer.alloc(0), Buffer.alloc(27), sealed.data!.subarray(0, -1)]) {
      expect(sentenceOf(() => cipher(first).decrypt({ ...sealed, data }, 'w1'))).toMatch(/was changed/);
    }
  });

  test('when it is moved to another conversation or namespace, then it is not opened', () => {
    const sealed = cipher(first).encrypt(payload, 'w1');
    const renamed = { ...sealed, metadata: { ...sealed.metadata, 'workflow-id': Buffer.from('w2') } };
    const elsewhere = createPayloadCipher({ keys: [first], namespace: 'other' });
    expect(sentenceOf(() => cipher(first).decrypt(sealed, 'w2'))).toMatch(/another conversation/);
    expect(sentenceOf(() => cipher(first).decrypt(renamed))).toMatch(/another conversation/);
    expect(sentenceOf(() => elsewhere.decrypt(sealed, 'w1'))).toMatch(/another conversation or namespace/);
  });

  test('when a payload was stored before there were keys, then it is read as it is', async () => {
    const codec = createPayloadCodec({ keys: [first], namespace });
    expect(await codec.decode([payload])).toEqual([payload]);
    expect(await createPayloadCodec({ keys: [], namespace }).encode([payload])).toEqual([payload]);
  });

  test('when the SDK says whose payload it is, then that binds it, for the workflow and its activities alike', async () => {
    const codec = createPayloadCodec({ keys: [first], namespace });
    const workflow = { type: 'workflow', namespace, workflowId: 'w1' } as const;
    const [sealed] = await codec.encode([payload], workflow);
    const activity = { type: 'activity', namespace, workflowId: 'w1', activityId: '1', isLocal: false } as const;
    expect((await codec.decode([sealed!], activity)).map(valueOf)).toEqual([WORDS]);
    await expect(codec.decode([sealed!], { ...workflow, workflowId: 'w2' })).rejects.toThrow(DataKeyError);
  });
});
