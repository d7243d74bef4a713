import type { ThreadLine } from '../../../workflows/conversation/ports';
import { renderChannelLine, renderLine } from '../../../activities/slack/thread-line';
import { readButtonValue } from '../../../src/slack/click';
import { buttonsOf, markupIn, notifiedBy, readBlocks } from '../../support/slack-blocks';
import { HOSTILE, PIETER, THANDI } from '../../support/slack-views';

const WORKFLOW_ID = 'whatsapp-10550001-0123456789abcdef01234567';
const AT = Date.UTC(2026, 9, 5, 8, 0);
const render = (line: ThreadLine) => renderLine(line, WORKFLOW_ID, 'S0AGENTS');

/** They name an agent whom they do not call. */
const SILENT = ['given_back', 'desk_message'];

const LINES: [ThreadLine, string, string[]][] = [
  [
    { kind: 'customer_message', name: 'Lindiwe M', text: 'Hello\nagain', at: AT },
    'Lindiwe M · 08:00 UTC\n> Hello\n> again',
    [],
  ],
  [
    { kind: 'agent_phone_message', text: 'On my way', at: AT },
    'Answered from the phone app · 08:00 UTC\n> On my way',
    [],
  ],
  [
    { kind: 'confirm_resume', epoch: 7, question: 2, agent: THANDI, inactiveMinutes: 30 },
    '@U_THANDI No agent has been active here for 30 minutes. Hand the conversation back to the assistant?',
    ['Hand back to the assistant', 'Keep it with us'],
  ],
  [{ kind: 'customer_keeps_waiting', agent: THANDI }, '@U_THANDI The customer would rather wait for a person.', []],
  [
    { kind: 'held', heldId: 'C1:1.2', agent: THANDI, text: 'ask @Pieter', why: 'mention' },
    '@U_THANDI This message mentions somebody in Slack, so it was not sent to the customer.\n> ask @Pieter',
    ['Send anyway', 'Keep as note'],
  ],
  [
    { kind: 'held', heldId: 'C1:1.2', agent: PIETER, text: 'I can help', why: 'assistant_active' },
    '@U_PIETER The assistant has this conversation, so your message was not sent to the customer.\n> I can help',
    ['Take over and send', 'Keep as note'],
  ],
  [
    { kind: 'held', heldId: 'C1:1.2', agent: PIETER, text: 'I can help', why: 'nobody_claimed' },
    '@U_PIETER Nobody has this handoff yet, so your message was not sent to the customer.\n> I can help',
    ['Take over and send', 'Keep as note'],
  ],
  [
    { kind: 'kept_as_note', agent: PIETER, owner: THANDI },
    '@U_PIETER Thandi has this conversation: your message stays inside.',
    [],
  ],
  [
    { kind: 'file_refused', agent: THANDI },
    '@U_THANDI The file was not sent to the customer and stays here: attach it again as a file of its own.',
    [],
  ],
  [
    {
      kind: 'not_delivered',
      intentId: 'h-1',
      agent: THANDI,
      reason: 'The number is not on WhatsApp.',
      text: 'Hi',
      again: true,
    },
    '@U_THANDI Not delivered: The number is not on WhatsApp.\n> Hi',
    ['Send again'],
  ],
  [
    { kind: 'not_delivered', intentId: 'a-1', reason: 'The number is not on WhatsApp.', text: 'Hi', again: false },
    'Not delivered: The number is not on WhatsApp.\n> Hi',
    [],
  ],
  [
    { kind: 'unconfirmed', intentId: 'h-1', agent: THANDI, author: 'agent', text: 'Hi', again: true },
    '@U_THANDI Delivery unconfirmed: WhatsApp did not say whether this message went out.\n> Hi',
    ['Send again'],
  ],
  [
    { kind: 'unconfirmed', intentId: 'a-1', author: 'assistant', text: 'Hi', again: false },
    "Delivery unconfirmed: WhatsApp did not say whether the assistant's answer went out.\n> Hi",
    [],
  ],
  [
    { kind: 'window_ends', agent: THANDI, endsAt: AT, opensAt: AT + 86_400_000 },
    '@U_THANDI WhatsApp takes free text for this customer only until 2026-10-05 08:00 UTC, and you are back only 2026-10-06 08:00 UTC. Answer now: later only a template reaches them.',
    [],
  ],
  [
    { kind: 'parked', parkedId: 'p-1', agent: THANDI, text: 'Hi', handoff: 2, asked: false },
    '@U_THANDI Kept, not sent: the 24-hour window is closed, so WhatsApp takes no free text. A template may still ask the customer to write; this goes out as soon as they do.\n> Hi',
    ['Send a template…', 'Keep as note'],
  ],
  [
    { kind: 'parked', parkedId: 'p-1', agent: THANDI, text: 'Hi', handoff: 2, asked: true },
    '@U_THANDI Kept: it goes out as soon as the customer answers the template.\n> Hi',
    ['Keep as note'],
  ],
  [
    { kind: 'template_sent', agent: THANDI, text: 'We have an answer.', parked: 1 },
    '@U_THANDI sends a template. What is kept goes out once the customer answers, and then you can write freely for 24 hours.\n> We have an answer.',
    [],
  ],
  [{ kind: 'confirmed_after_all', text: 'Hi' }, 'WhatsApp has confirmed this message after all:\n> Hi', []],
  [
    { kind: 'reason_added', reason: 'angry_customer', issue: 'Still nothing' },
    'Also: The customer is angry\n> Still nothing',
    [],
  ],
  [{ kind: 'reason_added', reason: 'fraud', issue: '' }, 'Also: Fraud or impersonation', []],
  [
    { kind: 'sentence', sentence: 'taken_over', agent: THANDI },
    '@U_THANDI took over. The assistant is silent; what you write here goes to the customer.',
    [],
  ],
  [
    { kind: 'sentence', sentence: 'customer_settled' },
    'The customer says that everything is sorted. The handoff is closed.',
    [],
  ],
  [
    { kind: 'sentence', sentence: 'snoozed', agent: THANDI, minutes: 60 },
    '@U_THANDI snoozed the handoff. (60 min)',
    [],
  ],
  [
    { kind: 'sentence', sentence: 'snooze_over_written', agent: THANDI },
    '@U_THANDI The customer has written, so the snooze is over.',
    [],
  ],
  [
    { kind: 'whose_turn', epoch: 7, question: 2, handoff: 3, agent: THANDI, since: AT },
    '@U_THANDI It is the customer’s turn: no answer to you since 08:00 UTC. Hand the conversation back, resolve it, or keep it until they answer?',
    ['Hand back to the assistant', 'Resolve', 'Keep until they answer'],
  ],
  [
    { kind: 'customer_waits', agent: THANDI, since: AT, everybody: false },
    '@U_THANDI The customer has been waiting for an answer since 2026-10-05 08:00 UTC.',
    [],
  ],
  [
    { kind: 'customer_waits', agent: THANDI, since: AT, everybody: true },
    '@U_THANDI @S0AGENTS The customer has been waiting for an answer since 2026-10-05 08:00 UTC. Can somebody step in?',
    [],
  ],
  [
    {
      kind: 'customer_messages',
      name: 'Lindiwe M',
      messages: [
        { text: 'one\nAssistant · 09:00', at: AT },
        { text: 'two', at: AT },
      ],
    },
    'Lindiwe M · 08:00 UTC\n> one\n> Assistant · 09:00\n> two',
    [],
  ],
  [
    { kind: 'taken_from', agent: PIETER, from: THANDI, reason: 'She is at lunch' },
    '@U_PIETER took over from @U_THANDI. What Pieter writes here goes to the customer.\n> She is at lunch',
    [],
  ],
  [
    { kind: 'given_back', agent: THANDI },
    '@S0AGENTS Thandi gave it back to the group: it waits for whoever takes it first.',
    [],
  ],
  [
    { kind: 'sentence', sentence: 'resolved', agent: THANDI, outcome: 'no_reply' },
    '@U_THANDI resolved the handoff: the customer did not reply. The assistant answers again.',
    [],
  ],
  [
    { kind: 'sentence', sentence: 'fell_back', agent: THANDI },
    '@U_THANDI has not answered the customer: the conversation waits for whoever takes it first.',
    [],
  ],
  [{ kind: 'desk_message', agent: THANDI, text: 'I am *on* it', note: false }, 'Thandi (desk):\n> I am *on* it', []],
  [
    { kind: 'desk_message', agent: THANDI, text: 'a regular', note: true },
    'Thandi (desk, internal note):\n> a regular',
    [],
  ],
];

