import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { lineChart } from '../../test/support/figures/svg';
import { tableOf } from '../../test/support/figures/table';
import { matrixTable } from '../matrix/cells';
import { growthOf, type Series } from '../soak/verdict';
import type { RunRecord, ServerKillsRecord, SoakRecord } from './results';
import { summaryTable } from './summary';
import { count, day, minutes, ofKind, ofTheOpen, percent, type Records } from './wording';

const DOCS = join(__dirname, '..', '..', 'docs');

/** What is promised with a row for each proof, and the whole tables. */
const PAGES = { summary: 'reliability.md', figures: 'reliability-figures.md' };
export const IMAGES = join(DOCS, 'images');

type Blocks = Record<string, (records: Records) => string | undefined>;

const on = ({ commit }: { commit?: string }): string => (commit === undefined ? '' : `, commit ${commit}`);

/** What stands between `<!-- begin name -->` and `<!-- end name -->`; nothing as long as nothing was recorded. */
const BLOCKS: Blocks = {
  runs: (records) => {
    const runs = ofKind(records, 'run');
    return runs.length === 0 ? undefined : judgedTable(runs);
  },
  'server-kills': (records) => {
    const runs = ofKind(records, 'server-kills');
    return runs.length === 0 ? undefined : judgedTable(runs);
  },
  soak: (records) => {
    const [soak] = ofKind(records, 'soak');
    return soak && [judgedTable([soak]), growthTable(soak), ...Object.keys(chartsOf(records)).map(shown)].join('\n\n');
  },
  races: (records) => {
    const [races] = ofKind(records, 'races');
    if (races === undefined) return undefined;
    const { counted } = races;
    return tableOf([
      ['races', count(races.races)],
      ['**duels**', `**${count(races.duels)}**`],
      ['other violations', count(races.violations - races.duels)],
      ['takeovers acknowledged', count(counted.acknowledged)],
      ['that met a message of the assistant on its way', count(counted.inFlight)],
      ['before which it had not said a word', count(counted.silenced)],
      ['messages of customers', count(counted.customerMessages)],
      ['messages of assistant and notices before', count(counted.before.assistant + counted.before.notice)],
      ['… after', count(counted.after.assistant + counted.after.notice)],
      ['measured', `${day(races.at)}, seed ${races.seed}, ${minutes(races.seconds)}${on(races)}`],
    ]);
  },
  matrix: (records) => {
    const [matrix] = ofKind(records, 'matrix');
    if (matrix === undefined) return undefined;
    const slowest = Math.max(0, ...matrix.cells.map(({ toldAfterMs = 0 }) => toldAfterMs));
    const about = `${matrix.cells.length} cells, ${matrix.violations} violations; people were told after ${Math.round(slowest / 1_000)} s at most. ${day(matrix.at)}, ${minutes(matrix.seconds)}${on(matrix)}.`;
    return `${matrixTable(matrix.cells)}\n\n${about}`;
  },
  planted: (records) => {
    const [planted] = ofKind(records, 'planted');
    return (
      planted &&
      tableOf([
        ['Bug', 'Found by', 'in conversation'],
        ...planted.bugs.map(({ plants, expected, found }) => {
          const names = expected.split(' or ').filter((name) => name in found);
          return [plants, names.join(', '), names.map((name) => found[name]).join(', ')];
        }),
      ])
    );
  },
};

const shown = (name: string): string => `![${name.replace(/^soak-|\.svg$/g, '')} over the run](images/${name})`;

type Judged = RunRecord | ServerKillsRecord | SoakRecord;

/** What an older record does not know. */
const UNKNOWN = '–';

