import type { Judgement } from './judge';
import { SETS, type Row, type SetName } from './rows';

export interface Judged {
  set: SetName;
  row: Row;
  judgement: Judgement;
  tookMs: number;
}

interface Line {
  name: string;
  rows: Judged[];
  bar: string;
  /** Absent: only reported. */
  passes?: (counts: Counts) => boolean;
}

interface Counts {
  n: number;
  right: number;
  wrong: number;
  refused: number;
  exact: number;
}

const LANGUAGE_NAMES = { en: 'English', af: 'Afrikaans', zu: 'isiZulu', xh: 'isiXhosa', st: 'Sesotho' };

function countsOf(rows: Judged[]): Counts {
  const count = (test: (judged: Judged) => boolean) => rows.filter(test).length;
  return {
    n: rows.length,
    right: count(({ judgement }) => judgement.verdict === 'right'),
    wrong: count(({ judgement }) => judgement.verdict === 'wrong'),
    refused: count(({ judgement }) => judgement.verdict === 'refused'),
    exact: count(({ judgement }) => judgement.exact),
  };
}

function linesOf(judged: Judged[]): Line[] {
  const of = (set: SetName) => judged.filter((one) => one.set === set);
  const wishes = Object.entries(LANGUAGE_NAMES).map(([language, name]) => ({
    name: `wishes, ${name}`,
    rows: of('wishes-for-a-person').filter(({ row }) => row.lang === language),
    bar: 'found ≥ 90 %',
    passes: ({ n, right }: Counts) => right >= 0.9 * n,
  }));
  const lines: Line[] = [
    {
      name: 'shop questions',
      rows: of('shop-questions'),
      bar: 'right ≥ 85 %, wrong ≤ 3 %',
      passes: ({ n, right, wrong }) => right >= 0.85 * n && wrong <= 0.03 * n,
    },
    {
      name: 'orders and several',
      rows: of('orders-and-several'),
      bar: 'complete ≥ 85 %, wrong ≤ 3 %',
      passes: ({ n, right, wrong }) => right >= 0.85 * n && wrong <= 0.03 * n,
    },
    {
      name: 'outside the knowledge',
      rows: of('outside-knowledge'),
      bar: 'not answered ≥ 95 %',
      passes: ({ n, right }) => right >= 0.95 * n,
    },
    ...wishes,
    {
      name: 'harmless messages',
      rows: of('harmless'),
      bar: 'handed off ≤ 2 %',
      passes: ({ n, wrong }) => wrong <= 0.02 * n,
    },
    { name: 'handoffs', rows: of('handoffs'), bar: 'reported' },
  ];
  return lines.filter(({ rows }) => rows.length > 0);
}

const percent = (part: number, whole: number): string => `${((100 * part) / whole).toFixed(1)} %`;

/** One row a set: what was right, wrong and refused, and whether the bar holds. `missed`: bars that do not. */
export function tableOf(judged: Judged[]): {
  table: Record<string, Record<string, string | number>>;
  missed: string[];
} {
  const table: Record<string, Record<string, string | number>> = {};
  const missed: string[] = [];
  for (const { name, rows, bar, passes } of linesOf(judged)) {
    const counts = countsOf(rows);
    const holds = passes?.(counts);
    if (holds === false) missed.push(name);
    table[name] = {
      n: counts.n,
      right: `${counts.right} (${percent(counts.right, counts.n)})`,
      wrong: `${counts.wrong} (${percent(counts.wrong, counts.n)})`,
      refused: counts.refused,
      exact: counts.exact,
      bar,
      holds: holds === undefined ? '-' : holds ? 'yes' : 'NO',
      'ms a row': Math.round(rows.reduce((sum, { tookMs }) => sum + tookMs, 0) / counts.n),
    };
  }
  return { table, missed };
}

function expectation({ expected }: Row): string {
  const parts = [...expected.orders.map((number) => `order:${number}`), ...expected.parts.map((one) => one.join('|'))];
  return [
    expected.route,
    ...expected.topics,
    ...parts,
    ...(expected.reasons ?? (expected.reason ? [expected.reason] : [])),
  ].join(' ');
}

/** Every row that was not right, by set: what was expected and what happened. */
export function missesOf(judged: Judged[]): string[] {
  return SETS.flatMap((set) =>
    judged
      .filter(
        (one) => one.set === set && (one.judgement.verdict !== 'right' || (set === 'handoffs' && !one.judgement.exact)),
      )
      .map(({ row, judgement }) => {
        const verdict = judgement.verdict === 'right' ? 'other reason' : judgement.verdict;
        return `${row.id} ${verdict}: ${JSON.stringify(row.input)} → ${judgement.happened} (expected ${expectation(row)})`;
      }),
  );
}
