import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { countdownOf, dayOf, spanOf } from '../../../src/simulator/page/assets/time.js';
import {
  badgeOf,
  decisionOf,
  eventUrl,
  isKnownDeadline,
  isKnownRule,
  momentWords,
  reasonOf,
  stateOf,
} from '../../../src/simulator/page/assets/words.js';
import { HANDOFF_REASONS } from '../../../workflows/conversation/words';
import { outageOf, recordedMeanwhile } from '../../../src/simulator/page/assets/worker-panel.js';

const RULES = join(__dirname, '..', '..', '..', 'workflows', 'conversation');
const sources = readdirSync(RULES, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.ts'))
  .map((name) => readFileSync(join(RULES, name), 'utf8'))
  .join('\n');
const found = (pattern: RegExp): string[] => [...sources.matchAll(pattern)].map(([, one]) => one!);

describe('the words of the page', () => {
  test('when the workflow decides by any of its rules, then the page tells it in words of its own', () => {
    const rules = [...found(/rule: '([^']+)'/g), ...found(/noteDecision\(state, '([^']+)'/g)];
    expect(rules.length).toBeGreaterThan(25);
    expect(rules.filter((rule) => !isKnownRule(rule))).toEqual([]);
  });

  test('when the workflow waits for any of its deadlines, then the page tells what will happen', () => {
    const tables = [...sources.matchAll(/const all: .*?\n {2}\];/gs)].map(([table]) => table).join('\n');
    const deadlines = [...tables.matchAll(/'([^']+)'/g)].map(([, what]) => what!);
    expect(deadlines.length).toBeGreaterThan(5);
    expect(deadlines.filter((what) => !isKnownDeadline(what))).toEqual([]);
  });

  test('when people are fetched for any reason, then the page knows the reason', () => {
    expect(HANDOFF_REASONS.filter((reason) => reasonOf(reason) === reason.replaceAll('_', ' '))).toEqual([]);
  });

  test('when a decision is shown, then its row and its reason stand beside it', () => {
    expect(decisionOf({ rule: '11 answer', detail: 'question' })).toMatchObject({ title: 'Answer sent', row: '11' });
    expect(decisionOf({ rule: 'handoff complaint' }).why).toBe('something is missing, damaged or wrong');
    expect(decisionOf({ rule: '3 only people may do this', detail: 'refund_request' }).why).toContain('refund');
    expect(decisionOf({ rule: 'resume confirmed', detail: 'by the agent' }).why).toBe('confirmed by the agent');
    expect(decisionOf({ rule: 'brand_new', detail: 'some_code' })).toEqual({
      title: 'brand new',
      why: 'some code',
      row: undefined,
    });
  });

  test('when an event is linked, then the link names workflow, run and event', () => {
    const moment = { id: 12, kind: 'signal', name: 'customerMessage', seenAt: 0 };
    expect(eventUrl('http://ui/workflows/w', { runId: 'r' }, moment)).toBe('http://ui/workflows/w/r/history/events/12');
    expect(eventUrl('http://ui/workflows/w', undefined, undefined)).toBe('http://ui/workflows/w');
  });

  test('when an activity ends, then its outcome is told by its name', () => {
    const scheduled = { id: 8, kind: 'activity', name: 'draft', summary: 'draft turn 1', seenAt: 0 };
    const outcome = { id: 11, kind: 'outcome', name: 'completed', of: 8, seenAt: 0 };
    expect(momentWords(scheduled, [scheduled])).toEqual({ kind: 'Activity', name: 'draft', note: 'draft turn 1' });
    expect(momentWords(outcome, [scheduled, outcome])).toEqual({ kind: 'Activity', name: 'draft', note: 'completed' });
  });

  test.each([
    [{ mode: 'active', handoff: 'none' }, 'assistant', 'assistant'],
    [{ mode: 'active', handoff: 'waiting' }, 'meanwhile', 'assistant, open'],
    [{ mode: 'paused', handoff: 'waiting' }, 'waiting', 'waiting'],
    [{ mode: 'paused', handoff: 'claimed', agent: 'U' }, 'claimed', 'with Thandi'],
    [{ mode: 'paused', handoff: 'snoozed', agent: 'U' }, 'snoozed', 'snoozed'],
    [{ mode: 'confirming', handoff: 'claimed', agent: 'U' }, 'confirming', 'hand back?'],
  ])('when a conversation is %j, then its box is %s and its badge "%s"', (conversation, state, badge) => {
    expect(stateOf(conversation)).toBe(state);
    expect(badgeOf(conversation, () => 'Thandi').text).toBe(badge);
  });

  test('when time is told, then it is short', () => {
    const minute = 60_000;
    expect([35_000, 12 * minute, 185 * minute, 30 * 24 * 60 * minute].map(spanOf)).toEqual([
      '35 s',
      '12 min',
      '3 h 5 min',
      '30 d',
    ]);
    expect([29 * minute + 41_000, 900, 0, -5, 90 * minute].map(countdownOf)).toEqual([
      '29:41',
      '0:01',
      'now',
      'now',
      '90 min',
    ]);
    expect(dayOf(Date.UTC(2026, 10, 26, 12), Date.UTC(2026, 10, 26, 15))).toBe('today');
    expect(dayOf(Date.UTC(2026, 10, 24, 12), Date.UTC(2026, 10, 26, 15))).toBe('24 November 2026');
  });
});

describe('a worker that was killed', () => {
  const down = { state: 'down', pid: 1, since: 1_000 };
  const up = { state: 'up', pid: 2, since: 9_000 };

  test('when another is up, then the page knows for how long none was there', () => {
    expect(outageOf(undefined, up)).toBeUndefined();
    const outage = outageOf(undefined, down);
    expect(outageOf(outage, up)).toEqual({ downAt: 1_000, pid: 1, upAt: 9_000, newPid: 2 });
  });

  test('when Temporal recorded something meanwhile, then that is told, and nothing from before or after', () => {
    const moments = [500, 2_000, 3_000, 9_500].map((seenAt, id) => ({
      id,
      seenAt,
      kind: id === 2 ? 'outcome' : 'signal',
    }));
    const recorded = recordedMeanwhile({ downAt: 1_000, pid: 1, upAt: 9_000, newPid: 2 }, moments);
    expect(recorded.map(({ id }) => id)).toEqual([1]);
  });
});
