import { hashId } from '../../workflows/conversation/hash';
import { decide, decideUnreadable, type PolicyInput } from '../../workflows/conversation/policy';
import type { Classification, Draft } from '../../workflows/conversation/ports';
import type { Memory } from '../../workflows/conversation/state';
import { ALWAYS_HUMAN_INTENTS } from '../../workflows/conversation/words';
import { classification, draftOf } from '../support/driver';
import { productSettings } from '../support/settings';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const NOW = Date.UTC(2026, 10, 23, 8);
const settings = productSettings();

interface Given {
  classified?: Partial<Classification>;
  /** `null`: it is still being written. */
  draft?: Partial<Draft> | 'failed' | null;
  memory?: Partial<Memory>;
  unreadable?: { any: boolean; photo: boolean };
  /** Only what people have had already: it triggers nothing. */
  old?: boolean;
  stopped?: boolean;
  paused?: boolean;
  settings?: PolicyInput['settings'];
}

const memoryOf = (change: Partial<Memory> = {}): Memory => ({
  answers: [],
  notAnswerableInARow: 0,
  firstContactSent: true,
  assistantMessages: [],
  modelCalls: [],
  askedCustomerAt: [],
  ...change,
});

function decided({
  classified,
  draft = {},
  memory,
  unreadable,
  old = false,
  stopped = false,
  paused = false,
  settings: own = settings,
}: Given) {
  const input: PolicyInput = {
    now: NOW,
    settings: own,
    memory: memoryOf(memory),
    mayTrigger: !old,
    stopped,
    paused,
    classification: classification(own, classified),
    unreadable: unreadable ?? { any: false, photo: false },
  };
  if (draft === null) return decide(input);
  return decide({ ...input, draft: draft === 'failed' ? draft : draftOf(draft) });
}

const answered = (times: number, change: Partial<Memory['answers'][number]> = {}): Partial<Memory> => ({
  answers: Array.from({ length: times }, (_, index) => ({
    at: NOW - (times - index) * MINUTE,
    questionKey: 'trading-hours',
    basis: 'hours',
    textHash: hashId(`wording ${index}`),
    ...change,
  })),
});

const HOURS = { classified: { questionKey: 'trading-hours' }, draft: { basis: 'hours', text: 'Mon to Fri' } };
const PERSON = { wantsHuman: true };
const ANGRY = { sentiment: 'angry' as const };
const REFUND = { intent: 'refund_request' as const, wantsAction: true };
const NO_ANSWER = { answerable: false };
const UNREADABLE = { any: true, photo: false };
const PHOTO = { any: true, photo: true };
const NOT_FOUND = { answerable: false, order: { number: '5544', outcome: 'not_found' as const } };

