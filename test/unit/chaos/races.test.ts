import { addCounts, isDuel, speaksLate } from '../../../chaos/races/counts';
import type { Author, JournalEntry } from '../../../src/simulator/journal';
import { checkDuel } from '../../support/duel-checker';
import { createChance } from '../../support/chance';
import { planRaces } from '../../support/takeover-race';
import { addEntry } from '../../support/journal-entry';

const CUSTOMER = '27820000001';
const none = checkDuel([], []).counted;

describe('the races of chaos', () => {
  test('when two cohorts are counted, then every count is of both', () => {
    const one = { ...none, acknowledged: 2, before: { assistant: 3, agent: 0, notice: 1 } };
    const other = { ...none, acknowledged: 5, before: { assistant: 4, agent: 1, notice: 0 } };
    expect(addCounts(one, other)).toEqual({
      ...none,
      acknowledged: 7,
      before: { assistant: 7, agent: 1, notice: 1 },
    });
  });

  test('when cohorts follow each other, then no two conversations have the same words', () => {
    const chance = createChance(1);
    const plans = [0, 1_000, 9_000].flatMap((first) => planRaces(chance, 500, 10, first));
    expect(new Set(plans.map(({ question }) => question.match(/Q\w+x/)?.[0])).size).toBe(1_500);
    expect(plans.filter(({ by }) => by === 'slack').length).toBeGreaterThanOrEqual(120);
  });

  test.each<[what: string, author: Author, intent: string, customer: string, duels: number]>([
    ['the assistant', 'assistant', 'a-run-9', CUSTOMER, 1],
    ['a notice', 'notice', 'n-greeting-run-9', CUSTOMER, 1],
    ['a question whether the assistant may come back', 'notice', 'n-ask_resume-run-9', CUSTOMER, 0],
    ['an agent', 'agent', 'h-run-9', CUSTOMER, 0],
    ['the assistant, to somebody else,', 'assistant', 'a-run-9', '27820000002', 0],
  ])(
    'when %s speaks long after a takeover was judged, then that counts as it should',
    (_what, author, intent, customer, duels) => {
      const journal: JournalEntry[] = [];
      addEntry(journal, { at: 900, author, intent, customer, answer: { status: 200 } });
      expect(speaksLate(journal, new Map([[CUSTOMER, 100]])).filter(isDuel)).toHaveLength(duels);
    },
  );
});
