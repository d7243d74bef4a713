import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { freePort } from '../../src/demo/ports';
import { alertQueries, dashboardQueries, metricsIn } from '../support/promql';
import { root } from '../support/run';
import { createScene, THANDI, type Scene } from '../support/scene';
import { startSystem, type System } from '../support/system';
import { startTcpProxy, type TcpProxy } from '../support/tcp-proxy';
import { temporalAddress } from '../support/temporal-server';
import { until } from '../support/until';

const MINUTE = 60_000;
const PATIENCE_MS = 40_000;

describe('what a running gateway and worker tell Prometheus', () => {
  let proxy: TcpProxy;
  let system: System;
  let scene: Scene;
  let ports: { gateway: number; worker: number };

  beforeAll(async () => {
    ports = { gateway: await freePort(), worker: await freePort() };
    proxy = await startTcpProxy(temporalAddress());
    system = await startSystem({
      engine: 'local',
      environment: { BATON_QUIET: '0' },
      gatewayOnly: { METRICS_PORT: String(ports.gateway), TEMPORAL_ADDRESS: proxy.address },
      workerOnly: { METRICS_PORT: String(ports.worker) },
    });
    scene = createScene(system);
  });
  afterAll(async () => {
    await system.stop();
    await proxy.close();
  });

  const told = async (by: 'gateway' | 'worker'): Promise<string> =>
    (await fetch(`http://127.0.0.1:${ports[by]}/metrics`)).text();

  /** The value of one series, e.g. `baton_turns_total{outcome="answered"}`; undefined where it is not told. */
  const figure = async (by: 'gateway' | 'worker', series: string): Promise<number | undefined> => {
    const line = (await told(by)).split('\n').find((one) => one.startsWith(`${series} `));
    return line === undefined ? undefined : Number(line.slice(series.length + 1));
  };

  it('when nothing has happened yet, every reason and outcome is there with nought, so that its first is not missed', async () => {
    const { gateway, worker } = { gateway: await told('gateway'), worker: await told('worker') };
    for (const series of [
      'baton_handoffs_total{reason="refund_request"}',
      'baton_handoffs_total{reason="delivery_unconfirmed"}',
      'baton_turns_total{outcome="answered"}',
      'baton_unconfirmed_sends_total{author="agent"}',
      'baton_time_to_human_seconds_count{until="answered"}',
      'baton_time_to_card_seconds_count',
    ])
      expect(worker).toContain(`${series} 0\n`);
    expect(gateway).toContain('baton_open_handoffs{handoff="waiting"} 0\n');
    expect(gateway).toContain('baton_oldest_owed_seconds 0\n');
  });

  it('when a customer is answered, handed over and helped by a person, each figure says so', async () => {
    const phone = system.newCustomer();
    await scene.answerTo(phone, 'What are your trading hours?');
    await system.control.say(phone, 'I want my money back for order 5544');
    await scene.card(phone);
    await until(
      () => figure('gateway', 'baton_open_handoffs{handoff="waiting"}'),
      (count) => count === 1,
      PATIENCE_MS,
    );
    await until(
      () => figure('gateway', 'baton_oldest_owed_seconds'),
      (seconds) => seconds! > 0,
      PATIENCE_MS,
    );
    expect(await figure('gateway', 'baton_conversations{mode="paused"}')).toBe(1);
    await scene.takeOver(phone, THANDI);
    await scene.write(phone, THANDI, 'I have sent your money back.');
    await scene.reads(phone, /sent your money back/);
    await until(
      () => figure('gateway', 'baton_open_handoffs{handoff="claimed"}'),
      (count) => count === 1,
      PATIENCE_MS,
    );
    expect(await figure('gateway', 'baton_oldest_owed_seconds')).toBe(0);
    for (const [series, count] of [
      ['baton_handoffs_total{reason="refund_request"}', 1],
      ['baton_turns_total{outcome="answered"}', 1],
      ['baton_turns_total{outcome="handed_off"}', 1],
      ['baton_time_to_card_seconds_count', 1],
      ['baton_time_to_human_seconds_count{until="picked_up"}', 1],
      ['baton_time_to_human_seconds_count{until="answered"}', 1],
      ['baton_unconfirmed_sends_total{author="agent"}', 0],
    ] as const)
      expect([series, await figure('worker', series)]).toEqual([series, count]);
  });

  it('when the fate of a message stays unknown, it is counted', async () => {
    const phone = system.newCustomer();
    await scene.answerTo(phone, 'Hello');
    await system.control.putFault({ vendor: 'whatsapp', kind: 'resetAfter', only: 'message' });
    await system.control.putFault({ vendor: 'whatsapp', kind: 'drop', direction: 'fromVendor', only: 'status' });
    await system.control.say(phone, 'What are your trading hours?');
    await scene.conversation(
      phone,
      ({ nextDeadline }) => nextDeadline !== undefined && nextDeadline.at < Date.now() + MINUTE,
    );
    await scene.reported(phone);
    await system.control.clearFaults();
    await system.advance(phone, MINUTE);
    const unconfirmed = () => figure('worker', 'baton_unconfirmed_sends_total{author="assistant"}');
    await until(unconfirmed, (count) => count === 1, PATIENCE_MS);
    expect(await figure('worker', 'baton_handoffs_total{reason="delivery_unconfirmed"}')).toBe(1);
  });

  it('when dashboard, alerts and docs/metrics.md name a metric, it is one that is really told', async () => {
    const names = new Set(
      [...(await told('gateway')), '\n', ...(await told('worker'))].join('').match(/^[a-z_][\w:]*(?=[{ ])/gm),
    );
    const missing = [...dashboardQueries(), ...alertQueries()].flatMap((query) =>
      metricsIn(query).flatMap((name) => (names.has(name) ? [] : [`${query.title}: ${name}`])),
    );
    expect(missing).toEqual([]);
    const text = readFileSync(join(root, 'docs', 'metrics.md'), 'utf8');
    const documented = [...text.matchAll(/`((?:baton|temporal)_[a-z_]*[a-z])\b/g)].map(([, name]) => name!);
    expect(documented.length).toBeGreaterThan(12);
    expect(documented.filter((name) => !names.has(name) && !names.has(`${name}_bucket`))).toEqual([]);
  });

  it('when labels are read, none holds anything of a customer', async () => {
    const text = `${await told('gateway')}${await told('worker')}`;
    // A namespace is the operator's own word, here a random one.
    const labels = [...text.matchAll(/(\w+)="([^"]*)"/g)].filter(([, name]) => name !== 'namespace');
    const values = labels.map(([, , value]) => value!);
    expect(values.length).toBeGreaterThan(100);
    expect(values.filter((value) => /\d{8}|wamid|money back/.test(value))).toEqual([]);
  });

  it('when Temporal cannot be asked, the gateway says so instead of telling an old figure', async () => {
    await proxy.cut();
    await until(
      () => figure('gateway', 'baton_visibility_up'),
      (up) => up === 0,
      PATIENCE_MS,
    );
    expect(await figure('gateway', 'baton_open_handoffs{handoff="waiting"}')).toBeUndefined();
    expect(await figure('gateway', 'baton_oldest_owed_seconds')).toBeUndefined();
    await proxy.mend();
    await until(
      () => figure('gateway', 'baton_visibility_up'),
      (up) => up === 1,
      PATIENCE_MS,
    );
  });
});