const ROWS: [when: string, given: Given, then: object][] = [
  ['1: a person is wanted', { classified: PERSON, draft: null }, { action: 'handoff', reason: 'human_requested' }],
  ['2: the customer is angry', { classified: ANGRY, draft: null }, { action: 'handoff', reason: 'angry_customer' }],
  ['3: it is to be done', { classified: REFUND, draft: null }, { action: 'handoff', reason: 'refund_request' }],
  ['3: it is to be explained', { classified: { ...REFUND, wantsAction: false } }, { action: 'send' }],
  [
    '3: the business lets the assistant do it',
    { classified: REFUND, settings: productSettings({ alwaysHumanIntents: ['complaint'] }) },
    { action: 'send' },
  ],
  [
    '3: self-harm sounds angry',
    { classified: { ...ANGRY, intent: 'self_harm', wantsAction: true }, draft: null },
    { action: 'handoff', reason: 'self_harm' },
  ],
  ['1: the wish is an old one', { classified: PERSON, old: true }, { action: 'send' }],
  ['3: the wish is an old one', { classified: REFUND, old: true, draft: null }, { action: 'wait' }],
  ['0: the assistant is paused', { paused: true, draft: null }, { action: 'handoff', reason: 'assistant_paused' }],
  ['0: it is paused and a person is wanted', { classified: PERSON, paused: true }, { reason: 'human_requested' }],
  [
    '0: it is paused and all is old',
    { classified: PERSON, paused: true, old: true },
    { action: 'handoff', reason: 'assistant_paused' },
  ],
  ['nothing is decided and the draft is not there', { draft: null }, { action: 'wait' }],
  ['4: a greeting', { classified: { intent: 'social', social: 'greeting' } }, { action: 'notice', key: 'greeting' }],
  [
    '4: a greeting again',
    { classified: { intent: 'social', social: 'greeting' }, memory: { greetedAt: NOW - MINUTE } },
    { action: 'silence' },
  ],
  ['4: thanks', { classified: { intent: 'social', social: 'thanks' } }, { action: 'notice', key: 'thanks' }],
  [
    '4: thanks within six hours',
    { classified: { intent: 'social', social: 'thanks' }, memory: { thankedAt: NOW - 6 * HOUR + 1 } },
    { action: 'silence' },
  ],
  [
    '4: thanks after six hours',
    { classified: { intent: 'social', social: 'thanks' }, memory: { thankedAt: NOW - 6 * HOUR } },
    { action: 'notice', key: 'thanks' },
  ],
  ['4: ok', { classified: { intent: 'social', social: 'acknowledgement' } }, { action: 'silence' }],
  [
    '5: another matter',
    { classified: { intent: 'out_of_scope' } },
    { action: 'notice', key: 'out_of_scope', buttons: 'none' },
  ],
  ['6: the second time', { ...HOURS, memory: answered(1) }, { action: 'send' }],
  ['6: the third time', { ...HOURS, memory: answered(2) }, { action: 'offer' }],
  ['6: the answer has changed', { ...HOURS, memory: answered(2, { basis: 'holiday hours' }) }, { action: 'send' }],
  ['6: it was too long ago', { ...HOURS, memory: answered(2, { at: NOW - 2 * HOUR - 1 }) }, { action: 'send' }],
  [
    '6: the same text for another question',
    { ...HOURS, memory: answered(2, { questionKey: 'other', basis: 'other', textHash: hashId('Mon to Fri') }) },
    { action: 'offer' },
  ],
  ['6: no question at all', { draft: HOURS.draft, memory: answered(2) }, { action: 'send' }],
  [
    '6: an offer was declined just now',
    { ...HOURS, memory: { ...answered(2), declinedAt: NOW - 29 * MINUTE } },
    { action: 'send' },
  ],
  [
    '6: an offer was declined half an hour ago',
    { ...HOURS, memory: { ...answered(2), declinedAt: NOW - 30 * MINUTE } },
    { action: 'offer' },
  ],
  [
    '6: the business counts to two',
    { ...HOURS, memory: answered(1), settings: productSettings({ repeatLimit: 2 }) },
    { action: 'offer' },
  ],
  ['7: the knowledge does not answer', { draft: NO_ANSWER }, { action: 'offer' }],
  [
    '7: for the second time in a row',
    { draft: NO_ANSWER, memory: { notAnswerableInARow: 1 } },
    { action: 'handoff', reason: 'not_answerable' },
  ],
  [
    '7: after a declined offer no other one',
    { draft: NO_ANSWER, memory: { declinedAt: NOW - MINUTE } },
    { action: 'notice', buttons: 'none' },
  ],
  [
    '7: the order is not found',
    { draft: NOT_FOUND },
    { action: 'notice', key: 'order_not_found', parameters: { number: '5544' }, buttons: 'connect' },
  ],
  [
    '7: the orders cannot be reached',
    { draft: { ...NO_ANSWER, order: { number: '5544', outcome: 'unavailable' } } },
    { action: 'notice', key: 'orders_down', buttons: 'connect' },
  ],
  [
    '7: the order is not found, after “stop”',
    { draft: NOT_FOUND, stopped: true },
    { action: 'notice', key: 'order_missing', parameters: { number: '5544' }, buttons: 'none' },
  ],
  [
    '7: the orders cannot be reached, after “stop”',
    { draft: { ...NO_ANSWER, order: { number: '5544', outcome: 'unavailable' } }, stopped: true },
    { action: 'notice', key: 'orders_down', buttons: 'none' },
  ],
  ['8: it promises too much', { draft: { violations: ['a date'] } }, { action: 'handoff', reason: 'promise_blocked' }],
  ['9: a voice note', { unreadable: UNREADABLE }, { action: 'notice', key: 'cannot_read', buttons: 'connect_or_type' }],
  [
    '9: a voice note, after “stop”',
    { unreadable: UNREADABLE, stopped: true },
    { action: 'notice', key: 'type_it', buttons: 'none' },
  ],
  [
    '9: a photo with a problem',
    { classified: { problem: true }, unreadable: PHOTO },
    { action: 'handoff', reason: 'unsupported_message' },
  ],
  [
    '9: a photo right after a problem',
    { memory: { problemAt: NOW - 10 * MINUTE }, unreadable: PHOTO },
    { action: 'handoff', reason: 'unsupported_message' },
  ],
  ['9: a photo long after one', { memory: { problemAt: NOW - 11 * MINUTE }, unreadable: PHOTO }, { action: 'notice' }],
  ['10: both engines failed', { draft: 'failed' }, { action: 'handoff', reason: 'assistant_unavailable' }],
  [
    '10: the fallback is not sure',
    { draft: { engine: 'local', answerable: false } },
    { action: 'handoff', reason: 'assistant_unavailable' },
  ],
  ['10: the fallback is sure', { draft: { engine: 'local' } }, { action: 'send' }],
  [
    '7: the local engine by choice does not know',
    { draft: { engine: 'local', answerable: false }, settings: productSettings({ engine: 'local' }) },
    { action: 'offer' },
  ],
  ['11: an answer', {}, { action: 'send' }],
];

