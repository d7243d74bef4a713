/** Everything that can happen to a conversation, as data that fast-check can generate and shrink. */
import fc from 'fast-check';
import { AGENT_UPDATES, type AgentCommandKind, type CustomerContent } from '../../workflows/conversation/messages';
import type { Classification, Draft } from '../../workflows/conversation/ports';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** `#` becomes a number of its own, so that a message can be recognised wherever it turns up. */
export const TEXTS = [
  'Question # about delivery?',
  'What are your trading hours?',
  'Fragment #,',
  'hello',
  'yes',
  'ja',
  'No, thanks',
  'ja nee',
  'sorted',
  'never mind',
  'STOP',
  'hou op asb',
  'Start',
  'I want to know something long and detailed about order #',
] as const;

export const CONTENTS: CustomerContent[] = [
  { kind: 'media', media: 'image', voice: false, mediaId: 'm', mimeType: 'image/jpeg' },
  { kind: 'media', media: 'image', voice: false, caption: 'see this', mediaId: 'm', mimeType: 'image/jpeg' },
  { kind: 'media', media: 'audio', voice: true, mediaId: 'm', mimeType: 'audio/ogg' },
  { kind: 'media', media: 'sticker', voice: false, mediaId: 'm', mimeType: 'image/webp' },
  { kind: 'location', latitude: 1, longitude: 2 },
  { kind: 'contacts', names: ['Sam'] },
  { kind: 'reaction', emoji: '👍', messageId: 'x' },
  { kind: 'order', items: 2 },
  { kind: 'form', name: 'returns', text: 'size: L' },
  { kind: 'edit', originalMessageId: 'x', text: 'edited' },
  { kind: 'revoke', originalMessageId: 'x' },
  { kind: 'welcome' },
  { kind: 'unsupported', type: 'poll' },
  { kind: 'button', id: 'template-7', title: 'From a template' },
];

export const CLASSIFICATIONS: Partial<Classification>[] = [
  {},
  { questionKey: 'trading-hours' },
  { intent: 'social', social: 'greeting' },
  { intent: 'social', social: 'thanks' },
  { intent: 'out_of_scope' },
  { wantsHuman: true },
  { sentiment: 'angry' },
  { intent: 'refund_request', wantsAction: true, issue: 'wants a refund' },
  { intent: 'refund_request', wantsAction: false },
  { intent: 'self_harm', wantsAction: true },
  { intent: 'complaint', problem: true },
  { assistantPaused: true },
];

/** The one of the drafts below that answers nothing. */
export const UNKNOWN = 2;

export const DRAFTS: Partial<Draft>[] = [
  {},
  { text: 'Mon to Fri', basis: 'trading-hours' },
  { answerable: false },
  { violations: ['a promise'] },
  { order: { number: '1', outcome: 'not_found', cardNote: 'belongs to another number' }, answerable: false },
  { order: { number: '1', outcome: 'unavailable' }, answerable: false },
  { engine: 'local', answerable: false },
];

export type AgentName = 'THANDI' | 'PIETER';
export const CLICKS = Object.keys(AGENT_UPDATES) as AgentCommandKind[];

export type Action =
  | { do: 'write'; text: number; age: number }
  | { do: 'share'; content: number }
  | { do: 'burst'; size: number; reversed: boolean }
  | { do: 'tap'; back: number }
  /** What the knowledge does not answer, as far as a reply of the team, which may be the answer. */
  | { do: 'ask'; until: 'thought' | 'shown' | 'replied' | 'answered' }
  | { do: 'repeat'; back: number; signalled: boolean }
  | { do: 'late'; back: number; failed: boolean }
  | { do: 'think'; classification: number; draft: number; draftFirst: boolean }
  | {
      do: 'end';
      pick: number;
      how: 'done' | 'not_sent' | 'unknown' | 'rejected' | 'cancelled' | 'withheld';
      hard: boolean;
    }
  | { do: 'vendors' }
  | { do: 'status'; back: number; status: 'sent' | 'delivered' | 'read' | 'failed' }
  | {
      do: 'click';
      kind: AgentCommandKind;
      agent: AgentName;
      button: 'newest' | 'older' | 'none' | 'wrong';
      signalled: boolean;
      /** Which of the two ways in which it can be asked for. */
      form: 0 | 1;
    }
  | {
      do: 'say';
      agent: AgentName;
      note: boolean;
      mentions: boolean;
      files: number;
      thread: 'newest' | 'older' | 'question';
    }
  | { do: 'change'; back: number; how: 'edit' | 'delete' | 'note' | 'mention' }
  | { do: 'pass'; ms: number; away: boolean }
  | { do: 'carryOver' }
  | { do: 'phone'; age: number }
  | { do: 'moved' }
  | { do: 'park' };

