import { rounded } from '../../test/support/figures/statistics';
import { FLOOD } from '../parts/flood';
import type { GrowthPoint } from '../parts/growth';
import type { Figures } from './results';

/** One line of what Baton must cost: the bar, and what was measured against it. */
export interface Bar {
  what: string;
  unit: '×' | 'ms' | 'MB' | '';
  /** What `×` is times of, where it is not the floor. */
  of?: string;
  bar: { atMost: number } | { atLeast: number };
  measured: number;
  /** As people read them, with their units. */
  baton: string;
  floor: string;
  seed: string;
}

const NONE = '–';
const ms = (value: number): string => `${digits(value)} ms`;

/** Two digits are enough for people. */
export const digits = (value: number): string =>
  Math.abs(value) >= 100 ? value.toFixed(0) : String(Number(value.toPrecision(2)));

export const isMet = ({ bar, measured }: Bar): boolean =>
  'atMost' in bar ? measured <= bar.atMost : measured >= bar.atLeast;

export const barText = ({ bar, unit, of = 'floor' }: Bar): string => {
  if ('atMost' in bar && bar.atMost === 0) return 'none';
  const [sign, value] = 'atMost' in bar ? ['≤', bar.atMost] : ['≥', bar.atLeast];
  return `${sign} ${value}${unit === '×' ? `× ${of}` : unit && ` ${unit}`}`;
};

export const measuredText = ({ measured, unit }: Bar): string =>
  unit === '×' ? `${measured.toFixed(2)}×` : `${digits(measured)}${unit && ` ${unit}`}`;

/** The bars for whatever has been measured. */
export function barsOf(figures: Partial<Figures>): Bar[] {
  return [...comparedBars(figures), ...countedBars(figures), ...floodBars(figures), ...takeoverBars(figures)];
}

function comparedBars({ answer, crowd, throughput }: Partial<Figures>): Bar[] {
  const bars: Bar[] = [];
  const compared = (what: string, atMost: number, measured: Figures['crowd']): void => {
    const { baton, floor, seed, ratio } = measured;
    const shown = { baton: ms(baton.p50), floor: ms(floor.p50), seed: ms(seed.p50) };
    bars.push({ what, unit: '×', bar: { atMost }, measured: ratio, ...shown });
  };
  if (answer) compared('webhook → 200, one at a time', 2, answer.ack);
  if (crowd) compared('webhook → 200, 32 at a time', 2, crowd);
  if (answer) compared('webhook → WhatsApp call', 1.5, answer.answer);
  if (throughput) {
    const { baton, floor, seed } = throughput.perSecond;
    const shown = { baton: `${digits(baton)}/s`, floor: `${digits(floor)}/s`, seed: `${digits(seed)}/s` };
    bars.push({ what: 'answered messages', unit: '×', bar: { atLeast: 0.8 }, measured: throughput.ratio, ...shown });
  }
  return bars;
}

function countedBars({ events, growth }: Partial<Figures>): Bar[] {
  const bars: Bar[] = [];
  if (events) {
    const counted = (what: string, atMost: number, name: 'events' | 'actions'): Bar => {
      const { baton, floor } = { baton: events.baton[name], floor: events.floor[name] };
      return { what, unit: '', bar: { atMost }, measured: baton, baton: `${baton}`, floor: `${floor}`, seed: NONE };
    };
    bars.push(counted('history events per answered message', 28, 'events'));
    bars.push(counted('billable actions per answered message', 6, 'actions'));
  }
  const memory = growth && memoryPerConversation(growth);
  if (memory !== undefined) {
    const shown = { baton: `${digits(memory)} MB`, floor: NONE, seed: NONE };
    bars.push({ what: 'memory per cached conversation', unit: 'MB', bar: { atMost: 0.5 }, measured: memory, ...shown });
  }
  return bars;
}

function floodBars({ flood }: Partial<Figures>): Bar[] {
  if (flood === undefined) return [];
  const { quiet, flooded, ratio, modelCalls } = flood;
  const beside = `message → answer beside a customer who sends ${FLOOD} messages in 5 s, 95 of 100`;
  const others = { baton: `${ms(flooded.p95)}, quiet ${ms(quiet.p95)}`, floor: NONE, seed: NONE };
  const cost = { baton: `${modelCalls}`, floor: NONE, seed: NONE };
  return [
    { what: beside, unit: '×', of: 'quiet', bar: { atMost: 2 }, measured: ratio, ...others },
    { what: 'model calls that he costs', unit: '', bar: { atMost: 3 }, measured: modelCalls, ...cost },
  ];
}

function takeoverBars({ takeover, duels }: Partial<Figures>): Bar[] {
  const bars: Bar[] = [];
  if (takeover) {
    const shown = { baton: ms(takeover.p50), floor: NONE, seed: NONE };
    const what = 'takeover while the model thinks → acknowledged';
    bars.push({ what, unit: 'ms', bar: { atMost: 100 }, measured: takeover.p50, ...shown });
  }
  if (duels) {
    const shown = { baton: `${duels.baton}`, floor: NONE, seed: `${duels.seed}` };
    bars.push({
      what: `duels in ${duels.takeovers} takeovers`,
      unit: '',
      bar: { atMost: 0 },
      measured: duels.baton,
      ...shown,
    });
  }
  return bars;
}

const CACHED = 1_000;

/** What the worker grew by, from one size to another that it still holds whole; nothing where the system does not tell. */
export function memoryPerConversation(growth: GrowthPoint[]): number | undefined {
  const held = growth.filter(({ open, workerMb }) => open > 1 && open <= CACHED && workerMb !== undefined);
  const [first, last] = [held[0], held.at(-1)];
  if (first?.workerMb === undefined || last?.workerMb === undefined || first === last) return undefined;
  return rounded((last.workerMb - first.workerMb) / (last.open - first.open));
}
