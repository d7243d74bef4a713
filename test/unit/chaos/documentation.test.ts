import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { chartsOf, documented, IMAGES, PAGE } from '../../../chaos/record/documentation';
import { readRecords } from '../../../chaos/record/results';
import { growthOf } from '../../../chaos/soak/verdict';

describe('docs/reliability.md', () => {
  const records = readRecords();
  const page = readFileSync(PAGE, 'utf8');

  test('when it names figures, then they are those that were recorded', () => {
    expect(documented(page, records)).toBe(page);
  });

  test('when it shows charts, then they are drawn from the same figures', () => {
    for (const [name, chart] of Object.entries(chartsOf(records))) {
      expect(readFileSync(join(IMAGES, name), 'utf8')).toBe(chart);
      expect(page).toContain(`(images/${name})`);
    }
  });

  test('when a marker is gone, then writing the figures says which', () => {
    expect(() => documented('# Reliability\n', records)).toThrow('no place for "runs"');
  });

  test('when something was recorded, then nothing was violated, every bug was found and nothing grows without end', () => {
    for (const record of records) {
      if (record.kind === 'planted') {
        for (const { expected, found } of record.bugs)
          expect(expected.split(' or ').filter((name) => name in found)).not.toEqual([]);
      } else expect({ kind: record.kind, violations: record.violations }).toEqual({ kind: record.kind, violations: 0 });
      if (record.kind === 'soak')
        expect(record.series.filter((one) => !growthOf(one).levelsOff).map(({ name }) => name)).toEqual([]);
    }
  });
});
