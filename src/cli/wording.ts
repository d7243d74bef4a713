/** How commands write times and tables. */
import type { AssistantPause } from '../assistant-pause';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const UNITS: Record<string, number> = { m: MINUTE, h: HOUR, d: DAY };

/** `2026-11-23 08:00 UTC`. `at`: ms UTC. */
export const timeOf = (at: number): string => `${new Date(at).toISOString().slice(0, 16).replace('T', ' ')} UTC`;

/** `since 2026-11-23 08:00 UTC, by U012AB3CD`: agents pause in Slack, an operator on the command line. */
export const pausedBy = ({ since, agentId }: AssistantPause): string =>
  `since ${timeOf(since.getTime())}${agentId === undefined ? '' : `, by ${agentId}`}`;

/** `12 min`, `3 h`, `2 days`. */
export function durationOf(milliseconds: number): string {
  if (milliseconds < HOUR) return `${Math.floor(milliseconds / MINUTE)} min`;
  if (milliseconds < 2 * DAY) return `${Math.floor(milliseconds / HOUR)} h`;
  return `${Math.floor(milliseconds / DAY)} days`;
}

/** ms of `30m`, `2h` or `1d`; `undefined` where it is none of them. */
export function readDuration(text: string): number | undefined {
  const [, count, unit = ''] = /^(\d{1,4})([mhd])$/.exec(text) ?? [];
  return count === undefined ? undefined : Number(count) * (UNITS[unit] ?? 0);
}

/** Columns as wide as what is in them, two spaces apart. */
export function tableOf(rows: string[][]): string[] {
  const widths = (rows[0] ?? []).map((_cell, column) => Math.max(...rows.map((row) => (row[column] ?? '').length)));
  return rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
}
