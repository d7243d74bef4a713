import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { barsOf, isMet, memoryPerConversation } from '../../bench/report/bars';
import { chartsOf } from '../../bench/report/charts';
import { documented, IMAGES, PAGE } from '../../bench/report/documentation';
import { readLatest } from '../../bench/report/results';
import { quantile, ratioOfRounds } from '../support/figures/statistics';
import { openLoop } from '../../bench/measure/parallel';
import { readOptions, UsageError } from '../../bench/options';

describe('docs/performance.md', () => {
  const results = readLatest();

  it('when it names figures, they are those of the last whole run', () => {
    const page = readFileSync(PAGE, 'utf8');
    expect(documented(page, results)).toBe(page);
  });

  it('when it shows charts, they are drawn from the same run', () => {
    for (const [name, chart] of Object.entries(chartsOf(results))) {
      expect(readFileSync(join(IMAGES, name), 'utf8')).toBe(chart);
      expect(readFileSync(PAGE, 'utf8')).toContain(`(images/${name})`);
    }
  });

  it('when a marker is gone, writing the figures says which', () => {
    expect(() => documented('# What Baton costs\n', results)).toThrow('no place for "run"');
  });

  it('when what must hold on every machine was measured, it holds', () => {
    const bars = new Map(barsOf(results.figures).map((bar) => [bar.what, bar]));
    for (const what of [
      'history events per answered message',
      'billable actions per answered message',
      `duels in ${results.figures.duels.takeovers} takeovers`,
    ]) {
      expect(bars.get(what)).toBeDefined();
      expect(isMet(bars.get(what)!)).toBe(true);
    }
  });
});

describe('the figures of the benchmark', () => {
  it('when rounds differ, the ratio is that of the middle round and not of the middle values', () => {
    // The machine was four times as slow in the second round, for both.
    expect(ratioOfRounds([12, 44, 13], [10, 40, 10])).toBe(1.2);
  });

  it('when a share of values is asked for, the value stands at that place', () => {
    const values = Array.from({ length: 100 }, (_, place) => 100 - place);
    expect([0, 0.5, 0.95, 0.99, 1].map((share) => quantile(values, share))).toEqual([1, 50, 95, 99, 100]);
    expect(() => quantile([], 0.5)).toThrow('Nothing was measured');
  });

  it('when the worker held 900 conversations more, memory is what each of them took', () => {
    const spread = { n: 1, p50: 1, p95: 1, p99: 1, max: 1 };
    const point = (open: number, workerMb?: number) => ({
      ...{ open, ack: spread, answer: spread, perSecond: 1 },
      ...(workerMb !== undefined && { workerMb }),
    });
    expect(memoryPerConversation([point(1, 100), point(100, 200), point(1_000, 470), point(5_000, 480)])).toBe(0.3);
    expect(memoryPerConversation([point(1), point(100), point(1_000)])).toBeUndefined();
  });

  it('when an earlier message is still unanswered, the next one is sent at its own time', async () => {
    const begun: number[] = [];
    let release = (): void => undefined;
    const held = new Promise<void>((resolve) => (release = resolve));
    const running = openLoop([1, 2, 3], 1_000, async (item) => {
      begun.push(item);
      if (begun.length === 3) release();
      await held;
      return item;
    });
    expect(await running).toEqual([1, 2, 3]);
    expect(begun.toSorted()).toEqual([1, 2, 3]);
  });
});

describe('the options of the benchmark', () => {
  it('when parts are named, they run in the order of the benchmark', () => {
    expect(readOptions(['--only', 'duels,answer'])).toEqual({
      parts: ['answer', 'duels'],
      quick: false,
      writeDocs: false,
      open: 5_000,
    });
  });

  it('when a part or an option does not exist, one sentence says so', () => {
    expect(() => readOptions(['--only', 'anser'])).toThrow(UsageError);
    expect(() => readOptions(['--only', 'anser'])).toThrow('There is no part "anser": answer, crowd');
    expect(() => readOptions(['--fast'])).toThrow(UsageError);
    expect(() => readOptions(['--open', 'many'])).toThrow('--open is "many": give a whole number, at least 1.');
  });
});
