import { compileClock } from '../../activities/knowledge/business-clock';
import { ALWAYS } from '../../activities/knowledge/hours';
import type { Client } from '@temporalio/client';
import { comesBack, createClosing } from '../../src/closing';
import { nextClosing } from '../../workflows/conversation/opening';
import { officeHours, southAfrican as at, southAfricanTime } from '../support/opening';

const ZONE = 'Africa/Johannesburg';
const NOW = at('2026-11-23 12:00');

describe('the next closing', () => {
  const clock = officeHours(NOW)!;

  test.each([
    ['in the middle of a working day', '2026-11-23 12:00', '2026-11-23 17:00'],
    ['at closing itself', '2026-11-23 17:00', '2026-11-24 17:00'],
    ['on a Friday evening', '2026-11-27 20:00', '2026-11-28 13:00'],
    ['on a Saturday evening', '2026-11-28 20:00', '2026-11-30 17:00'],
    ['on the evening before a holiday', '2026-12-15 20:00', '2026-12-17 17:00'],
  ])('when it is %s, then it is that of the next day with hours', (_when, now, closing) => {
    expect(southAfricanTime(nextClosing(clock, at(now)))).toBe(closing);
  });

  test('when people are away for an hour, then that is a break and no closing', () => {
    const noon = (at('2026-11-23 12:30') - clock.from) / 60_000;
    const open = clock.open.flatMap(([from, until]): [number, number][] =>
      from < noon && until > noon
        ? [
            [from, noon],
            [noon + 60, until],
          ]
        : [[from, until]],
    );
    expect(southAfricanTime(nextClosing({ ...clock, open }, NOW))).toBe('2026-11-23 17:00');
  });

  test('when people work round the clock, or the clock does not know so far, then there is none', () => {
    expect(nextClosing(undefined, NOW)).toBeUndefined();
    const always = compileClock({ ...ALWAYS, writeBetween: '08:00-20:00' }, ZONE, NOW);
    expect(always?.open).toHaveLength(1);
    expect(nextClosing(always, NOW)).toBeUndefined();
    expect(nextClosing(clock, clock.from + clock.minutes * 60_000)).toBeUndefined();
  });
});

describe('what is put off before closing', () => {
  test.each([
    ['a Monday', '2026-11-23 16:45', 'Tomorrow 08:00', '2026-11-24 08:00'],
    ['a Friday', '2026-11-27 16:45', 'Tomorrow 08:00', '2026-11-28 08:00'],
    ['a Saturday', '2026-11-28 12:45', 'Monday 08:00', '2026-11-30 08:00'],
    ['the day before a holiday', '2026-12-15 16:45', 'Thursday 08:00', '2026-12-17 08:00'],
  ])('when it is %s, then it comes back when people do', (_day, now, words, moment) => {
    const clock = officeHours(NOW);
    const closesAt = nextClosing(clock, at(now))!;
    const back = comesBack(clock, ZONE, { closesAt, now: at(now) });
    expect({ ...back, at: southAfricanTime(back.at) }).toEqual({ words, at: moment });
  });
});

/** Temporal with one claimed conversation of each of these agents. */
function claimedBy(...agents: { id: string; name: string }[]): Client {
  const runs = agents.map((_, place) => ({ workflowId: `${place}`, typedSearchAttributes: { get: () => undefined } }));
  async function* list() {
    yield* runs;
  }
  const getHandle = (workflowId: string) => ({
    query: async () => ({ workflowId, handoff: 'claimed', agent: agents[Number(workflowId)] }),
  });
  return { workflow: { list, getHandle } } as unknown as Client;
}

describe('who is told before closing', () => {
  test('when an agent has no id of Slack, then no direct message goes to her', async () => {
    const client = claimedBy({ id: 'U0THANDI1', name: 'Thandi' }, { id: 'auth0|65f1', name: 'Nomsa' });
    const closing = createClosing({ client, clock: () => officeHours(NOW), timeZone: () => ZONE });
    const { agents } = await closing.listClaimed({ closesAt: NOW, now: NOW });
    expect(agents.map(({ agent }) => agent.name)).toEqual(['Thandi']);
  });
});
