import fc from 'fast-check';
import {
  afterOpenTime,
  beforeOpenTime,
  dayEndsAt,
  isDay,
  isOpen,
  isReachable,
  lastDaytime,
  nextOpening,
  nextReachable,
} from '../../workflows/conversation/opening';
import type { ConversationState } from '../../workflows/conversation/state';
import type { OpeningHours } from '../../workflows/conversation/settings';
import { announce, exploration } from '../support/exploration';
import { productSettings } from '../support/settings';
import { act } from './act';
import { actions } from './actions';
import type { Observer } from './observer';
import { watchDeliveries } from './observers/deliveries';
import { watchLoop } from './observers/loop';
import { watchMessages } from './observers/messages';
import { watchParking } from './observers/parking';
import { watchSpeaking } from './observers/speaking';
import { watchStopping } from './observers/stopping';
import { watchTeam } from './observers/team';
import { createWorld } from './world';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAYS = 12;
/** The walk begins at 08:00 UTC of this day; the clock knows of three days before it. */
const FROM = Date.UTC(2026, 10, 20);
const { seed, steps, endOnFailure } = exploration();

/** One hour after the other: whether people work. */
type Hours = boolean[];
const byDay = (hour: number): boolean => (hour + 24) % 24 >= 8 && (hour + 24) % 24 < 20;

function runs(hours: Hours): [number, number][] {
  const found: [number, number][] = [];
  hours.forEach((open, hour) => {
    const last = found.at(-1);
    if (!open) return;
    if (last?.[1] === hour * 60) last[1] += 60;
    else found.push([hour * 60, hour * 60 + 60]);
  });
  return found;
}

const clockOf = (hours: Hours): OpeningHours => ({
  from: FROM,
  minutes: hours.length * 60,
  open: runs(hours),
  reach: runs(hours.map((open, hour) => open && byDay(hour))),
  day: [8 * 60, 20 * 60],
});

/** Days of one shape with some that are closed, and hours without any order. */
const calendars: fc.Arbitrary<Hours> = fc.oneof(
  fc
    .tuple(
      fc.integer({ min: 0, max: 20 }),
      fc.integer({ min: 1, max: 14 }),
      fc.array(fc.boolean(), { minLength: DAYS, maxLength: DAYS }),
    )
    .map(([from, length, open]) =>
      open.flatMap((works) => Array.from({ length: 24 }, (_, hour) => works && hour >= from && hour < from + length)),
    ),
  fc.array(fc.boolean(), { minLength: DAYS * 24, maxLength: DAYS * 24 }),
);
const moments = fc.integer({ min: 0, max: DAYS * 24 * 60 - 1 }).map((minute) => FROM + minute * MINUTE);

const hourOf = (at: number): number => Math.floor((at - FROM) / HOUR);

describe('the clock of the business, minute by minute', () => {
  beforeAll(() => announce(`opening: PROPERTY_SEED=${seed}`));

  test('when a moment is looked at, then it is open exactly in open hours, and the next opening is the first minute of some', () => {
    fc.assert(
      fc.property(calendars, moments, (hours, at) => {
        const clock = clockOf(hours);
        expect(isOpen(clock, at)).toBe(hours[hourOf(at)]);
        let next = hourOf(at) + 1;
        while (next < hours.length && !(hours[next] === true && hours[next - 1] !== true)) next += 1;
        expect(nextOpening(clock, at)).toBe(FROM + next * HOUR);
      }),
      { seed, endOnFailure },
    );
  });

  test('when open time passes, then exactly so many open minutes lie between', () => {
    fc.assert(
      fc.property(calendars, moments, fc.integer({ min: 1, max: 600 }), (hours, since, minutes) => {
        const due = afterOpenTime(clockOf(hours), since, minutes * MINUTE);
        let passed = 0;
        for (let at = since; at < due; at += MINUTE) if (hours[hourOf(at)] ?? true) passed += 1;
        expect(passed).toBe(minutes);
        expect(hours[hourOf(due - MINUTE)] ?? true).toBe(true);
      }),
      { seed, endOnFailure },
    );
  });

  test('when a time is to have open time behind it, then exactly so many open minutes lie between, and it is the last such', () => {
    fc.assert(
      fc.property(calendars, moments, fc.integer({ min: 1, max: 600 }), (hours, until, minutes) => {
        const clock = clockOf(hours);
        const at = beforeOpenTime(clock, until, minutes * MINUTE);
        if (at < FROM) return;
        let passed = 0;
        for (let minute = at; minute < until; minute += MINUTE) if (hours[hourOf(minute)] ?? true) passed += 1;
        expect(passed).toBe(minutes);
        expect(isOpen(clock, at)).toBe(true);
      }),
      { seed, endOnFailure },
    );
  });

  test('when a time by day is looked for, then it is the last one, open or closed, and it ends before 20:00', () => {
    fc.assert(
      fc.property(calendars, moments, (hours, until) => {
        const clock = clockOf(hours);
        const may = (at: number): boolean => byDay(hourOf(at)) && byDay(hourOf(at + MINUTE));
        const at = lastDaytime(clock, until)!;
        expect(may(at)).toBe(true);
        expect(isDay(clock, until)).toBe(may(until));
        expect(at === until).toBe(may(until));
        for (let minute = at + MINUTE; minute < until; minute += MINUTE) expect(may(minute + MINUTE)).toBe(false);
        const end = dayEndsAt(clock, at)!;
        expect([may(end - 1), may(end)]).toEqual([true, false]);
      }),
      { seed, endOnFailure },
    );
  });

  test('when something may reach the customer unasked, then it is at the first open minute by day', () => {
    fc.assert(
      fc.property(calendars, moments, (hours, from) => {
        const clock = clockOf(hours);
        const may = (at: number): boolean => hours[hourOf(at)] === true && byDay(hourOf(at));
        const at = nextReachable(clock, from);
        expect(isReachable(clock, from)).toBe(at === from);
        if (at === undefined) return;
        expect(may(at) && may(at + MINUTE - 1)).toBe(true);
        // The last minute before closing is left out.
        let missed = 0;
        for (let before = from; before < at; before += MINUTE) if (may(before) && may(before + MINUTE)) missed += 1;
        expect(missed).toBe(0);
      }),
      { seed, endOnFailure },
    );
  });
});

