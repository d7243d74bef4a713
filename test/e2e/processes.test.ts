import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { runProcess } from '../support/run';
import { startSystem, type System } from '../support/system';
import { until } from '../support/until';

describe('gateway and worker', () => {
  let system: System;

  beforeAll(async () => {
    system = await startSystem({ engine: 'local' });
  });
  afterAll(() => system.stop());

  it('when everything is up, health, readiness and an answer are there', async () => {
    const statuses = ['/healthz', '/readyz', '/nothing'].map(
      async (path) => (await fetch(system.gateway + path)).status,
    );
    expect(await Promise.all(statuses)).toEqual([200, 200, 404]);
    const phone = system.newCustomer();
    await system.control.say(phone, 'What are your trading hours, please?');
    const answered = await until(
      () => system.control.phone(phone),
      (messages) => messages.some(({ author }) => author === 'assistant'),
    );
    expect(answered.map(({ from }) => from)).toEqual(['customer', 'business']);
  });

  it('when the command line looks for the customer, it finds the conversation and repeats no number', async () => {
    const phone = system.newCustomer();
    await system.control.say(phone, 'How much is delivery to Pretoria?');
    const workflowId = await system.workflowIdOf(phone);
    await until(
      () => system.control.phone(phone),
      (messages) => messages.some(({ from }) => from === 'business'),
    );
    const { stdout } = await until(
      () => system.baton('find', `+${phone}`),
      (found) => found.stdout.includes(workflowId),
    );
    expect(stdout).toContain(`/namespaces/${system.namespace}/workflows/${workflowId}`);
    expect(stdout).not.toContain(phone);
    expect(system.baton('find', '+27110000000').stdout).toBe('No conversation with this customer is on record.\n');
  });

  it('when the worker is killed and comes back, what was asked meanwhile is answered once', async () => {
    const phone = system.newCustomer();
    await system.signal('worker', 'SIGKILL');
    await system.control.say(phone, 'Do you deliver to Bloemfontein?');
    await system.startWorker();
    const messages = await until(
      () => system.control.phone(phone),
      (shown) => shown.some(({ from }) => from === 'business'),
      40_000,
    );
    expect(messages.filter(({ from }) => from === 'business')).toHaveLength(1);
  });

  it('when gateway and worker are asked to end, they end with code 0', async () => {
    for (const name of ['worker', 'gateway'] as const)
      expect(await system.end(name)).toEqual({ code: 0, signal: null });
    await Promise.all([system.startGateway(), system.startWorker()]);
  });

  it('when what customers and agents wrote is searched for in the outputs, nothing is found', () => {
    expect(system.outputs.read('gateway')).toContain('"ready":true');
    expect(system.outputs.read('worker')).toContain('"ready":true');
    expect(system.outputs.leaks()).toEqual([]);
  });

  it('when its port is taken, the gateway says so and ends', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const { status, stderr } = await runProcess('server', { ...system.environment, PORT: String(port) });
    server.close();
    expect([status, stderr]).toEqual([
      1,
      expect.stringMatching(/^Port \d+ cannot be listened on \(EADDRINUSE\): end what uses it/),
    ]);
  });

  it('when Temporal is away, the worker says where it looked and ends', async () => {
    const away = { ...system.environment, TEMPORAL_ADDRESS: '127.0.0.1:1' };
    const { status, stderr } = await runProcess('worker', away);
    expect([status, stderr]).toEqual([
      1,
      expect.stringMatching(/^Temporal does not answer at 127\.0\.0\.1:1: start it/),
    ]);
  });
});
