import { Agent, get as httpGet, type IncomingMessage } from 'node:http';
import { Router } from 'express';
import { createApp, listen } from '../../../src/http/app';
import { createHealth } from '../../../src/http/health';
import { startGateway } from '../../support/gateway';
import { atEnd, closeAll, keepLog, until } from '../../support/http';
import { fixtureText, keepDeliveries } from '../../support/whatsapp';

afterEach(closeAll);

const get = async (url: string): Promise<{ status: number; text: string; headers: Headers }> => {
  const response = await fetch(url);
  return { status: response.status, text: await response.text(), headers: response.headers };
};

describe('health', () => {
  it('when the process lives, /healthz says so whatever Temporal does', async () => {
    const { url } = await startGateway({ gateway: keepDeliveries(), checkTemporal: () => Promise.reject(new Error()) });
    expect(await get(`${url}/healthz`)).toMatchObject({ status: 200, text: 'OK' });
    expect(await get(`${url}/readyz`)).toMatchObject({ status: 503, text: 'Temporal does not answer.' });
  });

  it('when Temporal answers, /readyz says so', async () => {
    const { url } = await startGateway({ gateway: keepDeliveries() });
    expect(await get(`${url}/readyz`)).toMatchObject({ status: 200, text: 'OK' });
  });

  it('when many ask at once, Temporal is asked once', async () => {
    let asked = 0;
    let arrived = 0;
    let release: () => void = () => undefined;
    const temporal = new Promise<void>((resolve) => (release = resolve));
    const checkTemporal = (): Promise<void> => {
      asked += 1;
      return temporal;
    };
    const health = Router();
    health.use((_request, _response, next) => {
      arrived += 1;
      next();
    }, createHealth({ checkTemporal }));
    const app = createApp({ health, whatsapp: Router(), transcripts: Router(), logger: keepLog().logger });
    const server = await listen(app, 0, '127.0.0.1');
    atEnd(() => server.close());
    const answers = [1, 2, 3].map(() => get(`http://127.0.0.1:${server.port}/readyz`));
    await until(() => arrived === 3);
    release();
    expect((await Promise.all(answers)).map(({ status }) => status)).toEqual([200, 200, 200]);
    expect(asked).toBe(1);
  });
});

describe('every answer', () => {
  it('when nothing is there, it is 404 and tells nothing about the software', async () => {
    const { url } = await startGateway({ gateway: keepDeliveries() });
    const { status, headers } = await get(`${url}/admin.php`);
    expect(status).toBe(404);
    expect(headers.get('x-powered-by')).toBeNull();
    expect(headers.get('x-content-type-options')).toBe('nosniff');
  });

  it('when a route fails, it is 500 with one sentence, and the log has no word of the error', async () => {
    const broken = Router();
    broken.get('/transcript/:id', () => {
      throw new Error('27825551234 said: my secret');
    });
    const log = keepLog();
    const app = createApp({
      health: Router(),
      whatsapp: Router(),
      transcripts: broken,
      logger: log.logger,
    });
    const server = await listen(app, 0, '127.0.0.1');
    atEnd(() => server.close());
    const { status, text } = await get(`http://127.0.0.1:${server.port}/transcript/1`);
    expect({ status, text }).toEqual({ status: 500, text: 'Something went wrong.' });
    expect(log.lines()).toContainEqual(expect.objectContaining({ level: 'error', kind: '/transcript/:id' }));
    expect(log.text()).not.toMatch(/secret|27825551234/);
  });

  it('when requests are counted, they are counted under the path of the route', async () => {
    const { url, post, requests } = await startGateway({ gateway: keepDeliveries() });
    await post(fixtureText('text'));
    await get(`${url}/healthz`);
    await get(`${url}/27825551234`);
    expect(requests).toEqual(['/whatsapp/webhook 200', '/healthz 200', 'other 404']);
  });
});

describe('closing', () => {
  /** Over one connection that is kept. */
  const ask = (agent: Agent, url: string): Promise<IncomingMessage> =>
    new Promise((resolve, reject) => {
      httpGet(url, { agent }, (response) => response.resume().on('end', () => resolve(response))).on('error', reject);
    });

  it('when clients keep their connections, what is under way is answered, the last word on its connection', async () => {
    let release: () => void = () => undefined;
    let arrived = false;
    const slow = Router();
    slow.get('/transcript/slow', async (_request, response) => {
      arrived = true;
      await new Promise<void>((resolve) => (release = resolve));
      response.send('there you are');
    });
    const app = createApp({ health: Router(), whatsapp: Router(), transcripts: slow, logger: keepLog().logger });
    const server = await listen(app, 0, '127.0.0.1');
    const url = `http://127.0.0.1:${server.port}`;
    const [busy, idle] = [new Agent({ keepAlive: true }), new Agent({ keepAlive: true })];
    expect((await ask(idle, url)).headers.connection).toBe('keep-alive');
    const answer = ask(busy, `${url}/transcript/slow`);
    await until(() => arrived);
    const closed = server.close();
    await expect(ask(new Agent(), url)).rejects.toMatchObject({ code: 'ECONNREFUSED' });
    release();
    const { statusCode, headers } = await answer;
    expect([statusCode, headers.connection]).toEqual([200, 'close']);
    await closed;
  });

  it('when somebody listens to a stream of events, it ends', async () => {
    const stream = Router();
    stream.get('/transcript/live', (_request, response) => {
      response.type('text/event-stream').flushHeaders();
      response.write('data: 1\n\n');
    });
    const app = createApp({ health: Router(), whatsapp: Router(), transcripts: stream, logger: keepLog().logger });
    const server = await listen(app, 0, '127.0.0.1');
    const response = await fetch(`http://127.0.0.1:${server.port}/transcript/live`);
    const closed = server.close();
    expect(await response.text()).toBe('data: 1\n\n');
    await closed;
  });
});
