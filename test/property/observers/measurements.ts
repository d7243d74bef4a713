import { measure, type Measurement } from '../../../workflows/conversation/measure';
import type { Observer, Report } from '../observer';

/** Compares what is measured, one transition after the other, with what the state says in the end. */
export function watchMeasurements(report: Report): Observer {
  const measured: Measurement[] = [];
  const cards = new Set<string>();
  const unconfirmed = new Set<string>();
  const count = (kind: Measurement['kind']): number => measured.filter((one) => one.kind === kind).length;

  function compare(what: string, found: number, expected: number): void {
    if (found !== expected) report('measured', `${found} ${what} were measured, and there were ${expected}`);
  }

  return {
    transition(before, _event, after) {
      measured.push(...measure(before, after));
      for (const { channel, ts } of after.cards) if (ts !== undefined) cards.add(`${channel}:${ts}`);
      for (const { intentId, told } of after.unknown) if (told) unconfirmed.add(intentId);
      compare('turns', count('turn'), after.counters.turn - (after.turn === undefined ? 0 : 1));
      compare('handoffs', count('handoff'), after.counters.handoff);
      compare('cards', count('card'), cards.size);
      compare('unconfirmed messages', count('unconfirmed'), unconfirmed.size);
      for (const one of measured) if ('seconds' in one && one.seconds < 0) report('measured', 'a time is negative');
    },
  };
}
