/** Something that was looked at again and again. */
export interface Series {
  name: string;
  unit: 'MB' | 'KB' | 'events';
  /** Seconds since the traffic began, and what was seen then. */
  points: [seconds: number, value: number][];
}

export interface Growth {
  /** Medians of the first tenth and of the second half. */
  first: number;
  half: number;
  most: number;
  /** By how much it grew in the second half, by the line through it, as a share of the half's median. */
  share: number;
  levelsOff: boolean;
}

/** What still grows by more than this share in the second half has not levelled off. */
const MOST_GROWTH = 0.1;
/** Fewer points say nothing. */
const LEAST_POINTS = 10;

export const isLongEnough = ({ points }: Series): boolean => points.length >= LEAST_POINTS;

/**
 * Whether a series levels off. The line through the second half is that of Theil and Sen, the median of the slopes
 * between all pairs of points: a single outlier, such as a garbage collection, does not move it. Throws where there are
 * too few points.
 */
export function growthOf(series: Series): Growth {
  const { name, points } = series;
  if (!isLongEnough(series)) throw new Error(`${name}: ${points.length} points say nothing.`);
  const from = points[0]?.[0] ?? 0;
  const to = points.at(-1)?.[0] ?? 0;
  const values = points.map(([, value]) => value);
  const half = points.filter(([at]) => at >= (from + to) / 2);
  const middle = median(half.map(([, value]) => value));
  const span = to - (half[0]?.[0] ?? to);
  const share = middle === 0 ? 0 : (slopeOf(half) * span) / middle;
  return {
    first: median(values.slice(0, Math.ceil(values.length / 10))),
    half: middle,
    most: Math.max(...values),
    share,
    levelsOff: share <= MOST_GROWTH,
  };
}

function slopeOf(points: Series['points']): number {
  const slopes = points.flatMap(([at, value], position) =>
    points.slice(position + 1).flatMap(([later, other]) => (later > at ? [(other - value) / (later - at)] : [])),
  );
  return slopes.length === 0 ? 0 : median(slopes);
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((one, other) => one - other);
  const middle = sorted.length / 2;
  return ((sorted[Math.floor(middle)] ?? 0) + (sorted[Math.ceil(middle) - 1] ?? 0)) / 2;
}
