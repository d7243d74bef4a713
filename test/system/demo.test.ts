import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { join } from 'node:path';
import { Connection } from '@temporalio/client';
import type { DemoFacts } from '../../src/demo/facts';
import { createControl } from '../support/control';
import { demoScript, ended, startDemo as start, whenUp, type Demo } from '../support/demo-process';
import { createNamespace } from '../support/namespace';
import { runBaton } from '../support/run';
import { temporalAddress } from '../support/temporal-server';
import { until } from '../support/until';

const CUSTOMER = '27825551234';
const WITHIN_MS = 60_000;

const demos: Demo[] = [];
const servers: Server[] = [];

afterEach(async () => {
  for (const { process: started } of demos.splice(0)) if (started.exitCode === null) started.kill('SIGKILL');
  await Promise.all(servers.splice(0).map((server) => new Promise((resolve) => server.close(resolve))));
});

/** Somebody else's program on a usual port, unless one is there already. */
async function occupy(port: number): Promise<void> {
  const server = createServer((socket) => socket.destroy());
  server.listen(port, '127.0.0.1');
  await Promise.race([once(server, 'listening'), once(server, 'error')]).catch(() => undefined);
  if (server.listening) servers.push(server);
}

function startDemo(command?: string[], environment: Record<string, string> = {}): Demo {
  const demo = start(command, { ASSISTANT: 'local', ...environment });
  demos.push(demo);
  return demo;
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

const allGone = (pids: number[]): Promise<number[]> =>
  until(
    () => pids.filter(isAlive),
    (left) => left.length === 0,
  );

const pidOf = (demo: Demo, words: string): number => {
  const { stdout } = spawnSync('ps', ['-A', '-o', 'pid=,args='], { encoding: 'utf8' });
  const family = demo.family();
  const line = stdout.split('\n').find((one) => one.includes(words) && family.includes(Number.parseInt(one, 10)));
  return Number.parseInt(line ?? '', 10);
};

const answers = async (url: string): Promise<number> => (await fetch(url)).status;

async function ask(facts: DemoFacts, text: string): Promise<void> {
  const control = createControl(facts.simulator);
  const before = (await control.phone(CUSTOMER)).length;
  await control.say(CUSTOMER, text);
  await until(
    () => control.phone(CUSTOMER),
    (messages) => messages.slice(before).some(({ from }) => from === 'business'),
    WITHIN_MS,
  );
}

describe('npm run demo', () => {
  it('when the usual ports are busy, it runs on others, survives its worker and leaves no process behind', async () => {
    await Promise.all([3000, 3001, 7233, 8233].map(occupy));
    const demo = startDemo();
    const facts = await whenUp(demo);

    const places = [facts.page, facts.gateway, facts.simulator, facts.temporal.ui, `http://${facts.temporal.address}`];
    expect(places.map((place) => new URL(place).port).filter((port) => /^(3000|3001|7233|8233)$/.test(port))).toEqual(
      [],
    );
    expect(facts.temporal.namespace).toBe('default');
    expect(facts.pid).toBe(demo.process.pid);
    const urls = [`${facts.page}/`, `${facts.gateway}/readyz`, facts.temporal.ui, `${facts.simulator}/control/faults`];
    expect(await Promise.all(urls.map(answers))).toEqual([200, 200, 200, 200]);
    await until(demo.output, (text) => text.includes('Ctrl-C ends everything.'));
    expect(demo.output()).toContain(facts.page);
    expect(demo.output()).toContain(`Desk page        ${facts.gateway}/desk\n`);
    expect(demo.output()).toContain(facts.temporal.ui);
    await ask(facts, 'What are your trading hours?');

    const found = runBaton(['find', '+27 82 555 1234'], {}, demo.folder);
    expect(found.stdout).toMatch(
      /^whatsapp-\d+-[0-9a-f]{24}\nhttp:\/\/127\.0\.0\.1:\d+\/namespaces\/default\/workflows\/what/,
    );

    process.kill(pidOf(demo, join('src', 'worker')), 'SIGKILL');
    await until(demo.output, (text) => /worker ended by itself .* and is started again\./.test(text), WITHIN_MS);
    await ask(facts, 'How much is delivery?');

    const family = demo.family();
    expect(family.length).toBeGreaterThanOrEqual(4);
    demo.process.kill('SIGTERM');
    expect(await ended(demo)).toBe(0);
    await allGone(family);
    expect(demo.facts()).toBeUndefined();
    expect(existsSync(join(demo.folder, 'opened'))).toBe(false);
  }, 240_000);

  it('when TEMPORAL_ADDRESS is set, it attaches; when npm ends the shell around it, it ends as well', async () => {
    const connection = await Connection.connect({ address: temporalAddress() });
    const namespace = await createNamespace(connection);
    await connection.close();
    const demo = startDemo(['sh', '-c', `true && "${process.execPath}" "${demoScript}"; true`], {
      TEMPORAL_ADDRESS: temporalAddress(),
      TEMPORAL_NAMESPACE: namespace,
      npm_lifecycle_event: 'demo',
    });
    const facts = await whenUp(demo);
    expect(facts.temporal).toMatchObject({ address: temporalAddress(), namespace });
    expect(pidOf(demo, 'start-dev')).toBeNaN();
    await ask(facts, 'What are your trading hours?');

    const family = demo.family();
    demo.process.kill('SIGKILL');
    await allGone(family);
  }, 240_000);

  it('when its Temporal server ends, it says so in one sentence and ends with code 1', async () => {
    const demo = startDemo();
    await whenUp(demo);
    const family = demo.family();
    process.kill(pidOf(demo, 'start-dev'), 'SIGKILL');
    expect(await ended(demo)).toBe(1);
    expect(demo.output()).toMatch(/^temporal ended by itself \(SIGKILL; see .*temporal\.log\)\.$/m);
    await allGone(family);
  }, 240_000);

  it.each([
    ['BATON_QUIET', 'often', 'BATON_QUIET is "often": set it to a number from 0 to 5.'],
    ['NOTIFY', 'teams', 'NOTIFY does not name slack, which the page of the demo shows'],
  ])(
    'when %s is “%s”, it says so and ends with code 2 before it starts anything',
    async (name, value, sentence) => {
      const demo = startDemo(undefined, { [name]: value });
      expect(await ended(demo)).toBe(2);
      expect(demo.output()).toContain(sentence);
      expect(demo.facts()).toBeUndefined();
    },
    240_000,
  );
});
