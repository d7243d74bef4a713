import { changedAttributes } from '../../workflows/conversation/plumbing/search-attributes';
import { searchAttributes } from '../../workflows/conversation/view';
import { openTimeBetween } from '../../workflows/conversation/opening';
import { createDriver, THANDI, type Driver } from '../support/driver';
import { PATIENT } from '../support/settings';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

const log = (driver: Driver): string[] => searchAttributes(driver.state()).BatonHandoffLog;
const second = (at: number): string => `${new Date(at).toISOString().slice(0, 19)}Z`;

function waiting(driver = createDriver(PATIENT)): Driver {
  driver.customer('I want my money back');
  driver.classify({ intent: 'refund_request', wantsAction: true });
  driver.settle();
  return driver;
}

describe('what is published of handoffs', () => {
  test('when people are wanted, then it says when and why, and once an agent answers, after how long and who', () => {
    const driver = waiting();
    const openedAt = driver.state().handoff!.openedAt;
    expect(log(driver)).toEqual([`${second(openedAt)} refund_request - -`]);
    driver.pass(7 * MINUTE);
    driver.command('takeOver');
    driver.settle();
    expect(log(driver)).toEqual([`${second(openedAt)} refund_request - -`]);
    driver.agent('Hello, which order is it?');
    driver.settle();
    const [line] = log(driver);
    expect(line).toMatch(new RegExp(`^${second(openedAt)} refund_request 42\\d ${THANDI.id}$`));
    driver.pass(HOUR);
    driver.agent('Are you there?');
    driver.command('resolve');
    driver.settle();
    expect(log(driver)).toEqual([line]);
  });

  test('when an agent takes over unasked, then nobody has waited', () => {
    const driver = createDriver(PATIENT);
    driver.customer('How much is delivery?');
    driver.answer('R60');
    driver.command('takeOver');
    driver.settle();
    driver.agent('Hello');
    driver.settle();
    expect(log(driver)).toEqual([expect.stringMatching(new RegExp(` agent_initiated - ${THANDI.id}$`))]);
  });

  test('when a customer comes back again and again, then the newest twenty are told, in less than 2 KB', () => {
    const driver = createDriver(PATIENT);
    for (let round = 0; round < 25; round += 1) {
      waiting(driver);
      driver.command('takeOver', { agent: { id: 'U'.repeat(128), name: 'Thandi' } });
      driver.settle();
      driver.agent('Here I am', { id: 'U'.repeat(128), name: 'Thandi' });
      driver.settle();
      driver.command('resolve', { agent: { id: 'U'.repeat(128), name: 'Thandi' } });
      driver.settle();
      driver.pass(4 * 24 * HOUR);
    }
    expect(driver.state().handoffLog).toHaveLength(20);
    const lines = log(driver);
    expect(JSON.stringify(lines).length).toBeLessThan(2_048);
    expect(lines.length).toBeGreaterThan(5);
    const newest = driver.state().handoffLog!.at(-1)!;
    expect(lines.at(-1)).toContain(second(newest.openedAt));
  });

  test('when a conversation runs by an earlier rule set, then it publishes nothing of that', () => {
    const driver = waiting(createDriver(PATIENT, undefined, 11));
    expect(searchAttributes(driver.state())).toMatchObject({ BatonHandoffLog: [], BatonRules: undefined });
  });

  test('when a customer writes on, then it is told once in an hour; by an earlier rule set not at all', () => {
    const at = Date.UTC(2026, 10, 27, 10);
    const told = (rules: number, minutes: number[]): number => {
      const published: Record<string, string> = {};
      const driver = createDriver(PATIENT, undefined, rules);
      driver.customer('How much is delivery?');
      const values = searchAttributes(driver.state());
      changedAttributes(values, published, rules);
      return minutes.filter((minute) => {
        const wroteAt = new Date(at + minute * MINUTE);
        return changedAttributes({ ...values, BatonLastCustomerMessageAt: wroteAt }, published, rules).length > 0;
      }).length;
    };
    expect(told(12, [1, 2, 59, 60, 61, 119, 120])).toBe(3);
    expect(told(11, [1, 60, 120])).toBe(0);
  });
});

describe('open time between two moments', () => {
  const from = Date.UTC(2026, 10, 27);
  // Open from 08:00 to 12:00 and from 13:00 to 17:00, and nothing is known after the day.
  const clock = {
    from,
    minutes: 24 * 60,
    open: [
      [480, 720],
      [780, 1_020],
    ] as [number, number][],
  };
  const at = (hour: number): number => from + hour * HOUR;
  test.each([
    ['within an interval', 9, 10, 1],
    ['over a break', 11, 14, 2],
    ['from before opening', 5, 9, 1],
    ['after closing', 18, 22, 0],
    ['over the end of what is known', 23, 26, 2],
    ['backwards', 10, 9, 0],
  ])('when it is %s, then only open time counts', (_what, since, until, hours) => {
    expect(openTimeBetween(clock, at(since), at(until))).toBe(hours * HOUR);
  });
  test('when there is no clock, then all of it counts', () => {
    expect(openTimeBetween(undefined, at(1), at(3))).toBe(2 * HOUR);
  });
});
