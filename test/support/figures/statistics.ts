/** What a set of measurements says; all in the unit of the measurements. */
export interface Spread {
  n: number;
  p50: number;
  p95: number;
  p99: number;
  max: number;
}

/** The value below which this share (0 to 1) of the values lies. Throws where there are none. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  const value = sorted[Math.min(sorted.length - 1, Math.max(0, Math.ceil(share * sorted.length) - 1))];
  if (value === undefined) throw new Error('Nothing was measured.');
  return value;
}

export const median = (values: readonly number[]): number => quantile(values, 0.5);

export const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

export const mean = (values: readonly number[]): number => sum(values) / values.length;

export function spread(values: readonly number[]): Spread {
  const of = (share: number): number => rounded(quantile(values, share));
  return { n: values.length, p50: of(0.5), p95: of(0.95), p99: of(0.99), max: of(1) };
}

/** Four significant digits: more is noise. */
export const rounded = (value: number): number => Number(value.toPrecision(4));

/**
 * How many times as large ours is as theirs: the median over rounds that were measured in turn, so that what else the
 * machine did in a round touched both.
 */
export const ratioOfRounds = (ours: readonly number[], theirs: readonly number[]): number =>
  rounded(median(ours.map((value, round) => value / (theirs[round] ?? NaN))));
