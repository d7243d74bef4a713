import { barsOf, measuredText, type Bar } from './bars';
import type { CompleteResults, Figures } from './results';
import { barChart, lineChart } from '../../test/support/figures/svg';

const BATON = '#0f766e';
const FLOOR = '#9ca3af';
const SEED = '#c2410c';

/** How much of what a bar allows is used. */
const shareOf = ({ bar, measured }: Bar): number => ('atMost' in bar ? measured / bar.atMost : bar.atLeast / measured);

const usedChart = (figures: Figures): string =>
  barChart(
    'What Baton uses of what it may cost',
    'the bar',
    barsOf(figures)
      // Zero duels are promised, not allowed for.
      .filter(({ bar }) => !('atMost' in bar) || bar.atMost > 0)
      .map((bar) => ({ label: bar.what, share: shareOf(bar), value: measuredText(bar) })),
  );

const loadChart = ({ load }: Figures): string =>
  lineChart({
    title: 'Message → answer at WhatsApp, while messages come at a steady pace',
    x: 'messages per second',
    y: 'ms',
    series: [
      { name: 'Baton, median', colour: BATON, points: load.map((at) => [at.perSecond, at.baton.answer.p50]) },
      {
        name: 'Baton, 95 of 100',
        colour: BATON,
        dashed: true,
        points: load.map((at) => [at.perSecond, at.baton.answer.p95]),
      },
      { name: 'floor, median', colour: FLOOR, points: load.map((at) => [at.perSecond, at.floor.answer.p50]) },
      {
        name: 'floor, 95 of 100',
        colour: FLOOR,
        dashed: true,
        points: load.map((at) => [at.perSecond, at.floor.answer.p95]),
      },
    ],
  });

const growthChart = ({ growth }: Figures): string =>
  lineChart({
    title: 'Message → answer, with more and more open conversations',
    x: 'open conversations (the worker keeps 1,000 in memory)',
    y: 'ms',
    evenly: true,
    series: [
      { name: 'answer, median', colour: BATON, points: growth.map(({ open, answer }) => [open, answer.p50]) },
      {
        name: 'answer, 95 of 100',
        colour: BATON,
        dashed: true,
        points: growth.map(({ open, answer }) => [open, answer.p95]),
      },
      { name: '200, median', colour: FLOOR, points: growth.map(({ open, ack }) => [open, ack.p50]) },
    ],
  });

const historyChart = ({ history }: Figures): string =>
  lineChart({
    title: 'Message → answer in a conversation that has grown',
    x: 'history events',
    y: 'ms',
    series: [
      { name: 'in memory', colour: BATON, points: history.map(({ events, warm }) => [events, warm.p50]) },
      { name: 'played again first', colour: SEED, points: history.map(({ events, cold }) => [events, cold.p50]) },
    ],
  });

/** The charts of `docs/performance.md` by the name of their file in `docs/images/`. */
export const chartsOf = ({ figures }: CompleteResults): Record<string, string> => ({
  'performance-bars.svg': usedChart(figures),
  'performance-load.svg': loadChart(figures),
  'performance-growth.svg': growthChart(figures),
  'performance-history.svg': historyChart(figures),
});
