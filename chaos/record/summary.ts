import { tableOf } from '../../test/support/figures/table';
import type { ChaosRecord, RunRecord, ServerKillsRecord, SoakRecord } from './results';
import { count, day, ofTheOpen, percent, type Records } from './wording';

/** One row for each record: what gives it, what was counted, what was found. */
export function summaryTable(records: Records): string | undefined {
  if (records.length === 0) return undefined;
  return tableOf([
    ['`npm run …`', 'what was counted', 'violations', 'measured'],
    ...records.map((record) => [
      commandOf(record),
      countedIn(record),
      record.kind === 'planted' ? '' : `**${count(record.violations)}**`,
      day(record.at),
    ]),
  ]);
}

function commandOf(record: ChaosRecord): string {
  switch (record.kind) {
    case 'run':
      return `\`chaos -- --minutes ${record.minutes} --seed ${record.seed}\``;
    case 'server-kills':
      return `\`chaos -- --server-kills ${record.kills}\``;
    case 'races':
      return `\`chaos -- --races ${record.races}\``;
    case 'matrix':
      return '`chaos -- --matrix`';
    case 'soak':
      return '`chaos -- --soak`';
    case 'planted':
      return '`planted -- --chaos`';
  }
}

function countedIn(record: ChaosRecord): string {
  switch (record.kind) {
    case 'run':
    case 'server-kills':
    case 'soak':
      return judgedIn(record);
    case 'races':
      return `${count(record.counted.acknowledged)} takeovers acknowledged, ${count(record.counted.inFlight)} of them with a message of the assistant on its way, ${count(record.duels)} duels`;
    case 'matrix':
      return `${record.cells.length} cells, each with one kill or freeze`;
    case 'planted':
      return `${record.bugs.length} bugs, each found`;
  }
}

function judgedIn({ counted, messages, inTime, ...record }: RunRecord | ServerKillsRecord | SoakRecord): string {
  const open = ofTheOpen(record);
  const named = (what: string): string => `${count(counted[what] ?? 0)} ${what}`;
  return `${named('conversations')}, ${named('customer messages')}, ${named('takeovers')}, ${named('things that were broken')}; ${percent(inTime / messages)} % in time${open === undefined ? '' : `, of those open at calm ${open}`}`;
}