describe('renderLine', () => {
  it.each(LINES)('when the line is %j, it reads as it should', (line, text, labels) => {
    const { blocks } = render(line);
    expect(readBlocks(blocks)).toBe(text);
    expect(buttonsOf(blocks).map(({ label }) => label)).toEqual(labels);
  });

  it('when a button is pressed, what it carries names what it is about', () => {
    const values = (line: ThreadLine): unknown[] => buttonsOf(render(line).blocks).map(({ value }) => value);
    const [confirm, held, again] = [2, 4, 9].map((index) => values(LINES[index]![0])[0]);
    expect(confirm).toEqual({ w: WORKFLOW_ID, e: 7, q: 2 });
    expect(held).toEqual({ w: WORKFLOW_ID, m: 'C1:1.2' });
    expect(again).toEqual({ w: WORKFLOW_ID, i: 'h-1' });
    for (const value of [confirm, held, again]) expect(readButtonValue(JSON.stringify(value))).toEqual(value);
  });

  it('when an agent asks for a card number or has written one, the line says so and what it may do', () => {
    const held = { kind: 'held', heldId: 'C1:1.2', agent: THANDI, text: 'your card?', why: 'sensitive' } as const;
    const asked = JSON.stringify(render({ ...held, sensitive: 'asked' }).blocks);
    expect(asked).toContain('was not sent to the customer. It asks for a card, PIN or ID number');
    expect(asked).toContain('Send anyway');
    const contained = JSON.stringify(render({ ...held, why: 'nobody_claimed', sensitive: 'contained' }).blocks);
    expect(contained).toContain('Nobody has this handoff yet');
    expect(contained).toContain('A card or ID number was in it and has been taken out.');
    expect(contained).toContain('Take over and send');
  });

  it('when nobody has claimed the handoff, the whole channel is asked', () => {
    const question = { kind: 'confirm_resume', epoch: 7, question: 2, inactiveMinutes: 30 } as const;
    expect(render(question).broadcast).toBe(true);
    expect(render({ ...question, agent: THANDI }).broadcast).toBe(false);
    expect(render({ kind: 'customer_keeps_waiting' }).broadcast).toBe(true);
  });

  it('when the line is about an agent, exactly he is notified, and the group where it is called', () => {
    const notified = LINES.map(([line]) => notifiedBy(render(line).blocks));
    const agents = LINES.map(([line]) => [
      ...('agent' in line && line.agent && !SILENT.includes(line.kind) ? [line.agent.id] : []),
      ...(line.kind === 'taken_from' ? [line.from.id] : []),
      ...(line.kind === 'given_back' ? ['S0AGENTS'] : []),
      ...('everybody' in line && line.everybody ? ['S0AGENTS'] : []),
    ]);
    expect(notified).toEqual(agents);
  });

  it.each(HOSTILE)('when a customer or an agent writes %j, it stays literal', (text) => {
    const agent = { id: 'U_THANDI', name: text };
    const lines: ThreadLine[] = [
      { kind: 'customer_message', name: text, text, at: AT },
      { kind: 'agent_phone_message', text, at: AT },
      { kind: 'held', heldId: 'x', agent, text, why: 'mention' },
      { kind: 'kept_as_note', agent, owner: agent },
      { kind: 'not_delivered', intentId: 'x', agent, reason: text, text, again: true },
      { kind: 'unconfirmed', intentId: 'x', agent, author: 'agent', text, again: true },
      { kind: 'confirmed_after_all', text },
      { kind: 'reason_added', reason: 'fraud', issue: text },
      { kind: 'desk_message', agent, text, note: false },
      { kind: 'taken_from', agent, from: agent, reason: text },
      { kind: 'customer_messages', name: text, messages: [{ text, at: AT }] },
      { kind: 'given_back', agent },
      { kind: 'sentence', sentence: 'kept', agent },
    ];
    for (const line of lines) {
      const message = render(line);
      expect(notifiedBy(message.blocks).filter((id) => id !== 'U_THANDI' && id !== 'S0AGENTS')).toEqual([]);
      expect(markupIn(message.blocks)).toEqual([]);
      expect(message.text).not.toMatch(/<[!@#h]/);
      readBlocks(message.blocks);
    }
  });

  it('when a customer writes as much as WhatsApp allows, the whole message fits', () => {
    const text = '🚨'.repeat(4_096);
    const { blocks } = render({ kind: 'customer_message', text, at: AT });
    expect(readBlocks(blocks)).toContain(text);
  });

  it('when a file with a name is not shown, then the thread says which, on one short line, and the notification does not', () => {
    const name = `invoice\n<!channel> ${'x'.repeat(300)}.pdf`;
    const line: ThreadLine = { kind: 'file_problem', what: 'document', problem: 'empty', name };
    const message = render(line);
    expect(readBlocks(message.blocks)).toMatch(
      /^The customer’s document invoice <!channel> x{40,70}… is not shown: it is empty: .*$/,
    );
    expect(markupIn(message.blocks)).toEqual([]);
    expect(message.text).toMatch(/^The customer’s document is not shown: it is empty/);
  });

  it('when an agent has no id of Slack, then she is named and nobody is mentioned', () => {
    const agent = { id: 'auth0|65f1', name: 'Nomsa' };
    const lines: ThreadLine[] = [
      { kind: 'customer_keeps_waiting', agent },
      { kind: 'sentence', sentence: 'kept', agent },
      { kind: 'taken_from', agent, from: { id: 'mailto:a.b', name: 'Sipho' }, reason: 'asked to' },
      { kind: 'template_sent', agent, text: 'Hello', parked: 0 },
    ];
    const shown = lines.map((line) => render(line).blocks);
    expect(shown.map((blocks) => notifiedBy(blocks))).toEqual([[], [], [], []]);
    expect(shown.map((blocks) => readBlocks(blocks).split('\n')[0])).toEqual([
      'Nomsa: The customer would rather wait for a person.',
      'Nomsa keeps the conversation with the team.',
      'Nomsa took over from Sipho. What Nomsa writes here goes to the customer.',
      expect.stringMatching(/^Nomsa sends a template\./),
    ]);
  });

  it('when a customer writes, the notification has none of his words', () => {
    expect(render({ kind: 'customer_message', name: 'Lindiwe M', text: 'my secret', at: AT }).text).toBe(
      'Lindiwe M wrote',
    );
  });
});

describe('renderChannelLine', () => {
  it('when there is no thread, the line says whom it is about', () => {
    const line: ThreadLine = { kind: 'sentence', sentence: 'parked' };
    const message = renderChannelLine(line, { waId: '27825551234', name: 'Lindiwe M' }, WORKFLOW_ID, 'S0AGENTS');
    expect(readBlocks(message.blocks)).toBe(
      'Lindiwe M · +27 ••••• 1234\nThe conversation was stopped because of an internal error. An operator has to look at it.',
    );
    expect(message.text).toMatch(/^Lindiwe M: The conversation was stopped/);
  });
});