/** One column a run. */
function judgedTable(runs: readonly Judged[]): string {
  const row = (what: string, of: (run: Judged) => string): string[] => [what, ...runs.map(of)];
  const names = [...new Set(runs.flatMap(({ counted }) => Object.keys(counted)))];
  const isKnown = runs.some((run) => ofTheOpen(run) !== undefined);
  return tableOf([
    row('', ({ seed }) => `seed ${seed}`),
    row('**violations**', ({ violations }) => `**${count(violations)}**`),
    row('answered or with people within 60 s of calm', ({ messages, inTime }) => `${percent(inTime / messages)} %`),
    ...(isKnown ? [row('… of those open at calm, or that came later', (run) => ofTheOpen(run) ?? UNKNOWN)] : []),
    ...names.map((name) =>
      row(name, ({ counted: { [name]: value } }) => (value === undefined ? UNKNOWN : count(value))),
    ),
    row('processor time of everything', ({ cpuSeconds }) => minutes(sum(Object.values(cpuSeconds)))),
    row('measured', (run) => `${day(run.at)}, ${minutes(run.seconds)}${on(run)}`),
  ]);
}

const sum = (values: number[]): number => values.reduce((total, value) => total + value, 0);

function growthTable({ series }: SoakRecord): string {
  return tableOf([
    ['', 'at first', 'third quarter', 'last quarter', 'at most', 'growth an hour', ''],
    ...series.map((one) => {
      const { first, third, last, most, perHour, levelsOff } = growthOf(one);
      const value = (size: number): string => `${count(Math.round(size))} ${one.unit}`;
      const verdict = levelsOff ? 'levels off' : '**grows**';
      const growth = `${(100 * perHour).toFixed(1)} %`;
      return [one.name, value(first), value(third), value(last), value(most), growth, verdict];
    }),
  ]);
}

const COLOURS = ['#0f766e', '#c2410c', '#9ca3af'];

function chart(title: string, y: string, series: Series[]): string {
  return lineChart({
    ...{ title, y, x: 'minutes', every: 2 },
    series: series.map(({ name, points }, position) => ({
      ...{ name, colour: COLOURS[position] ?? '#1f2937' },
      points: points.map(([at, value]) => [at / 60, value]),
    })),
  });
}

/** The charts of the page by the name of their file in `docs/images/`. */
export function chartsOf(records: Records): Record<string, string> {
  const [soak] = ofKind(records, 'soak');
  if (soak === undefined) return {};
  const { conversations, series } = soak;
  const having = (unit: Series['unit']): Series[] => series.filter((one) => one.unit === unit);
  return {
    'soak-memory.svg': chart(`Memory over ${count(conversations)} conversations`, 'MB', having('MB')),
    'soak-history.svg': chart('The longest history of those who never stop', 'events', having('events')),
    'soak-state.svg': chart('The largest state that a run hands on', 'KB', having('KB')),
  };
}

/** Each page by its path, with the blocks that stand on it. */
export const documents = (): { path: string; blocks: Blocks }[] => [
  { path: join(DOCS, PAGES.summary), blocks: { summary: summaryTable } },
  { path: join(DOCS, PAGES.figures), blocks: BLOCKS },
];

/** The page with what was recorded in place of what stands in it. Throws where a marker is missing. */
export function documented(page: string, blocks: Blocks, records: Records): string {
  return Object.entries(blocks).reduce((text, [name, block]) => {
    const marked = new RegExp(`(<!-- begin ${name} -->)[^]*?(<!-- end ${name} -->)`);
    if (!marked.test(text)) throw new Error(`The page has no place for "${name}".`);
    const inside = block(records);
    return text.replace(marked, (_whole, begin: string, end: string) =>
      inside === undefined ? `${begin}\n${end}` : `${begin}\n\n${inside}\n\n${end}`,
    );
  }, page);
}

/** Writes pages and charts. */
export function writeDocumentation(records: Records): void {
  for (const { path, blocks } of documents())
    writeFileSync(path, documented(readFileSync(path, 'utf8'), blocks, records));
  for (const [name, drawn] of Object.entries(chartsOf(records))) writeFileSync(join(IMAGES, name), drawn);
}
