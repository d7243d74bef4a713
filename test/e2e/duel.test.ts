import { createChance, testSeed } from '../support/chance';
import { checkDuel, type TakenOver } from '../support/duel-checker';
import { openJournalFeed, type JournalFeed } from '../support/journal-feed';
import { untilQuiet } from '../support/quiescence';
import { startSystem, type System } from '../support/system';
import { createRaces, inWaves, PHASES, planRaces, type Raced } from '../support/takeover-race';

const CONVERSATIONS = 200;
const AT_ONCE = 25;
/** One in ten is taken over in Slack. */
const SLACK_EVERY = 10;
const MODEL_MS = { ms: 200, maxMs: 3_000 };
const WHATSAPP_MS = { ms: 50, maxMs: 400 };
const UNLIMITED = { burst: 1_000, perSecond: 500 };

const seed = testSeed();
const chance = createChance(seed);
const say = (line: string): boolean => process.stdout.write(`${line}\n`);

let system: System;
let feed: JournalFeed;

beforeAll(async () => {
  say(`duel: TEST_SEED=${seed}`);
  system = await startSystem({ engine: 'openai', seed });
  feed = await openJournalFeed(system.simulator);
  await system.control.call('PUT', '/control/slack/settings', { limits: { posts: UNLIMITED, updates: UNLIMITED } });
  await system.control.putFault({ vendor: 'llm', kind: 'latency', ...MODEL_MS });
  await system.control.putFault({ vendor: 'whatsapp', kind: 'latency', only: 'message', ...WHATSAPP_MS });
}, 60_000);

afterAll(async () => {
  feed.close();
  await system.stop();
});

async function ended(raced: Raced): Promise<TakenOver> {
  const { transcript } = await untilQuiet(system, raced.workflowId);
  return { ...raced, transcript, phone: await system.control.phone(raced.customer) };
}

describe('never a duel', () => {
  test('when 200 conversations are taken over at random moments, then nothing of the assistant starts after any acknowledgement', async () => {
    const races = createRaces(system, feed);
    const raced = await inWaves(planRaces(chance, CONVERSATIONS, SLACK_EVERY), AT_ONCE, races.run);
    const conversations = await inWaves(raced, AT_ONCE, ended);
    const { counted, violations } = checkDuel(await system.control.journal(), conversations);
    say(`duel: ${JSON.stringify(counted)}`);

    expect(violations).toEqual([]);
    expect(counted).toMatchObject({ conversations: CONVERSATIONS, acknowledged: CONVERSATIONS });
    expect(raced.filter(({ plan }) => plan.by === 'slack')).toHaveLength(CONVERSATIONS / SLACK_EVERY);
    for (const phase of PHASES) {
      expect(raced.filter(({ plan }) => plan.phase === phase)).toHaveLength(CONVERSATIONS / PHASES.length);
    }
    // Without these the races were none.
    expect(counted.inFlight).toBeGreaterThanOrEqual(10);
    expect(counted.silenced).toBeGreaterThanOrEqual(80);
    expect(counted.after.agent).toBe(CONVERSATIONS / SLACK_EVERY);
  }, 300_000);
});