const agent = fc.constantFrom<AgentName>('THANDI', 'THANDI', 'PIETER');
const back = fc.nat({ max: 6 });
const oftenTheFirst = (length: number) =>
  fc.oneof({ weight: 3, arbitrary: fc.nat({ max: 1 }) }, { weight: 2, arbitrary: fc.nat({ max: length - 1 }) });
const rarely = fc.nat({ max: 7 }).map((drawn) => drawn === 7);

const customer = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record({
      do: fc.constant('write' as const),
      text: fc.nat({ max: TEXTS.length - 1 }),
      age: fc.constantFrom(0, 0, 0, 0, 0, 0, 5 * SECOND, 2 * DAY, 9 * DAY),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constant('share' as const), content: fc.nat({ max: CONTENTS.length - 1 }) }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('burst' as const),
      size: fc.integer({ min: 2, max: 4 }),
      reversed: fc.boolean(),
    }),
  },
  { weight: 4, arbitrary: fc.record({ do: fc.constant('tap' as const), back }) },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('ask' as const),
      until: fc.constantFrom<Extract<Action, { do: 'ask' }>['until'][]>('thought', 'shown', 'replied', 'answered'),
    }),
  },
);

const agents = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constant('click' as const),
      kind: fc.constantFrom<AgentCommandKind[]>(
        ...CLICKS,
        'takeOver',
        'takeOver',
        'resume',
        'keepPaused',
        'away',
        'away',
      ),
      agent,
      button: fc.constantFrom<('newest' | 'older' | 'none' | 'wrong')[]>(
        'newest',
        'newest',
        'newest',
        'older',
        'none',
        'wrong',
      ),
      signalled: rarely,
      form: fc.constantFrom<(0 | 1)[]>(0, 0, 1),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('say' as const),
      agent,
      note: rarely,
      mentions: rarely,
      files: rarely.map(Number),
      thread: fc.constantFrom<('newest' | 'older' | 'question')[]>('newest', 'question', 'newest', 'older'),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('change' as const),
      back: fc.nat({ max: 2 }),
      how: fc.constantFrom<('edit' | 'delete' | 'note' | 'mention')[]>('edit', 'delete', 'delete', 'note', 'mention'),
    }),
  },
);

const vendors = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      do: fc.constant('think' as const),
      classification: oftenTheFirst(CLASSIFICATIONS.length),
      draft: oftenTheFirst(DRAFTS.length),
      draftFirst: fc.boolean(),
    }),
  },
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constant('end' as const),
      pick: fc.nat({ max: 3 }),
      how: fc.constantFrom<Extract<Action, { do: 'end' }>['how'][]>(
        'done',
        'done',
        'done',
        'not_sent',
        'not_sent',
        'unknown',
        'rejected',
        'cancelled',
        'withheld',
      ),
      hard: rarely,
    }),
  },
  { weight: 4, arbitrary: fc.record({ do: fc.constant('vendors' as const) }) },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('status' as const),
      back,
      status: fc.constantFrom<('sent' | 'delivered' | 'read' | 'failed')[]>('sent', 'delivered', 'read', 'failed'),
    }),
  },
);

const repeats = fc.oneof(
  { weight: 3, arbitrary: fc.record({ do: fc.constant('repeat' as const), back, signalled: fc.boolean() }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('late' as const), back, failed: fc.boolean() }) },
);

const time = fc.record({
  do: fc.constant('pass' as const),
  ms: fc.constantFrom(
    SECOND,
    5 * SECOND,
    31 * SECOND,
    MINUTE,
    10 * MINUTE,
    30 * MINUTE - 1,
    30 * MINUTE,
    31 * MINUTE,
    HOUR + 1,
    6 * HOUR,
    DAY - 5 * MINUTE,
    2 * DAY,
  ),
  away: rarely,
});

const rest = fc.constantFrom<Action[]>(
  { do: 'carryOver' },
  { do: 'carryOver' },
  { do: 'carryOver' },
  { do: 'carryOver' },
  { do: 'carryOver' },
  { do: 'carryOver' },
  { do: 'phone', age: 0 },
  { do: 'phone', age: 0 },
  { do: 'phone', age: 2 * HOUR },
  { do: 'moved' },
  { do: 'park' },
);

export const actions: fc.Arbitrary<Action> = fc.oneof<fc.MaybeWeightedArbitrary<Action>[]>(
  { weight: 10, arbitrary: customer },
  { weight: 7, arbitrary: agents },
  { weight: 12, arbitrary: vendors },
  { weight: 3, arbitrary: repeats },
  { weight: 5, arbitrary: time },
  { weight: 1, arbitrary: rest },
);
