import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readSimulatorConfig } from '../../../src/simulator/config';
import { call } from './rig';

const root = join(__dirname, '../../..');

const config = {
  whatsapp: {
    verifyToken: 'v',
    appSecret: 's',
    accessToken: 't',
    phoneNumberId: '106540352242922',
    displayPhoneNumber: '27235550100',
    wabaId: '102290129340398',
  },
  slack: { signingSecret: 's', botToken: 'xoxb-1', channelId: 'C0SUPPORT', agentGroup: 'S0AGENTS' },
  openai: { apiKey: 'k', model: 'stand-in', knowledgeDir: join(root, 'knowledge') },
  orders: { token: 'o' },
};

function start(argument: string) {
  const child = spawn(process.execPath, ['--import', 'tsx', 'src/simulator/main.ts', argument], { cwd: root });
  let stdout = '';
  let stderr = '';
  child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
  const line = new Promise<string>((resolve) =>
    child.stdout.on('data', (chunk: Buffer) => {
      stdout += chunk.toString();
      if (stdout.includes('\n')) resolve(stdout);
    }),
  );
  const ended = new Promise<{ code: number | null; stderr: string }>((resolve) =>
    child.on('close', (code) => resolve({ code, stderr })),
  );
  return { child, line, ended };
}

describe('the process', () => {
  it('when it is started with JSON, prints one line when it answers, and ends on SIGTERM', async () => {
    const { child, line, ended } = start(JSON.stringify(config));
    const { port, urls } = JSON.parse(await line) as { port: number; urls: Record<string, string> };
    expect(Object.keys(urls).sort()).toEqual(['issuer', 'openai', 'orders', 'slack', 'teams', 'whatsapp']);
    expect((await call('GET', `http://127.0.0.1:${port}/control/faults`)).body).toEqual([]);
    expect((await call('GET', `${urls.orders}/orders/5544`)).status).toBe(401);
    child.kill('SIGTERM');
    expect(await ended).toMatchObject({ code: 0 });
  });

  it('when its port is taken, says so and exits 2', async () => {
    const taken = createServer();
    await new Promise<void>((resolve) => taken.listen(0, '127.0.0.1', resolve));
    const { port } = taken.address() as AddressInfo;
    const { ended } = start(JSON.stringify({ ...config, port }));
    expect(await ended).toMatchObject({ code: 2, stderr: expect.stringContaining('EADDRINUSE') as string });
    await new Promise((resolve) => taken.close(resolve));
  });
});

describe('configuration', () => {
  it('when it is in a file, reads the file', () => {
    const folder = mkdtempSync(join(tmpdir(), 'simulator-'));
    const path = join(folder, 'simulator.json');
    writeFileSync(path, JSON.stringify(config));
    expect(readSimulatorConfig(path)).toMatchObject({ port: 0, orders: { token: 'o' } });
    rmSync(folder, { recursive: true });
  });

  it('when it is missing, no JSON or wrong, says what is wrong, all at once', () => {
    expect(() => readSimulatorConfig(undefined)).toThrow('needs one argument');
    expect(() => readSimulatorConfig('{"port":')).toThrow('neither JSON nor the path');
    const wrong = JSON.stringify({ ...config, port: -1, orders: {}, colour: 'red' });
    expect(() => readSimulatorConfig(wrong)).toThrow(/port[\s\S]*orders\.token|orders\.token[\s\S]*port/);
    expect(() => readSimulatorConfig(wrong)).toThrow('colour');
  });
});
