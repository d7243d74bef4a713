import { freePort } from '../../src/demo/ports';
import { createMeta, type Person } from '../support/raw-webhook';
import { createScene, type Scene } from '../support/scene';
import { startSystem, type System } from '../support/system';
import { startTcpProxy, type TcpProxy } from '../support/tcp-proxy';
import { temporalAddress } from '../support/temporal-server';
import { until } from '../support/until';

const HOURS = 'What are your trading hours?';
const SECOND = 1_000;
/** What an orchestrator has to give a process before it kills it (docs/deploy.md). */
const GRACE_MS = 30 * SECOND;
const IN_ORDER = { code: 0, signal: null };

describe('a process that is asked to end', () => {
  let proxy: TcpProxy;
  let system: System;
  let scene: Scene;
  let meta: ReturnType<typeof createMeta>;
  let gatewayMetrics = '';
  let workerPort = '';

  beforeAll(async () => {
    const [gatewayPort, worker] = await Promise.all([freePort(), freePort()]);
    proxy = await startTcpProxy(temporalAddress());
    system = await startSystem({
      environment: { TEMPORAL_ADDRESS: proxy.address, BATON_QUIET: '0' },
      gatewayOnly: { METRICS_PORT: String(gatewayPort) },
      workerOnly: { METRICS_PORT: String(worker) },
    });
    scene = createScene(system);
    meta = createMeta(system);
    gatewayMetrics = `http://127.0.0.1:${gatewayPort}/metrics`;
    workerPort = `http://127.0.0.1:${worker}`;
  });
  afterAll(async () => {
    await system.stop();
    await proxy.close();
  });
  afterEach(() => system.control.clearFaults());

  const people = (count: number): Promise<Person[]> =>
    Promise.all(Array.from({ length: count }, () => meta.person(system.newCustomer())));

  const underWay = async (): Promise<number> => {
    const text = await (await fetch(gatewayMetrics)).text();
    return Number(/^baton_http_requests_under_way (\d+)$/m.exec(text)?.[1]);
  };

  /** 0: nobody listens any more. */
  const probe = (path: string): Promise<number> =>
    fetch(`${workerPort}${path}`).then(
      ({ status }) => status,
      () => 0,
    );

  const written = async ({ phone }: Person): Promise<string[]> =>
    (await system.snapshot(phone)).transcript.filter(({ from }) => from === 'customer').map(({ text }) => text);

  /** What Meta would do with a body that was not answered with 200. */
  async function deliverAgain(bodies: string[]): Promise<void> {
    for (const body of bodies)
      expect(
        await until(
          () => meta.post(body).catch(() => 0),
          (status) => status !== 0 && status !== 503,
        ),
      ).toBe(200);
  }

  it('when the gateway ends in the middle of webhooks, each is in its conversation once or comes again', async () => {
    const customers = await people(24);
    const bodies = customers.map((from) => meta.body([{ from, text: HOURS }]));
    const posted = bodies.map(async (body) => ({ body, status: await meta.post(body).catch(() => 0) }));
    await Promise.race(posted);
    expect(await system.end('gateway', GRACE_MS)).toEqual(IN_ORDER);
    const answered = await Promise.all(posted);
    expect(answered.filter(({ status }) => status === 200).length).toBeGreaterThan(0);
    await system.startGateway();
    await deliverAgain(answered.filter(({ status }) => status !== 200).map(({ body }) => body));
    for (const customer of customers) expect(await written(customer)).toEqual([HOURS]);
  });

  it('when the gateway ends while Temporal is away, webhooks under way are refused, and nothing breaks', async () => {
    const customers = await people(8);
    const bodies = customers.map((from) => meta.body([{ from, text: HOURS }]));
    await proxy.cut();
    const posted = bodies.map((body) => meta.post(body));
    await until(underWay, (count) => count >= bodies.length);
    // Asks Temporal without a deadline, so the SDK tries for longer than anybody waits.
    const look = fetch(`${system.gateway}/readyz`).catch(() => undefined);
    await until(underWay, (count) => count > bodies.length);
    const ended = system.end('gateway', GRACE_MS);
    expect(await Promise.all(posted)).toEqual(bodies.map(() => 503));
    expect((await look)?.status).toBe(503);
    expect(await ended).toEqual(IN_ORDER);
    expect(system.outputs.read('gateway')).not.toContain('an error that nobody expected');
    await proxy.mend();
    await system.startGateway();
    await deliverAgain(bodies);
    for (const customer of customers) expect(await written(customer)).toEqual([HOURS]);
  });

  it('when the worker runs, its probes say so, and where Temporal is away it is not ready but need not be restarted', async () => {
    await until(
      () => probe('/readyz'),
      (status) => status === 200,
      40 * SECOND,
    );
    expect(await probe('/healthz')).toBe(200);
    await proxy.cut();
    await until(
      () => probe('/readyz'),
      (status) => status === 503,
      40 * SECOND,
    );
    expect(await probe('/healthz')).toBe(200);
    await proxy.mend();
    await until(
      () => probe('/readyz'),
      (status) => status === 200,
      40 * SECOND,
    );
  });

  it('when the worker ends with a message and a card in its hands, both outcomes are recorded and nothing is repeated', async () => {
    const phone = system.newCustomer();
    const { control } = system;
    // No status may settle what the activity itself has to tell.
    await control.putFault({ vendor: 'whatsapp', kind: 'drop', direction: 'fromVendor', only: 'status' });
    for (const vendor of ['whatsapp', 'slack'] as const)
      await control.putFault({ vendor, kind: 'latency', ms: 4 * SECOND });
    await control.say(phone, 'I want my money back for order 5544');
    const sends = () => scene.sends(phone, 'notice');
    await until(sends, (entries) => entries.some(({ answer }) => answer === null), 40 * SECOND);
    const ended = system.end('worker', GRACE_MS);
    await until(
      () => probe('/readyz'),
      (status) => status !== 200,
    );
    expect(await ended).toEqual(IN_ORDER);
    expect((await sends()).map(({ answer }) => answer?.status)).toEqual([200]);
    await control.clearFaults({ kind: 'latency' });
    await system.startWorker();
    const { transcript } = await scene.conversation(phone, ({ nextDeadline }) => nextDeadline?.what !== undefined);
    expect(transcript.filter(({ from }) => from === 'notice').map(({ delivery }) => delivery)).toEqual(['sent']);
    await scene.card(phone);
    await system.advance(phone, 31 * SECOND);
    expect((await system.snapshot(phone)).transcript.map(({ delivery }) => delivery)).not.toContain('unconfirmed');
    expect(await scene.cards(phone)).toHaveLength(1);
    expect(await sends()).toHaveLength(1);
  });

  it('when the worker ends while the model thinks, the answer is taken along and no model is asked twice', async () => {
    const phone = system.newCustomer();
    const { control } = system;
    // The customers of the tests before may still be thought about.
    const questions = async () =>
      (await control.journal({ vendor: 'llm' })).filter(({ body }) =>
        JSON.stringify(body).includes('is delivery to Pretoria'),
      ).length;
    await control.putFault({ vendor: 'llm', kind: 'latency', ms: 3 * SECOND });
    await control.say(phone, 'How much is delivery to Pretoria?');
    await until(questions, (count) => count === 2, 40 * SECOND);
    expect(await system.end('worker', GRACE_MS)).toEqual(IN_ORDER);
    await system.startWorker();
    await scene.reads(phone, /R85/);
    expect(await questions()).toBe(2);
  });
});