/** WhatsApp closes the chat before people are back: the one thing that closed time itself makes necessary. */
function isLeftAlone(hours: Hours, { lastCustomerMessageAt = 0 }: ConversationState, now: number): boolean {
  const end = lastCustomerMessageAt + 24 * HOUR - 5 * MINUTE;
  let opens = hourOf(now) + 1;
  while (opens < hours.length && !(hours[opens] === true && hours[opens - 1] !== true)) opens += 1;
  return now < end && FROM + opens * HOUR >= end;
}

/** Notes what a timer alone has queued, and when it starts. */
function watchTimers(hours: Hours, started: string[]): Observer & { wrong: string[] } {
  const byTimer = new Set<string>();
  const wrong: string[] = [];
  return {
    wrong,
    transition(before, event, after) {
      if (event.type !== 'tick') return;
      const known = new Set(before.outbox.map(({ id }) => id));
      for (const { id, author } of after.outbox) if (author !== 'agent' && !known.has(id)) byTimer.add(id);
    },
    started(job, state, now) {
      if (job.kind !== 'send' || !byTimer.has(job.intentId)) return;
      started.push(job.intentId.replace(/-[0-9a-f]{8}-\d+$/, ''));
      const name = job.intentId.replace(/-[0-9a-f]{8}-\d+$/, '');
      const closed = hours[hourOf(now)] !== true && !(name === 'n-ask_keep_open' && isLeftAlone(hours, state, now));
      if (closed || !byDay(hourOf(now))) wrong.push(`${job.intentId} at ${new Date(now).toISOString()}`);
    },
  };
}

describe('whatever happens to a conversation of a business that closes', () => {
  const started: string[] = [];

  test('when a timer makes a text for the customer, then it starts in open time between 08:00 and 20:00, and the question whether to keep the chat open by day', () => {
    let walked = 0;
    const property = fc.property(calendars, fc.array(actions, { maxLength: 60, size: 'max' }), (hours, all) => {
      if (walked >= steps / 8) return;
      const problems: string[] = [];
      const report = (invariant: string, problem: string) => void problems.push(`${invariant}: ${problem}`);
      const timers = watchTimers(hours, started);
      const observers = [
        timers,
        watchMessages(report),
        watchSpeaking(report),
        watchStopping(report),
        watchDeliveries(report),
        watchTeam(report),
        watchParking(report),
        watchLoop(report),
      ];
      const world = createWorld(productSettings({ opening: clockOf(hours) }), observers, report);
      for (const action of all) act(world, action);
      world.settle();
      walked += all.length;
      expect([...problems, ...timers.wrong].slice(0, 1)).toEqual([]);
    });
    for (let part = 0; walked < steps / 8; part += 1)
      fc.assert(property, { seed: seed + part, numRuns: 200, endOnFailure });
  }, 300_000);

  // A walk that never gets anywhere proves nothing.
  test.each(['n-ask_resume', 'n-nobody_yet', 'n-answer_delayed', 'n-ask_keep_open'])(
    'when the walk is over, then %s has been started by a timer',
    (notice) => {
      expect(started.filter((one) => one === notice).length).toBeGreaterThan(0);
    },
  );
});
