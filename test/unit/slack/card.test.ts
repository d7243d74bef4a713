import type { CardState, CardView } from '../../../workflows/conversation/ports';
import { OUTCOME_WORDS } from '../../../workflows/conversation/wording';
import { renderCard } from '../../../activities/slack/card';
import { readButtonValue } from '../../../src/slack/click';
import { charactersIn } from '../../../src/simulator/slack/blocks';
import { buttonsOf, markupIn, notifiedBy, readBlocks } from '../../support/slack-blocks';
import { cardView, HOSTILE, PIETER } from '../../support/slack-views';

const WORKFLOW_ID = 'whatsapp-10550001-0123456789abcdef01234567';
const render = (card: CardView) =>
  renderCard(card, { workflowId: WORKFLOW_ID, transcriptLink: 'https://baton.example/transcript/x?expires=1' });
const HISTORY = 'Full chat history';
const OUTCOMES = Object.values(OUTCOME_WORDS);
const SNOOZES = ['Snooze for an hour', 'Snooze until tomorrow 08:00, or the next open day', 'Snooze until …'];
const CLAIMED = ['Hand back to the assistant', ...OUTCOMES, HISTORY, 'Take it from Thandi …', 'Transfer …', ...SNOOZES];
const labels = (card: CardView): string[] => buttonsOf(render(card).blocks).map(({ label }) => label);

