import { tableOf } from '../../test/support/figures/table';
import { barsOf, barText, isMet, measuredText } from './bars';
import type { Results } from './results';

/** Every bar with its verdict. */
export function barTable({ figures }: Pick<Results, 'figures'>): string {
  const rows = barsOf(figures).map((bar) => {
    const { what, baton, floor, seed } = bar;
    return [what, barText(bar), measuredText(bar), isMet(bar) ? 'met' : 'MISSED', baton, floor, seed];
  });
  return tableOf([['what', 'bar', 'measured', 'verdict', 'Baton', 'floor', 'seed design'], ...rows]);
}
