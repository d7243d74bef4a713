import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { ChatOptions } from '../../activities/assistant/openai/chat';
import { loadKnowledge } from '../../activities/knowledge/load';
import { simulatorConfigSchema } from '../../src/simulator/config';
import { createSimulator, type Simulator } from '../../src/simulator/simulator';
import { createEvaluated, type EvalOptions } from './assistant';
import { judge } from './judge';
import { missesOf, tableOf, type Judged } from './report';
import { readRows, SETS, type SetName } from './rows';

const HELP = `npm run evals -- [options]
  --engine local|openai   one engine; without it both, one after the other
  --base-url <url>        a chat completions service (with /v1); without it the simulator's stand-in model
  --model <name>          its model            --api-key <key>   its key
  --timeout-ms <number>   time limit of one model call (8000)
  --concurrency <number>  rows at a time (4)   --set <name>      one set     --limit <number>  its first rows only`;

const KNOWLEDGE = join(__dirname, '../../knowledge');
const TOLD_EVERY = 25;
const SECRETS = { model: 'evals', key: 'evals', orders: 'evals' };

const { values: options } = parseArgs({
  options: {
    engine: { type: 'string' },
    'base-url': { type: 'string' },
    model: { type: 'string', default: SECRETS.model },
    'api-key': { type: 'string', default: SECRETS.key },
    'timeout-ms': { type: 'string', default: '8000' },
    concurrency: { type: 'string', default: '4' },
    set: { type: 'string' },
    limit: { type: 'string' },
    help: { type: 'boolean', default: false },
  },
});

function startSimulator(): Promise<Simulator> {
  const whatsapp = {
    verifyToken: 'evals',
    appSecret: 'evals',
    accessToken: 'evals',
    phoneNumberId: '106540352242922',
    displayPhoneNumber: '27235550100',
    wabaId: '102290129340398',
  };
  const slack = { signingSecret: 'evals', botToken: 'xoxb-evals', channelId: 'C0EVALS', agentGroup: 'S0EVALS' };
  const openai = { apiKey: SECRETS.key, model: SECRETS.model, knowledgeDir: KNOWLEDGE };
  return createSimulator(simulatorConfigSchema.parse({ whatsapp, slack, openai, orders: { token: SECRETS.orders } }));
}

/** A real model takes its time. On standard error, so that the table can be kept by itself. */
function tellProgress(done: number, of: number): void {
  if (done % TOLD_EVERY === 0 || done === of) console.error(`${done} of ${of} rows`);
}

async function judgeAll(evaluated: EvalOptions, sets: SetName[]): Promise<Judged[]> {
  const run = createEvaluated(evaluated);
  const limit = options.limit === undefined ? undefined : Number(options.limit);
  const work = sets.flatMap((set) =>
    readRows(set)
      .slice(0, limit)
      .map((row) => ({ set, row })),
  );
  const judged: Judged[] = new Array<Judged>(work.length);
  let next = 0;
  const worker = async () => {
    for (let index = next++; index < work.length; index = next++) {
      const { set, row } = work[index]!;
      const outcome = await run(row);
      judged[index] = { set, row, judgement: judge(set, row, outcome), tookMs: outcome.tookMs };
      tellProgress(judged.filter(Boolean).length, work.length);
    }
  };
  await Promise.all(Array.from({ length: Number(options.concurrency) }, worker));
  return judged;
}

async function runEngine(engine: string, simulator: Simulator, sets: SetName[]): Promise<boolean> {
  const baseUrl = options['base-url'] ?? simulator.urls.openai;
  const model: ChatOptions | undefined =
    engine === 'openai' ? { apiKey: options['api-key'], baseUrl, model: options.model } : undefined;
  const judged = await judgeAll(
    {
      knowledge: loadKnowledge(KNOWLEDGE),
      orders: { url: simulator.urls.orders, token: SECRETS.orders },
      model,
      timeoutMs: Number(options['timeout-ms']),
    },
    sets,
  );
  const { table, missed } = tableOf(judged);
  console.log(`\nEngine ${engine}${model && !options['base-url'] ? ' (simulated model)' : ''}`);
  console.table(table);
  for (const miss of missesOf(judged)) console.log(miss);
  if (missed.length > 0) console.log(`Bars missed: ${missed.join(', ')}.`);
  return missed.length === 0;
}

async function main(): Promise<void> {
  if (options.help) return console.log(HELP);
  const sets = options.set === undefined ? [...SETS] : SETS.filter((name) => name === options.set);
  const engines = options.engine === undefined ? ['local', 'openai'] : [options.engine];
  const simulator = await startSimulator();
  try {
    for (const engine of engines) if (!(await runEngine(engine, simulator, sets))) process.exitCode = 1;
  } finally {
    await simulator.close();
  }
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 2;
});