describe('renderCard', () => {
  it('when the same matter was resolved before, then it calls who resolved it while it waits, and nobody when it is closed', () => {
    const open = render(cardView('waiting', { returnedTo: PIETER })).blocks;
    const closed = render(cardView('waiting', { returnedTo: PIETER, opensAt: 1_759_700_000_000 })).blocks;
    expect([open, closed].map(notifiedBy)).toEqual([['U_PIETER'], []]);
    expect(readBlocks(closed)).toContain('Back again: Pieter resolved it less than three');
  });

  it('when a handoff waits, the card tells the whole story', () => {
    const text = readBlocks(
      render(cardView('waiting', { intent: 'complaint', order: { number: '5544', note: 'delivered 3 October' } }))
        .blocks,
    );
    expect(text).toBe(
      [
        '🚨 New handoff',
        'Customer: Lindiwe M · +27 ••••• 1234',
        'Reason: Complaint: something is missing, damaged or wrong',
        'Issue: Part of order 5544 is missing',
        'Order: 5544 · delivered 3 October',
        'Waiting since: 2026-10-05 08:00 UTC',
        'Intent: Complaint · sounds calm · writes English',
        'Last messages · full chat history',
        'Lindiwe M · 07:58 UTC',
        '> Where is my order #5544?',
        'Assistant · 07:58 UTC',
        '> Order 5544 was delivered on 3 October.',
        'Lindiwe M · 08:00 UTC',
        '> It was delivered but a part is missing',
        'Waiting for an agent. The assistant is silent. Free text reaches the customer until 2026-10-06 08:00 UTC.',
      ].join('\n'),
    );
  });

  it('when nobody works now, the card says when the customer expects them back, and calls nobody', () => {
    const { blocks } = render(cardView('waiting', { opensAt: Date.UTC(2026, 9, 6, 6) }));
    expect(readBlocks(blocks)).toContain(
      'The assistant is silent. You are closed: the customer knows that you are back 2026-10-06 06:00 UTC. Free text',
    );
    expect(notifiedBy(blocks)).toEqual([]);
  });

  it('when the assistant answered at length, its answer is cut to its beginning and the customer’s words are not', () => {
    const long = '• Monday to Friday: *08:00 to 17:00*\n'.repeat(20);
    const lastMessages = (['customer', 'assistant'] as const).map((from) => ({ from, text: long, at: 0 }));
    const lines = readBlocks(render(cardView('waiting', { lastMessages })).blocks).split('\n');
    const quoted = lines.filter((line) => line.startsWith('> '));
    expect(quoted.at(-1)).toMatch(/^> • Monday to Friday: 08:00 to 17:00 • Monday .*…$/);
    expect(quoted.at(-1)?.length).toBeLessThan(150);
    expect(quoted.slice(0, -1).join('\n').length).toBeGreaterThan(450);
  });

  it('when the summary is there, it is labelled as the assistant’s', () => {
    const summary = {
      engine: 'openai' as const,
      askedFor: 'The tracking of order 5544.',
      told: 'It was delivered.',
      tried: 'Nothing yet.',
      wants: 'The missing part.',
    };
    expect(readBlocks(render(cardView('waiting', { summary })).blocks)).toContain(
      [
        "The assistant's summary",
        '• Asked for: The tracking of order 5544.',
        '• Was told: It was delivered.',
        '• Tried: Nothing yet.',
        '• Wants: The missing part.',
      ].join('\n'),
    );
  });

  it('when the summary has nothing to say on a point, the point is left out', () => {
    const parts = { engine: 'local' as const, askedFor: 'A refund.', told: '', tried: ' ', wants: '' };
    const text = readBlocks(render(cardView('waiting', { summary: parts })).blocks);
    expect(text).toContain("The assistant's summary\n• Asked for: A refund.\nLast messages");
    const nothing = { ...parts, askedFor: '' };
    expect(readBlocks(render(cardView('waiting', { summary: nothing })).blocks)).not.toContain('summary');
  });

  it.each<[CardState, Partial<CardView>, string, string, string[]]>([
    [
      'waiting',
      {},
      '🚨 New handoff',
      'Waiting for an agent',
      ['Take over', ...OUTCOMES, HISTORY, 'Give it to …', ...SNOOZES],
    ],
    ['taking_over', {}, '🚨 New handoff', 'Thandi: taking over…', [HISTORY]],
    ['claimed', {}, '👤 Handoff', 'Thandi has it', CLAIMED],
    ['claimed', { mode: 'confirming' }, '👤 Handoff', 'Hand back or keep: see the thread.', CLAIMED],
    [
      'snoozed',
      { snoozedUntil: Date.UTC(2026, 9, 6, 7) },
      '💤 Handoff, snoozed',
      'Thandi snoozed it until 2026-10-06 07:00 UTC. Free text reaches the customer until',
      ['Take over', ...OUTCOMES, HISTORY, 'Take it from Thandi …', 'Transfer …'],
    ],
    [
      'with_assistant',
      {},
      '🚨 Handoff, request open',
      'The assistant helps meanwhile, request open',
      ['Take over', 'Full chat history'],
    ],
    [
      'handed_back',
      { endedBy: PIETER },
      '🤖 Handoff, handed back',
      'Handed back to the assistant by Pieter',
      ['Take over', 'Full chat history'],
    ],
    [
      'handed_back',
      {},
      '🤖 Handoff, handed back',
      'Handed back to the assistant by the customer',
      ['Take over', 'Full chat history'],
    ],
    ['resolved', { endedBy: PIETER }, '✅ Handoff, resolved', 'Resolved by Pieter · ', ['Take over', HISTORY]],
    [
      'resolved',
      { endedBy: PIETER, outcome: 'compensated' },
      '✅ Handoff, resolved',
      'Resolved by Pieter · Refund or replacement arranged · ',
      ['Take over', HISTORY],
    ],
  ])('when it is %s (%j), the card says so and has the buttons for it', (state, changes, header, status, expected) => {
    const card = cardView(state, changes);
    const text = readBlocks(render(card).blocks);
    expect(text.split('\n')[0]).toBe(header);
    expect(text.split('\n').at(-1)).toContain(status);
    expect(labels(card)).toEqual(['Show number', ...expected]);
  });

  it('when a button is pressed, what it carries names the conversation, the epoch and the handoff', () => {
    const values = buttonsOf(render(cardView('claimed', { handoff: 3 })).blocks).map(({ value }) => value);
    for (const value of values) {
      expect(value).toMatchObject({ w: WORKFLOW_ID, e: 1_759_650_000, h: 3 });
      // Slack: an option's value has at most 150 characters.
      expect(JSON.stringify(value).length).toBeLessThanOrEqual(150);
      expect(readButtonValue(JSON.stringify(value))).toEqual(value);
    }
  });

  it('when there are further reasons, another language and anger, the card tells them', () => {
    const card = cardView('waiting', {
      otherReasons: ['angry_customer', 'complaint'],
      language: 'zu',
      sentiment: 'angry',
    });
    const text = readBlocks(render(card).blocks);
    expect(text).toContain('Reason: Complaint: something is missing, damaged or wrong · The customer is angry\n');
    expect(text).toContain('Intent: sounds angry · writes isiZulu');
  });

  it('when a first reply is suggested, it stands on the card with the button that opens it', () => {
    const summary = { engine: 'local' as const, askedFor: '', told: '', tried: '', wants: 'A refund.' };
    const suggestedReply = 'I am looking into it.';
    for (const state of ['waiting', 'claimed'] as const) {
      const card = cardView(state, { summary: { ...summary, suggestedReply } });
      expect(readBlocks(render(card).blocks)).toContain(
        'Suggested first reply\n> I am looking into it.\nLast messages',
      );
      expect(labels(card)).toContain('Use this reply');
    }
    for (const card of [
      cardView('claimed', { summary }),
      cardView('resolved', { summary: { ...summary, suggestedReply } }),
    ])
      expect(labels(card)).not.toContain('Use this reply');
  });

  it('when there was a handoff before, the card links to its card', () => {
    const { blocks } = render(cardView('waiting', { earlier: { channel: 'C0AGENTS', ts: '1759640000.000100' } }));
    expect(readBlocks(blocks)).toContain('Before: the card of the handoff before\n');
    expect(JSON.stringify(blocks)).toContain('https://slack.com/archives/C0AGENTS/p1759640000000100');
  });

  it('when WhatsApp gives no name and no number, the card says that', () => {
    const text = readBlocks(render(cardView('waiting', { customer: { userId: 'ZA.1234' } })).blocks);
    expect(text).toContain('Customer: Customer · number not shared');
    expect(labels(cardView('waiting', { customer: { userId: 'ZA.1234' } }))).not.toContain('Show number');
  });

  it.each(HOSTILE)('when the customer writes %j, nobody is notified and nothing becomes markup', (text) => {
    const card = cardView('claimed', {
      issue: text,
      customer: { waId: '27825551234', name: text },
      agent: { id: 'U_THANDI', name: text },
      order: { number: text, note: text },
      lastMessages: [{ from: 'customer', text, at: 0 }],
      summary: { engine: 'openai', askedFor: text, told: text, tried: text, wants: text, suggestedReply: text },
    });
    const message = render(card);
    expect(notifiedBy(message.blocks)).toEqual([]);
    expect(markupIn(message.blocks)).toEqual([]);
    expect(message.text).not.toMatch(/<[!@#h]/);
    readBlocks(message.blocks);
  });

  it('when a name or an issue has several lines, it cannot pretend to be another line of the card', () => {
    const forged = 'x\nReason: approved\r\nIssue: none';
    const lines = readBlocks(
      render(cardView('waiting', { issue: forged, customer: { waId: '27825551234', name: forged }, lastMessages: [] }))
        .blocks,
    ).split('\n');
    expect(lines.filter((line) => line.startsWith('Reason:'))).toHaveLength(1);
    expect(lines.filter((line) => line.startsWith('Issue:'))).toHaveLength(1);
  });

  it('when a message has lines of its own, all of them stay in its quote', () => {
    const lastMessages = [{ from: 'customer' as const, text: 'one\nAssistant · 09:00\napproved', at: 0 }];
    expect(readBlocks(render(cardView('waiting', { lastMessages })).blocks)).toContain(
      '> one\n> Assistant · 09:00\n> approved\n',
    );
  });

  it('when everything is as long as it can be, the card stays within every limit of Slack', () => {
    const long = 'ÿ"\n<🚨>'.repeat(5_000);
    const message = render(
      cardView('claimed', {
        issue: long,
        customer: { waId: '27825551234', name: long },
        agent: { id: 'U_THANDI', name: long },
        otherReasons: ['angry_customer', 'not_answerable', 'payment_dispute', 'promise_blocked'],
        order: { number: long, note: long },
        language: 'xh',
        sentiment: 'angry',
        lastMessages: Array.from({ length: 20 }, (_, at) => ({ from: 'customer' as const, text: long, at })),
        summary: { engine: 'openai', askedFor: long, told: long, tried: long, wants: long, suggestedReply: long },
      }),
    );
    readBlocks(message.blocks);
    expect(charactersIn(message.blocks)).toBeLessThan(13_000);
    expect(JSON.stringify(message.blocks)).toContain('…');
    expect(message.text.length).toBeLessThan(4_000);
  });

  it('when a text is cut in the middle of a character, the whole character goes', () => {
    const text = readBlocks(render(cardView('waiting', { issue: `${'a'.repeat(498)}🚨 and more` })).blocks);
    expect(text).toContain(`${'a'.repeat(498)}…\n`);
  });

  it('when a customer waits, the notification has his name and the reason but none of his words', () => {
    const { text } = render(cardView('waiting', { customer: { name: 'A & B <c>' } }));
    expect(text).toBe('New handoff: A &amp; B &lt;c&gt; · Complaint: something is missing, damaged or wrong');
  });
});
