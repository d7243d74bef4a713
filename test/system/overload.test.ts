import { freePort } from '../../src/demo/ports';
import { createMeta, type Person } from '../support/raw-webhook';
import { startSystem, type System } from '../support/system';
import { startTcpProxy, type TcpProxy } from '../support/tcp-proxy';
import { temporalAddress } from '../support/temporal-server';
import { until } from '../support/until';

const CUSTOMERS = 40;
const MESSAGES = 5;
const WEBHOOKS = CUSTOMERS * MESSAGES;
const MEGABYTE = 1024 * 1024;
/** What a gateway has under way at most; each is a megabyte, as what Meta packs together may be. */
const HELD = 24;
const FILLER = 'x'.repeat(MEGABYTE);

const say = (line: string): boolean => process.stdout.write(`overload: ${line}\n`);

describe('more webhooks than Temporal takes', () => {
  let system: System;
  let proxy: TcpProxy;
  let metricsPort: number;

  beforeAll(async () => {
    proxy = await startTcpProxy(temporalAddress());
    metricsPort = await freePort();
    const gatewayOnly = { TEMPORAL_ADDRESS: proxy.address, METRICS_PORT: String(metricsPort) };
    system = await startSystem({ engine: 'local', gatewayOnly });
  });
  afterAll(async () => {
    await system.stop();
    await proxy.close();
  });

  async function memory(): Promise<number> {
    const text = await (await fetch(`http://127.0.0.1:${metricsPort}/metrics`)).text();
    return Number(/^process_resident_memory_bytes (\S+)$/m.exec(text)?.[1]);
  }

  it('when Temporal stands still, then the rest is refused at once, memory stays, and every one is taken later, once', async () => {
    const meta = createMeta(system);
    const people = await Promise.all(Array.from({ length: CUSTOMERS }, () => meta.person(system.newCustomer())));
    const webhooks = people.flatMap((from) =>
      Array.from({ length: MESSAGES }, (_, index) => meta.body([{ from, text: `number ${index}` }])),
    );
    const before = await memory();
    proxy.freeze();
    let shed = 0;
    let highest = before;
    const flood = Promise.all(
      webhooks.map(async (body) => {
        const answer = await meta.send(filled(body));
        if (/Too much is under way/.test(await answer.text())) shed += 1;
        return answer.status;
      }),
    );
    await until(
      async () => (highest = Math.max(highest, await memory())),
      () => shed >= WEBHOOKS - HELD,
    );
    expect(new Set(await flood)).toEqual(new Set([503]));
    highest = Math.max(highest, await memory());
    expect(highest - before).toBeLessThan(150 * MEGABYTE);
    proxy.thaw();
    const grown = Math.round((highest - before) / MEGABYTE);
    say(`${WEBHOOKS} webhooks of 1 MB at once, ${shed} shed at once, memory grew by ${grown} MB`);

    // Meta comes again, with pauses.
    for (const mine of groups(webhooks)) await Promise.all(mine.map((body) => taken(() => meta.post(body))));
    for (const from of people) {
      const words = await until(
        () => said(from),
        (all) => all.length >= MESSAGES,
      );
      expect(words.map((text) => text.split(' ')[1]).sort()).toEqual(
        Array.from({ length: MESSAGES }, (_, index) => String(index)).sort(),
      );
    }
  }, 180_000);

  /** With what nobody reads, and is there all the same. */
  const filled = (body: string): Buffer => Buffer.from(body.replace('{', `{"filler":"${FILLER}",`));

  const taken = (post: () => Promise<number>) => until(post, (status) => status === 200);

  const said = async ({ phone }: Person): Promise<string[]> => {
    const { transcript } = await system.snapshot(phone);
    return transcript.filter(({ from }) => from === 'customer').map(({ text }) => text);
  };

  const groups = (all: string[]): string[][] =>
    Array.from({ length: MESSAGES }, (_, group) => all.filter((_body, index) => index % MESSAGES === group));
});
