/** Something that was looked at again and again. */
export interface Series {
  name: string;
  unit: 'MB' | 'KB' | 'events';
  /** Seconds since the traffic began, and what was seen then. */
  points: [seconds: number, value: number][];
}

export interface Growth {
  /** Medians of the first tenth, and of the third and the last quarter of the time. */
  first: number;
  third: number;
  last: number;
  most: number;
  /** By how much the last quarter lies above the third, per hour, as a share of the last quarter's median. */
  perHour: number;
  levelsOff: boolean;
}

/** What grows by less than this share an hour stands still. */
const STILL = 0.05;
/** What grows by more has not levelled off, however much it has slowed down. */
const MOST_AN_HOUR = 0.2;
/** What slows down grows from one quarter to the next by at most this share of what it grew by before. A line does not. */
const SLOWING = 0.5;
/** Fewer points say nothing. */
const LEAST_POINTS = 20;
const HOUR = 3_600;

export const isLongEnough = ({ points }: Series): boolean => points.length >= LEAST_POINTS;

/**
 * Whether a series levels off: it stands still, or grows by so little that its own ups and downs hide it, or slows down.
 * Medians of quarters are compared: neither an outlier nor the teeth of garbage collection move them much. Throws where
 * there are too few points.
 */
export function growthOf(series: Series): Growth {
  const { name, points } = series;
  if (!isLongEnough(series)) throw new Error(`${name}: ${points.length} points say nothing.`);
  const from = points[0]?.[0] ?? 0;
  const quarter = ((points.at(-1)?.[0] ?? 0) - from) / 4;
  const valuesOf = (number: number): number[] =>
    points.flatMap(([at, value]) => (Math.min(3, Math.floor((at - from) / quarter)) === number ? [value] : []));
  const [second, third, last] = [valuesOf(1), valuesOf(2), valuesOf(3)];
  const step = median(last) - median(third);
  const before = median(third) - median(second);
  const perHour = median(last) === 0 ? 0 : (step / median(last)) * (HOUR / quarter);
  const isStill = perHour <= STILL || step <= 2 * Math.hypot(errorOf(third), errorOf(last));
  const values = points.map(([, value]) => value);
  return {
    first: median(values.slice(0, Math.ceil(values.length / 10))),
    ...{ third: median(third), last: median(last), most: Math.max(...values), perHour },
    levelsOff: isStill || (step <= SLOWING * before && perHour <= MOST_AN_HOUR),
  };
}

/** How far a median may be off by chance: its standard error, out of the median deviation. */
function errorOf(values: readonly number[]): number {
  const middle = median(values);
  const deviation = 1.4826 * median(values.map((value) => Math.abs(value - middle)));
  return values.length === 0 ? 0 : (1.2533 * deviation) / Math.sqrt(values.length);
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((one, other) => one - other);
  const middle = sorted.length / 2;
  return ((sorted[Math.floor(middle)] ?? 0) + (sorted[Math.ceil(middle) - 1] ?? 0)) / 2;
}
