import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';
import type { Payload, PayloadCodec, SerializationContext } from '@temporalio/common';
import { temporal } from '@temporalio/proto';

/** 32 random bytes. */
export type DataKey = Buffer;

interface CodecOptions {
  /** The first encrypts, all decrypt. None: nothing is encrypted, and what is encrypted cannot be read. */
  keys: readonly DataKey[];
  namespace: string;
}

/** Opens and closes payloads without waiting, for whoever has no serialization context. */
export interface PayloadCipher {
  encrypt(payload: Payload, workflowId?: string): Payload;
  /** Payloads that are not encrypted come back as they are. Throws DataKeyError. */
  decrypt(payload: Payload, workflowId?: string): Payload;
}

const ENCODING = 'binary/encrypted';
const ALGORITHM = 'aes-256-gcm';
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const KEY_ID = 'encryption-key-id';
const WORKFLOW_ID = 'workflow-id';

const { Payload: PayloadMessage } = temporal.api.common.v1;

/** An encrypted payload cannot be opened; the message is a sentence with its remedy. */
export class DataKeyError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'DataKeyError';
  }
}

const missing = (id: string): DataKeyError =>
  new DataKeyError(
    `The data key ${id} is missing: add it to BATON_DATA_KEYS again, behind the first key. Until then what was encrypted with it waits; nothing is lost.`,
  );

const tampered = (): DataKeyError =>
  new DataKeyError(
    'An encrypted payload was changed, or belongs to another conversation or namespace: it is not used. Look for who writes to the database of Temporal.',
  );

/** The public name of a key: it travels beside what was encrypted with it and tells nothing about it. */
export const dataKeyId = (key: DataKey): string =>
  createHash('sha256').update('baton data key\n').update(key).digest('hex').slice(0, 8);

/**
 * AES-256-GCM with a random 96-bit nonce. Authenticated with the payload: the namespace and the workflow id, so that no
 * payload can be moved to another conversation. The workflow id travels along for readers that are not told it.
 */
export function createPayloadCipher({ keys, namespace }: CodecOptions): PayloadCipher {
  const [first] = keys;
  const byId = new Map(keys.map((key) => [dataKeyId(key), key]));
  const scope = (workflowId: string): Buffer => Buffer.from(`${namespace}\n${workflowId}`);

  return {
    encrypt(payload, workflowId = '') {
      if (first === undefined) return payload;
      const nonce = randomBytes(NONCE_BYTES);
      const cipher = createCipheriv(ALGORITHM, first, nonce).setAAD(scope(workflowId));
      const sealed = cipher.update(PayloadMessage.encode(payload).finish());
      return {
        metadata: {
          encoding: Buffer.from(ENCODING),
          [KEY_ID]: Buffer.from(dataKeyId(first)),
          ...(workflowId !== '' && { [WORKFLOW_ID]: Buffer.from(workflowId) }),
        },
        data: Buffer.concat([nonce, sealed, cipher.final(), cipher.getAuthTag()]),
      };
    },
    decrypt(payload, workflowId = textOf(payload, WORKFLOW_ID)) {
      if (textOf(payload, 'encoding') !== ENCODING) return payload;
      const id = textOf(payload, KEY_ID);
      const key = byId.get(id);
      // The id comes from the database, so only what looks like one is repeated.
      if (key === undefined) throw missing(/^[0-9a-f]{8}$/.test(id) ? id : '(without a name)');
      return open(key, payload, scope(workflowId));
    },
  };
}

function open(key: DataKey, { data }: Payload, scope: Buffer): Payload {
  if (data == null || data.length < NONCE_BYTES + TAG_BYTES) throw tampered();
  const tagAt = data.length - TAG_BYTES;
  const decipher = createDecipheriv(ALGORITHM, key, data.subarray(0, NONCE_BYTES), { authTagLength: TAG_BYTES });
  decipher.setAAD(scope).setAuthTag(data.subarray(tagAt));
  try {
    const plain = Buffer.concat([decipher.update(data.subarray(NONCE_BYTES, tagAt)), decipher.final()]);
    return PayloadMessage.decode(plain);
  } catch {
    throw tampered();
  }
}

function textOf({ metadata }: Payload, name: string): string {
  const value = metadata?.[name];
  return value == null ? '' : Buffer.from(value).toString();
}

/** The cipher as Temporal's SDK takes it. Every process that reads or writes conversations has it, with the same keys. */
export function createPayloadCodec(options: CodecOptions): PayloadCodec {
  const cipher = createPayloadCipher(options);
  const each = (payloads: Payload[], one: (payload: Payload) => Payload): Promise<Payload[]> =>
    Promise.resolve().then(() => payloads.map(one));
  const workflowIdOf = (context: SerializationContext | undefined): string | undefined => context?.workflowId;
  return {
    encode: (payloads, context) => each(payloads, (payload) => cipher.encrypt(payload, workflowIdOf(context))),
    decode: (payloads, context) => each(payloads, (payload) => cipher.decrypt(payload, workflowIdOf(context))),
  };
}