/** Each row beats every later one that would apply as well. */
const PRECEDENCE: [row: string, given: Given, then: object][] = [
  ['1 before 2 and 3', { classified: { ...PERSON, ...ANGRY, ...REFUND } }, { reason: 'human_requested' }],
  ['2 before 3', { classified: { ...ANGRY, ...REFUND } }, { reason: 'angry_customer' }],
  [
    '3 before 8 and 9',
    { classified: REFUND, draft: { violations: ['x'] }, unreadable: PHOTO },
    { reason: 'refund_request' },
  ],
  [
    '4 before 6 and 8',
    {
      classified: { intent: 'social', social: 'thanks', questionKey: 'trading-hours' },
      draft: { ...HOURS.draft, violations: ['x'] },
      memory: answered(2),
    },
    { key: 'thanks' },
  ],
  [
    '4 gives way to 9',
    { classified: { intent: 'social', social: 'greeting' }, unreadable: UNREADABLE },
    { key: 'cannot_read' },
  ],
  ['5 before 7', { classified: { intent: 'out_of_scope' }, draft: NO_ANSWER }, { key: 'out_of_scope' }],
  [
    '6 before 7',
    { ...HOURS, draft: { ...HOURS.draft, ...NO_ANSWER }, memory: { ...answered(2), notAnswerableInARow: 1 } },
    { action: 'offer' },
  ],
  ['7 before 8', { draft: { ...NO_ANSWER, violations: ['x'] } }, { action: 'offer' }],
  ['8 before 9', { draft: { violations: ['x'] }, unreadable: UNREADABLE }, { reason: 'promise_blocked' }],
  ['9 before 10', { draft: 'failed', unreadable: UNREADABLE }, { key: 'cannot_read' }],
  [
    '4 although the draft failed',
    { classified: { intent: 'social', social: 'greeting' }, draft: 'failed' },
    { key: 'greeting' },
  ],
];

describe('the decision table', () => {
  test.each(ROWS)('when %s, then the table decides', (_when, given, then) => {
    expect(decided(given)).toMatchObject(then);
  });

  test.each(PRECEDENCE)('when two rows apply, then the first wins: %s', (_row, given, then) => {
    expect(decided(given)).toMatchObject(then);
  });

  test.each(ALWAYS_HUMAN_INTENTS)('when %s is to be done, then it is the reason of a handoff', (intent) => {
    expect(decided({ classified: { intent, wantsAction: true }, draft: null })).toMatchObject({
      action: 'handoff',
      reason: intent,
    });
  });

  test('when nothing can be read, then no model is asked: a notice, or people for a photo after a problem', () => {
    expect(decideUnreadable(false, NOW, memoryOf())).toMatchObject({ key: 'cannot_read', buttons: 'connect_or_type' });
    expect(decideUnreadable(true, NOW, memoryOf())).toMatchObject({ key: 'cannot_read' });
    expect(decideUnreadable(true, NOW, memoryOf({ problemAt: NOW - MINUTE }))).toMatchObject({ action: 'handoff' });
    expect(decideUnreadable(false, NOW, memoryOf({ problemAt: NOW - MINUTE }))).toMatchObject({ action: 'notice' });
  });
});
