import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { ApplicationFailure } from '@temporalio/common';
import { vendorAddress } from '../../../activities/files/http-stream';
import { arriving } from '../../../activities/files/passing';

const chunks = [Buffer.alloc(3_000, 1), Buffer.alloc(3_000, 2), Buffer.alloc(3_000, 3)];
const whole = Buffer.concat(chunks);
const digest = createHash('sha256').update(whole).digest();

const bytes = async (from: AsyncIterable<Buffer>): Promise<Buffer> => {
  const all: Buffer[] = [];
  for await (const chunk of from) all.push(chunk);
  return Buffer.concat(all);
};

async function codeOf(work: Promise<unknown>): Promise<unknown> {
  const error = await work.catch((reason: unknown) => reason);
  return error instanceof ApplicationFailure ? [error.type, error.details?.[0]] : error;
}

describe('a file on its way', () => {
  it.each(['base64', 'hex'] as const)('when it is what was announced in %s, then all of it comes', async (form) => {
    const coming = await arriving(Readable.from(chunks), { size: 9_000, sha256: [digest.toString(form)] });
    expect(coming.head).toEqual(whole.subarray(0, 4_100));
    expect((await bytes(coming.body())).equals(whole)).toBe(true);
  });

  it.each<[string, Buffer[], { size: number; sha256: string[] }, unknown]>([
    ['ends too early', chunks.slice(1), { size: 9_000, sha256: [] }, ['FileNotFetched', { code: 'incomplete' }]],
    ['goes on too long', chunks, { size: 8_999, sha256: [] }, ['FileRefused', { code: 'damaged' }]],
    [
      'is something else of the same size',
      [...chunks].reverse(),
      { size: 9_000, sha256: [digest.toString('base64')] },
      ['FileNotFetched', { code: 'damaged' }],
    ],
  ])('when it %s on its way, then that is a failure', async (_what, come, announced, failure) => {
    const coming = await arriving(Readable.from(come), announced);
    expect(await codeOf(bytes(coming.body()))).toEqual(failure);
  });

  it('when the connection breaks in its beginning, then it is incomplete', async () => {
    const broken = new Readable({ read: () => broken.destroy(new Error('reset')) });
    expect(await codeOf(arriving(broken, { size: 9_000, sha256: [] }))).toEqual([
      'FileNotFetched',
      { code: 'incomplete' },
    ]);
  });
});

describe('an address that a vendor names', () => {
  const api = 'https://graph.facebook.com/v26.0';
  it.each([
    ['https://lookaside.fbsbx.com/attachments/?mid=1', true],
    ['https://scontent.xx.fbcdn.net/v/1', true],
    ['https://graph.facebook.com/x', true],
    ['http://lookaside.fbsbx.com/attachments/?mid=1', false],
    ['https://fbsbx.com.example.org/', false],
    ['https://evilfbsbx.com/', false],
    ['http://169.254.169.254/latest/meta-data', false],
    ['file:///etc/passwd', false],
    ['no address', false],
  ])('when %s is named, then our token goes there: %s', (address, goes) => {
    expect(vendorAddress(address, api, ['fbsbx.com', 'fbcdn.net']) !== undefined).toBe(goes);
  });
});
