import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { chartsOf, documented, documents, IMAGES } from '../../../chaos/record/documentation';
import { readRecords, type RunRecord } from '../../../chaos/record/results';
import { growthOf } from '../../../chaos/soak/verdict';

type Page = { page: string; blocks: ReturnType<typeof documents>[number]['blocks'] };

describe('the pages with what chaos has recorded', () => {
  const records = readRecords();
  const pages = documents().map(({ path, blocks }) => ({ blocks, page: readFileSync(path, 'utf8') }));

  test('when they name figures, then they are those that were recorded', () => {
    expect(pages).toHaveLength(2);
    for (const { blocks, page } of pages) expect(documented(page, blocks, records)).toBe(page);
  });

  test('when they show charts, then they are drawn from the same figures', () => {
    for (const [name, chart] of Object.entries(chartsOf(records))) {
      expect(readFileSync(join(IMAGES, name), 'utf8')).toBe(chart);
      expect(pages.some(({ page }) => page.includes(`(images/${name})`))).toBe(true);
    }
  });

  test('when a record knows its commit, then the page names it', () => {
    const races = records.filter(({ kind }) => kind === 'races').map((record) => ({ ...record, commit: 'abc1234' }));
    const { blocks, page } = pages.at(-1)!;
    expect(documented(page, blocks, races)).toMatch(/\| measured .* min, commit abc1234 +\|/);
  });

  test('when one record knows what was open at calm and an older one does not, then both stand side by side', () => {
    const [one, newer] = records.filter(({ kind }) => kind === 'run') as [RunRecord, RunRecord];
    const { openAtCalm: _open, openInTime: _inTime, ...older } = one;
    const known = { ...newer, openAtCalm: 24, openInTime: 23, counted: { ...newer.counted, 'counted anew': 7 } };
    const [{ blocks: summary, page: first }, { blocks, page }] = pages as [Page, Page];
    const written = documented(page, blocks, [older, known]);
    expect(written).toMatch(/\| … of those open at calm, or that came later +\| – +\| 23 of 24 +\|/);
    expect(written).toMatch(/\| counted anew +\| – +\| 7 +\|/);
    expect(documented(first, summary, [older, known])).toMatch(
      / in time +\|[^]* in time, of those open at calm 23 of 24 +\|/,
    );
    expect(documented(page, blocks, [older])).not.toContain('open at calm');
  });

  test('when a marker is gone, then writing the figures says which', () => {
    const [{ blocks }] = documents() as [ReturnType<typeof documents>[number]];
    expect(() => documented('# Reliability\n', blocks, records)).toThrow('no place for "summary"');
  });

  test('when something was recorded, then nothing was violated and every bug was found', () => {
    for (const record of records) {
      if (record.kind === 'planted') {
        for (const { expected, found } of record.bugs)
          expect(expected.split(' or ').filter((name) => name in found)).not.toEqual([]);
      } else expect({ kind: record.kind, violations: record.violations }).toEqual({ kind: record.kind, violations: 0 });
    }
  });

  test('when something still grew at the end of the soak, then the page says so in words', () => {
    const [soak] = records.filter((record) => record.kind === 'soak');
    const growing = soak?.series.filter((one) => !growthOf(one).levelsOff).map(({ name }) => name) ?? [];
    const [sentence = ''] = /By this measure, .* were still growing/.exec(pages.at(-1)!.page) ?? [];
    expect(growing.filter((name) => !sentence.includes(name))).toEqual([]);
    expect(sentence === '').toBe(growing.length === 0);
  });
});
