import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';

export interface Metrics {
  registry: Registry;
  /** One request to the gateway. `route` is the path of the route, never the address that was asked for. */
  request(route: string, status: number, seconds: number): void;
  /** A request has come in (1), or is answered or given up (-1). */
  requestsUnderWay(change: 1 | -1): void;
  /** Parts of one webhook that reached no conversation. */
  webhookRefusal(reason: string, count: number): void;
  /** One attempt of an activity. `outcome`: `done`, or the type of its failure. */
  activity(name: string, outcome: string, seconds: number): void;
  /** The model has gone away or come back, as this process sees it. */
  modelCircuit(circuit: 'closed' | 'open' | 'half_open'): void;
}

const SECONDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 20];

const createGatewayInstruments = (registry: Registry) => ({
  requests: new Counter({
    registers: [registry],
    name: 'baton_http_requests_total',
    help: 'Requests answered by the gateway.',
    labelNames: ['route', 'status'],
  }),
  requestSeconds: new Histogram({
    registers: [registry],
    name: 'baton_http_request_seconds',
    help: 'Time from a request to its answer.',
    labelNames: ['route'],
    buckets: SECONDS,
  }),
  underWay: new Gauge({
    registers: [registry],
    name: 'baton_http_requests_under_way',
    help: 'Requests that the gateway has not answered yet.',
  }),
  webhookRefusals: new Counter({
    registers: [registry],
    name: 'baton_webhook_refusals_total',
    help: 'Parts of WhatsApp webhooks that reached no conversation, by the reason.',
    labelNames: ['reason'],
  }),
});

const createWorkerInstruments = (registry: Registry) => ({
  activities: new Counter({
    registers: [registry],
    name: 'baton_activity_attempts_total',
    help: 'Attempts of activities by their outcome.',
    labelNames: ['activity', 'outcome'],
  }),
  modelAway: new Gauge({
    registers: [registry],
    name: 'baton_model_away',
    help: 'Whether this worker has stopped asking the model, because it failed eight times in a row: 1, else 0.',
  }),
  modelOutages: new Counter({
    registers: [registry],
    name: 'baton_model_outages_total',
    help: 'Times that this worker has stopped asking the model.',
  }),
  activitySeconds: new Histogram({
    registers: [registry],
    name: 'baton_activity_seconds',
    help: 'Time that one attempt of an activity took.',
    labelNames: ['activity'],
    buckets: SECONDS,
  }),
});

/** Counters of one process. Labels are words from the code, never anything that a customer or agent wrote. */
export function createMetrics(): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const { requests, requestSeconds, underWay, webhookRefusals } = createGatewayInstruments(registry);
  const { activities, activitySeconds, modelAway, modelOutages } = createWorkerInstruments(registry);
  let away = false;
  return {
    registry,
    request(route, status, seconds) {
      requests.inc({ route, status });
      requestSeconds.observe({ route }, seconds);
    },
    requestsUnderWay: (change) => underWay.inc(change),
    webhookRefusal: (reason, count) => webhookRefusals.inc({ reason }, count),
    activity(name, outcome, seconds) {
      activities.inc({ activity: name, outcome });
      activitySeconds.observe({ activity: name }, seconds);
    },
    modelCircuit(circuit) {
      // A try in between is neither the end of an outage nor a new one.
      if (circuit === 'open' && !away) modelOutages.inc();
      away = circuit !== 'closed';
      modelAway.set(away ? 1 : 0);
    },
  };
}

/** The same activities, counted. */
export function countActivities<A extends object>(activities: A, metrics: Pick<Metrics, 'activity'>): A {
  const counted = Object.entries(activities as Record<string, Activity>).map(([name, run]) => [
    name,
    async (...args: unknown[]) => {
      const began = performance.now();
      const count = (outcome: string): void => metrics.activity(name, outcome, (performance.now() - began) / 1_000);
      try {
        const result = await run(...args);
        count('done');
        return result;
      } catch (error) {
        count(outcomeOf(error));
        throw error;
      }
    },
  ]);
  return Object.fromEntries(counted) as A;
}

type Activity = (...args: unknown[]) => Promise<unknown>;

const outcomeOf = (error: unknown): string => {
  const { type, name } = error as { type?: unknown; name?: unknown };
  return typeof type === 'string' ? type : typeof name === 'string' ? name : 'failed';
};
