import { jsonCases, naughtyStrings, SCRIPTS, SLACK_MARKUP, UNICODE_TRAPS } from '../../support/corpora';
import { startGateway, type RunningGateway } from '../../support/gateway';
import { closeAll } from '../../support/http';
import { keepDeliveries, textWebhook, type KeptGateway } from '../../support/whatsapp';

let gateway: KeptGateway;
let running: RunningGateway;
beforeAll(async () => {
  gateway = keepDeliveries();
  running = await startGateway({ gateway });
});
afterAll(closeAll);

const WORDS = [...naughtyStrings(), ...SCRIPTS, ...SLACK_MARKUP, ...UNICODE_TRAPS].filter((words) => words !== '');
const AT_ONCE = 16;
const hello = (words: string, number: number): unknown =>
  textWebhook({ id: `wamid.${number}`, text: words, waId: '27825551234' });

const statuses = async (bodies: unknown[]): Promise<Map<number, number>> => {
  const counted = new Map<number, number>();
  for (let begun = 0; begun < bodies.length; begun += AT_ONCE) {
    const answers = await Promise.all(bodies.slice(begun, begun + AT_ONCE).map((body) => running.post(body)));
    for (const { status } of answers) counted.set(status, (counted.get(status) ?? 0) + 1);
  }
  return counted;
};

describe('signed bodies that mean harm', () => {
  it('when each case of JSONTestSuite is posted, then it is taken or refused, and nothing fails', async () => {
    const cases = jsonCases();
    const counted = await statuses(cases.map(({ input }) => input));
    expect(cases.length).toBeGreaterThan(300);
    expect([...counted.keys()].filter((status) => status !== 200 && status !== 400)).toEqual([]);
    expect(counted.get(400)).toBeGreaterThanOrEqual(180);
    expect(gateway.delivered).toEqual([]);
  });

  it.each(['[', '{"a":', '[{"a":', '[['])(
    'when %s is nested 100,000 times, then it is refused at once',
    async (open) => {
      const began = performance.now();
      const { status } = await running.post(open.repeat(100_000));
      expect(status).toBe(400);
      expect(performance.now() - began).toBeLessThan(2_000);
    },
  );

  it('when it sets what every object inherits, then nothing inherits it', async () => {
    const poison = '{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}},"object":"x"}';
    expect((await running.post(poison)).status).toBe(200);
    expect(({} as { polluted?: number }).polluted).toBeUndefined();
  });

  it('when customers write what breaks other programs, then each message is delivered', async () => {
    const before = gateway.delivered.length;
    const counted = await statuses(WORDS.map(hello));
    expect(WORDS.length).toBeGreaterThan(500);
    expect(counted).toEqual(new Map([[200, WORDS.length]]));
    expect(gateway.delivered).toHaveLength(before + WORDS.length);
  });

  it('when ids, names, types and numbers are such words, then nothing fails and no log quotes them', async () => {
    const bodies = WORDS.flatMap((words) => [
      JSON.stringify(hello('Hi', 1)).replace('"wamid.1"', () => JSON.stringify(words)),
      JSON.stringify(hello('Hi', 1)).replace('"27825551234"', () => JSON.stringify(words)),
      JSON.stringify(hello('Hi', 1)).replace('"type":"text"', () => `"type":${JSON.stringify(words)}`),
      JSON.stringify(hello('Hi', 1)).replace('"field":"messages"', () => `"field":${JSON.stringify(words)}`),
    ]);
    const counted = await statuses(bodies);
    expect([...counted.keys()]).toEqual([200]);
    const log = running.log.text();
    expect(SCRIPTS.filter((words) => log.includes(words))).toEqual([]);
  });
});
