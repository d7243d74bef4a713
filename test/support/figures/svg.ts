/** Two kinds of chart as plain SVG: no script, no font to load, readable on light and dark pages. */

const WIDTH = 760;
const FONT = 'system-ui, -apple-system, Segoe UI, Roboto, sans-serif';
const INK = '#1f2937';
const FAINT = '#6b7280';
const RULE = '#e5e7eb';

const escaped = (text: string): string => text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');

const place = (value: number): string => String(Math.round(value * 10) / 10);

interface TextOptions {
  size?: number;
  fill?: string;
  anchor?: 'start' | 'middle' | 'end';
  weight?: 400 | 600;
}

function text(x: number, y: number, words: string, options: TextOptions = {}): string {
  const { size = 13, fill = INK, anchor = 'start', weight = 400 } = options;
  const style = `font-size="${size}" fill="${fill}" text-anchor="${anchor}" font-weight="${weight}"`;
  return `<text x="${place(x)}" y="${place(y)}" ${style}>${escaped(words)}</text>`;
}

const rule = (x1: number, y1: number, x2: number, y2: number, colour = RULE, more = ''): string =>
  `<line x1="${place(x1)}" y1="${place(y1)}" x2="${place(x2)}" y2="${place(y2)}" stroke="${colour}"${more}/>`;

function picture(height: number, title: string, parts: string[]): string {
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" role="img" font-family="${FONT}">`,
    `<title>${escaped(title)}</title>`,
    `<rect width="${WIDTH}" height="${height}" rx="8" fill="#ffffff"/>`,
    text(24, 34, title, { size: 16, weight: 600 }),
    ...parts,
    '</svg>\n',
  ].join('\n');
}

export interface BarRow {
  label: string;
  /** 1 = exactly what the bar allows. */
  share: number;
  /** Written at the end of the bar. */
  value: string;
}

/** A bar that its value fits into. */
const WIDE_ENOUGH = 70;

/** Horizontal bars against one limit. */
export function barChart(title: string, limit: string, rows: BarRow[]): string {
  const [left, right, top, step] = [352, 72, 78, 34];
  const most = Math.max(1.15, ...rows.map(({ share }) => share));
  const scale = (WIDTH - left - right) / most;
  const bottom = top + rows.length * step;
  const bars = rows.flatMap(({ label, share, value }, position) => {
    const y = top + position * step;
    const width = Math.max(2, share * scale);
    const fill = share <= 1 ? '#0f766e' : '#b91c1c';
    const isWide = width > WIDE_ENOUGH;
    return [
      text(left - 12, y + 17, label, { anchor: 'end' }),
      `<rect x="${left}" y="${place(y + 3)}" width="${place(width)}" height="20" rx="3" fill="${fill}"/>`,
      isWide
        ? text(left + width - 8, y + 18, value, { fill: '#ffffff', anchor: 'end' })
        : text(left + width + 8, y + 18, value),
    ];
  });
  const at = left + scale;
  const line = rule(at, top - 8, at, bottom, INK, ' stroke-dasharray="4 4"');
  return picture(bottom + 18, title, [...bars, line, text(at, top - 14, limit, { anchor: 'middle', fill: FAINT })]);
}

export interface Series {
  name: string;
  colour: string;
  dashed?: boolean;
  points: [x: number, y: number][];
}

export interface LineChart {
  title: string;
  x: string;
  y: string;
  /** Every x at equal distances, for sizes that grow by factors. */
  evenly?: boolean;
  /** Many points: only every so many units of x have a number, and no point a dot. */
  every?: number;
  series: Series[];
}

const PLOT = { left: 74, right: 186, top: 78, height: 250 };

/** Lines through measured points, one for each series, named at the right. */
export function lineChart({ title, x, y, evenly = false, every, series }: LineChart): string {
  const { left, right, top, height } = PLOT;
  const width = WIDTH - left - right;
  const xs = [...new Set(series.flatMap(({ points }) => points.map(([at]) => at)))].sort((a, b) => a - b);
  const [ceiling, step] = ceilingOf(Math.max(...series.flatMap(({ points }) => points.map(([, value]) => value))));
  const farthest = xs.at(-1) ?? 1;
  const xOf = (value: number): number =>
    left + width * (evenly ? (xs.indexOf(value) + 0.5) / xs.length : value / (farthest * 1.05));
  const yOf = (value: number): number => top + height * (1 - value / ceiling);
  const grid: string[] = [];
  for (let value = 0; value <= ceiling + step / 2; value += step) {
    grid.push(rule(left, yOf(value), left + width, yOf(value)));
    grid.push(text(left - 8, yOf(value) + 4, place(value), { anchor: 'end', fill: FAINT, size: 12 }));
  }
  const ticks =
    every === undefined ? xs : Array.from({ length: Math.floor(farthest / every) + 1 }, (_, place) => place * every);
  const labels = ticks.map((value) =>
    text(xOf(value), top + height + 20, value.toLocaleString('en'), { anchor: 'middle', fill: FAINT, size: 12 }),
  );
  const axes = [
    text(left + width / 2, top + height + 44, x, { anchor: 'middle', fill: FAINT }),
    text(left - 8, top - 14, y, { anchor: 'end', fill: FAINT }),
  ];
  const lines = series.flatMap((one) => drawn(one, xOf, yOf, every === undefined));
  return picture(top + height + 62, title, [...grid, ...labels, ...axes, ...lines, ...names(series, left + width)]);
}

function drawn({ colour, dashed = false, points }: Series, xOf: Scale, yOf: Scale, hasDots: boolean): string[] {
  const path = points.map(([at, value]) => `${place(xOf(at))},${place(yOf(value))}`).join(' ');
  const dashes = dashed ? ' stroke-dasharray="5 4"' : '';
  return [
    `<polyline points="${path}" fill="none" stroke="${colour}" stroke-width="2"${dashes}/>`,
    ...(hasDots ? points : []).map(
      ([at, value]) => `<circle cx="${place(xOf(at))}" cy="${place(yOf(value))}" r="3.5" fill="${colour}"/>`,
    ),
  ];
}

type Scale = (value: number) => number;

function names(series: Series[], x: number): string[] {
  return series.flatMap(({ name, colour, dashed = false }, position) => {
    const y = PLOT.top + 8 + position * 24;
    const dashes = ` stroke-width="2"${dashed ? ' stroke-dasharray="5 4"' : ''}`;
    return [rule(x + 16, y, x + 40, y, colour, dashes), text(x + 48, y + 4, name)];
  });
}

/** A round number above the largest value, and the distance between the lines of the grid. */
function ceilingOf(largest: number): [ceiling: number, step: number] {
  const rough = Math.max(largest, 1e-9) / 4;
  const magnitude = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 2.5, 5, 10].map((factor) => factor * magnitude).find((one) => one >= rough) ?? rough;
  return [step * Math.ceil((largest * 1.02) / step), step];
}
