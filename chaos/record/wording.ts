import type { ChaosRecord } from './results';

export type Records = readonly ChaosRecord[];
type OfKind<K extends ChaosRecord['kind']> = Extract<ChaosRecord, { kind: K }>;

export const ofKind = <K extends ChaosRecord['kind']>(records: Records, kind: K): OfKind<K>[] =>
  records.filter((record): record is OfKind<K> => record.kind === kind);

export const count = (value: number): string => value.toLocaleString('en');
export const day = (iso: string): string => `${iso.slice(0, 16).replace('T', ' ')} UTC`;
export const minutes = (seconds: number): string => `${(seconds / 60).toFixed(1)} min`;
export const percent = (share: number): string => (100 * share).toFixed(2);

/** Of the messages that were open at calm or came later, how many were in time; nothing where a record does not know. */
export function ofTheOpen({
  openAtCalm,
  openInTime,
}: {
  openAtCalm?: number;
  openInTime?: number;
}): string | undefined {
  if (openAtCalm === undefined || openInTime === undefined) return undefined;
  return openAtCalm === 0 ? 'none was open' : `${count(openInTime)} of ${count(openAtCalm)}`;
}
