import type { ChaosRecord } from './results';

export type Records = readonly ChaosRecord[];
type OfKind<K extends ChaosRecord['kind']> = Extract<ChaosRecord, { kind: K }>;

export const ofKind = <K extends ChaosRecord['kind']>(records: Records, kind: K): OfKind<K>[] =>
  records.filter((record): record is OfKind<K> => record.kind === kind);

export const count = (value: number): string => value.toLocaleString('en');
export const day = (iso: string): string => `${iso.slice(0, 16).replace('T', ' ')} UTC`;
export const minutes = (seconds: number): string => `${(seconds / 60).toFixed(1)} min`;
export const percent = (share: number): string => (100 * share).toFixed(2);
