import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { rounded, sum } from '../../test/support/figures/statistics';
import { barsOf, barText, digits, isMet, measuredText } from './bars';
import { chartsOf } from './charts';
import type { CompleteResults } from './results';
import { tableOf } from '../../test/support/figures/table';

const DOCS = join(__dirname, '..', '..', 'docs');

/** `docs/performance.md`, whose figures stand between markers. */
export const PAGE = join(DOCS, 'performance.md');
export const IMAGES = join(DOCS, 'images');

type Block = (results: CompleteResults) => string;

/** What stands between `<!-- begin name -->` and `<!-- end name -->`. */
const BLOCKS: Record<string, Block> = {
  run: ({ machine, measuredAt, minutes, seedStore }) =>
    tableOf([
      ['measured', day(measuredAt)],
      ['took', `${minutes} minutes`],
      ['machine', `${machine.cores} cores (${machine.processor}), ${machine.memoryGb} GB, ${machine.system}`],
      ['Node', machine.node],
      ['load average before, after', machine.load.join(', ')],
      ['flag of the seed design', seedStore === 'redis' ? 'Redis' : 'in memory: there was no Redis'],
    ]),
  bars: ({ figures }) =>
    tableOf([
      ['What', 'Bar', 'Measured', '', 'Baton', 'Floor', 'Seed design'],
      ...barsOf(figures).map((bar) => {
        const verdict = isMet(bar) ? 'met' : '**missed**';
        return [bar.what, barText(bar), measuredText(bar), verdict, bar.baton, bar.floor, bar.seed];
      }),
    ]),
  first: ({ figures: { answer } }) =>
    tableOf([
      ['A customer whom the gateway has not met before', 'median', '95 of 100'],
      ...(['baton', 'floor', 'seed'] as const).map((name) => [
        NAMES[name],
        `${digits(answer.firstAck[name].p50)} ms`,
        `${digits(answer.firstAck[name].p95)} ms`,
      ]),
    ]),
  processor: ({ figures: { throughput } }) => {
    const { cpuMs, perSecond } = throughput;
    return tableOf([
      ['', 'Answered per second', 'Its own processor time for one'],
      ...(['baton', 'floor', 'seed'] as const).map((name) => [
        NAMES[name],
        digits(perSecond[name]),
        cpuMs === undefined ? '–' : `${digits(cpuMs[name])} ms`,
      ]),
    ]);
  },
  model: ({ figures: { model, duels } }) => {
    const row = (what: string, baton: string, seed: string): string[] => [what, baton, seed];
    const ms = (value: number): string => `${digits(value)} ms`;
    const late = duels.seedLateMs;
    return tableOf([
      row('', NAMES.baton, NAMES.seed),
      row('webhook → 200, median', ms(model.baton.ack.p50), ms(model.seed.ack.p50)),
      row('message → answer, median', ms(model.baton.answer.p50), ms(model.seed.answer.p50)),
      row(`the assistant spoke after ${duels.takeovers} takeovers`, `${duels.baton} times`, `${duels.seed} times`),
      row('how long after, median and longest', '–', late ? `${ms(late.p50)}, ${ms(late.max)}` : '–'),
    ]);
  },
  growth: ({ figures: { growth } }) =>
    tableOf([
      ['Open conversations', 'webhook → 200', 'message → answer', '95 of 100', 'Answered per second', 'Worker'],
      ...growth.map(({ open, ack, answer, perSecond, workerMb }) => [
        open.toLocaleString('en'),
        `${digits(ack.p50)} ms`,
        `${digits(answer.p50)} ms`,
        `${digits(answer.p95)} ms`,
        open === 1 ? '–' : digits(perSecond),
        workerMb === undefined ? '–' : `${digits(workerMb)} MB`,
      ]),
    ]),
  history: ({ figures: { history } }) =>
    tableOf([
      ['History events', 'in memory', 'played again first'],
      ...history.map(({ events, warm, cold }) => [String(events), `${digits(warm.p50)} ms`, `${digits(cold.p50)} ms`]),
    ]),
  cost: (results) => tableOf(costRows(results)),
};

const NAMES = { baton: 'Baton', floor: 'Floor', seed: 'Seed design' };

const day = (iso: string): string => `${iso.slice(0, 16).replace('T', ' ')} UTC`;

function costRows({ figures: { cost } }: CompleteResults): string[][] {
  const calls = Object.values(cost.model);
  const thousand = (value: number): string => Math.round(value * 1_000).toLocaleString('en');
  const total = (of: 'calls' | 'promptTokens' | 'sharedTokens' | 'completionTokens'): number =>
    sum(calls.map((call) => call[of]));
  const shared = Math.round((100 * total('sharedTokens')) / total('promptTokens'));
  const row = (what: string, each: number): string[] => [what, digits(rounded(each)), thousand(each)];
  return [
    ['', 'One conversation', '1,000 conversations'],
    row('billable actions of Temporal Cloud', cost.actions),
    row('history events', cost.events),
    row('model calls', total('calls')),
    row('tokens sent to the model', total('promptTokens')),
    row(`of them the same for every customer (${shared} %)`, total('sharedTokens')),
    row('tokens that the model writes', total('completionTokens')),
  ];
}

/** The page with the figures of this run in place of those that stand in it. Throws where a marker is missing. */
export function documented(page: string, results: CompleteResults): string {
  return Object.entries(BLOCKS).reduce((text, [name, block]) => {
    const marked = new RegExp(`(<!-- begin ${name} -->)[^]*?(<!-- end ${name} -->)`);
    if (!marked.test(text)) throw new Error(`docs/performance.md has no place for "${name}".`);
    return text.replace(marked, (_whole, begin: string, end: string) => `${begin}\n\n${block(results)}\n\n${end}`);
  }, page);
}

/** Writes page and charts. */
export function writeDocumentation(results: CompleteResults): void {
  writeFileSync(PAGE, documented(readFileSync(PAGE, 'utf8'), results));
  for (const [name, chart] of Object.entries(chartsOf(results))) writeFileSync(join(IMAGES, name), chart);
}
