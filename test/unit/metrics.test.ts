import { once } from 'node:events';
import type { Server } from 'node:http';
import { ApplicationFailure } from '@temporalio/common';
import { Router } from 'express';
import { freePort } from '../../src/demo/ports';
import { countActivities, createMetrics } from '../../src/metrics';
import { serveObservation } from '../../src/observation';

let server: Server | undefined;

afterEach(async () => {
  if (!server) return;
  server.close();
  await once(server, 'close');
  server = undefined;
});

async function scrape(metrics: ReturnType<typeof createMetrics>): Promise<string> {
  const port = await freePort();
  server = await serveObservation({ port, health: Router(), metrics: () => metrics.registry.metrics() });
  const response = await fetch(`http://127.0.0.1:${port}/metrics`, { headers: { connection: 'close' } });
  expect(response.status).toBe(200);
  return response.text();
}

describe('metrics', () => {
  it('when requests were answered, they are counted by route and status', async () => {
    const metrics = createMetrics();
    metrics.request('/whatsapp/webhook', 200, 0.01);
    metrics.request('/whatsapp/webhook', 200, 0.02);
    metrics.request('/whatsapp/webhook', 503, 5);
    const text = await scrape(metrics);
    expect(text).toContain('baton_http_requests_total{route="/whatsapp/webhook",status="200"} 2');
    expect(text).toContain('baton_http_requests_total{route="/whatsapp/webhook",status="503"} 1');
    expect(text).toContain('baton_http_request_seconds_count{route="/whatsapp/webhook"} 3');
  });

  it('when parts of webhooks are refused, they are counted by the reason', async () => {
    const metrics = createMetrics();
    metrics.webhookRefusal('unknown_phone_number', 2);
    metrics.webhookRefusal('unknown_phone_number', 1);
    expect(await scrape(metrics)).toContain('baton_webhook_refusals_total{reason="unknown_phone_number"} 3');
  });

  it('when activities end, they are counted by the type of their failure, and keep their results', async () => {
    const metrics = createMetrics();
    const activities = countActivities(
      {
        greet: (name: string) => Promise.resolve(`Hello ${name}`),
        refuse: () => Promise.reject(ApplicationFailure.create({ type: 'NotSent', message: 'to 27825551234' })),
        break: () => Promise.reject(new TypeError('27825551234')),
      },
      metrics,
    );
    await expect(activities.greet('Thandi')).resolves.toBe('Hello Thandi');
    await expect(activities.refuse()).rejects.toMatchObject({ type: 'NotSent' });
    await expect(activities.break()).rejects.toThrow(TypeError);
    const text = await scrape(metrics);
    expect(text).toContain('baton_activity_attempts_total{activity="greet",outcome="done"} 1');
    expect(text).toContain('baton_activity_attempts_total{activity="refuse",outcome="NotSent"} 1');
    expect(text).toContain('baton_activity_attempts_total{activity="break",outcome="TypeError"} 1');
    expect(text).not.toContain('27825551234');
  });

  it('when anything else is asked for, there is nothing', async () => {
    const port = await freePort();
    server = await serveObservation({ port, health: Router(), metrics: async () => '' });
    const response = await fetch(`http://127.0.0.1:${port}/`, { headers: { connection: 'close' } });
    expect(response.status).toBe(404);
  });
});
