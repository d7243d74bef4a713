import { createLocalBrain } from '../../../activities/assistant/local';
import { calendarFindings } from '../../../activities/knowledge/check/calendar';
import { parseKnowledge } from '../../../activities/knowledge/parse';
import { validTopics } from '../../../activities/knowledge/validity';
import { knowledgeFiles, TOPIC } from './files';

const dated = (lines: string) => TOPIC.replace('---\nWe', `${lines}\n---\nWe`);
const knowledgeWith = (lines: string) => parseKnowledge(knowledgeFiles({ 'topics/repairs.md': dated(lines) }));
const { topics } = knowledgeWith('valid_from: 2026-11-10\nvalid_until: 2026-11-20\nreview_by: 2026-11-15');
const validAt = (time: string, zone = 'Africa/Johannesburg') => validTopics(topics, Date.parse(time), zone).length;

describe('the days of a topic', () => {
  test('when its days begin and end, they are days of the business and not of the server', () => {
    expect(validAt('2026-11-09T21:59:59Z')).toBe(0);
    expect(validAt('2026-11-09T22:00:00Z')).toBe(1);
    expect(validAt('2026-11-20T21:59:59Z')).toBe(1);
    expect(validAt('2026-11-20T22:00:00Z')).toBe(0);
    expect(validAt('2026-11-20T22:00:00Z', 'America/New_York')).toBe(1);
  });

  test('when it is over or has not begun, it never answers', () => {
    const brain = createLocalBrain(knowledgeWith('valid_from: 2026-11-10\nvalid_until: 2026-11-20'));
    const answerAt = (day: string) =>
      brain.answer({ messages: ['do you repair lamps'], transcript: [], language: 'en', now: Date.parse(`${day}T10:00Z`) });
    expect(answerAt('2026-11-20')).toMatchObject({ kind: 'answer', topics: ['repairs'] });
    expect(['2026-11-09', '2026-11-21'].map((day) => answerAt(day).kind)).toEqual(['none', 'none']);
  });

  test('when its review is overdue, it still answers and is reported with the day in words', () => {
    const reviewed = knowledgeWith('review_by: 2026-11-15');
    const brain = createLocalBrain(reviewed);
    const now = Date.parse('2026-11-16T10:00Z');
    expect(brain.answer({ messages: ['do you repair lamps'], transcript: [], language: 'en', now }).kind).toBe('answer');
    expect(calendarFindings({ topics: reviewed.topics, day: '2026-11-16' })).toEqual([
      {
        kind: 'review',
        file: 'topics/repairs.md',
        severity: 'wrong',
        sentence:
          'was to be reviewed by 15 November 2026 and is still answered from: read it again and move review_by.',
      },
    ]);
  });

  test('when the end or the review comes near, it is worth knowing; before that nothing is said', () => {
    const findings = (day: string) =>
      calendarFindings({ topics, day }).map(({ kind, severity }) => `${kind} ${severity}`);
    expect(findings('2026-10-25')).toEqual([]);
    expect(findings('2026-11-12')).toEqual(['ends_soon notice', 'review notice']);
    expect(findings('2026-11-15')).toEqual(['ends_soon notice', 'review notice']);
    expect(findings('2026-11-16')).toEqual(['ends_soon notice', 'review wrong']);
    expect(findings('2026-11-21')).toEqual(['expired wrong']);
  });

  test('when a day is no day, the file and the key are named', () => {
    expect(() => knowledgeWith('review_by: next spring')).toThrow(
      'topics/repairs.md: review_by: must be a day such as 2026-11-30.',
    );
  });
});
