import {
  agentCommandSignal,
  agentMessageChangeSignal,
  agentMessageSignal,
  customerMovedSignal,
  deliveryStatusSignal,
  phoneReplySignal,
  type AgentMessageChange,
  type DeliveryStatus,
} from '../../../workflows/conversation/messages';
import { PIETER, THANDI } from '../driver';
import { posts, sends } from './activities';
import { until } from '../until';
import { agentSays, answered, claimed, heard, NEW, nextId, OLD, sent, type Conversation, type Rig } from './moves';

const MINUTE = 60_000;

/** Plays one story; what it returns is recorded beside it, each under a name of its own. */
type Scenario = (conversation: Conversation, rig: Rig) => Promise<void | Record<string, Conversation>>;

export const SCENARIOS: Record<string, Scenario> = {
  async answers(conversation) {
    for (const question of ['What are your hours?', 'How much is delivery?']) {
      await conversation.customer(question);
      await answered(conversation, question);
    }
  },
  async 'takeover-and-resume'(conversation) {
    await conversation.customer('I want a refund');
    await conversation.until(({ handoff }) => handoff === 'waiting');
    await conversation.command('takeOver');
    await conversation.customer('hello?');
    await conversation.advance(30 * MINUTE);
    await conversation.advance(10 * MINUTE);
    await conversation.command('resume');
    await answered(conversation, 'hello?');
  },
  async 'takeover-while-thinking'(conversation) {
    await conversation.customer('[slow] what are your hours?');
    await conversation.until(({ turn }) => turn?.phase === 'thinking');
    await conversation.command('takeOver');
  },
  // Rule set 2: who is owed an answer is published when that changes.
  async 'paused-and-answered'(conversation) {
    await conversation.customer('[slow] what are your hours?');
    await conversation.until(({ turn }) => turn?.phase === 'thinking');
    await conversation.command('pause');
    await conversation.command('takeOver');
    const said = { id: 'C1:7.0', channel: 'C1', threadTs: '1.0', agent: THANDI, text: 'From nine to five.' };
    await conversation.handle.signal(agentMessageSignal, { ...said, note: false, mentions: false, files: 0 });
    await conversation.until(({ transcript }) => transcript.at(-1)?.delivery === 'sent');
    await conversation.command('resume');
    await conversation.until(
      ({ transcript }) => transcript.at(-1)?.from === 'notice' && transcript.at(-1)?.delivery === 'sent',
    );
  },
};

// Rule set 5, and everything else that can happen.
Object.assign(SCENARIOS, {
  async 'all-that-agents-do'(conversation) {
    await claimed(conversation);
    await agentSays(conversation, 'Ask @Pieter', { id: 'C1:held-1', mentions: true });
    await agentSays(conversation, 'And @Pieter again', { id: 'C1:held-2', mentions: true });
    await conversation.command('sendHeld', { heldId: 'C1:held-1' });
    await sent(conversation, 'Ask @Pieter');
    await conversation.command('keepAsNote', { heldId: 'C1:held-2' });
    await agentSays(conversation, 'Only for us', { note: true });
    await heard(conversation, 'Only for us');
    await conversation.command('transfer', { to: PIETER });
    const { now } = await conversation.snapshot();
    await conversation.command('snooze', { agent: PIETER, until: now + 60 * MINUTE });
    await conversation.advance(60 * MINUTE);
    await conversation.advance(30 * MINUTE);
    await conversation.until(({ mode }) => mode === 'confirming');
    await conversation.command('keepPaused', { agent: PIETER });
    await conversation.command('resolve', { agent: PIETER });
    const command = { updateId: 'signalled', kind: 'takeOver' as const, agent: THANDI };
    await conversation.handle.signal(agentCommandSignal, command);
    await conversation.until(({ agent }) => agent?.id === THANDI.id);
  },
  async 'undelivered-and-sent-again'(conversation) {
    await claimed(conversation);
    await agentSays(conversation, 'It is on its way');
    await sent(conversation, 'It is on its way');
    const intentId = sends.findLast((send) => send.workflowId === conversation.workflowId)?.intentId ?? '';
    const status = { intentId, messageId: 'out', at: Date.now() };
    const error = { code: '131026', reason: 'not on WhatsApp' };
    await conversation.handle.signal(deliveryStatusSignal, { ...status, status: 'failed', error });
    await conversation.until(({ transcript }) => transcript.some(({ delivery }) => delivery === 'failed'));
    await conversation.command('sendAgain', { intentId });
    await sent(conversation, 'It is on its way');
  },
  async 'answered-from-the-phone-app'(conversation) {
    await conversation.customer('[slow] what are your hours?');
    await conversation.until(({ turn }) => turn?.phase === 'thinking');
    const reply = { id: 'wamid.phone', sentAt: Date.now(), text: 'Nine to five', customer: OLD };
    await conversation.handle.signal(phoneReplySignal, reply);
    await conversation.until(({ mode }) => mode === 'paused');
    await conversation.customer('Thank you');
    await heard(conversation, 'Thank you');
  },
  async 'moved-away'(conversation, rig) {
    await claimed(conversation);
    const fresh = await rig.start();
    await fresh.customer('[slow] It is me');
    await fresh.until(({ turn }) => turn?.phase === 'thinking');
    const moved = { id: 'wamid.moved', sentAt: Date.now(), customer: NEW };
    await fresh.handle.signal(customerMovedSignal, { ...moved, from: conversation.workflowId });
    await conversation.handle.signal(customerMovedSignal, { ...moved, to: fresh.workflowId });
    await fresh.until(({ agent }) => agent?.id === THANDI.id);
    await conversation.command('resume');
    await agentSays(conversation, 'Hello at the new number');
    await sent(fresh, 'Hello at the new number');
    return { 'moved-here': fresh };
  },
  async 'continued-as-new'(conversation, rig) {
    const { runId } = await conversation.handle.describe().catch(() => ({ runId: '' }));
    await conversation.customer('[few] question 0');
    const first = runId === '' ? (await conversation.handle.describe()).runId : runId;
    for (let round = 1; (await conversation.handle.describe()).runId === first; round += 1) {
      await conversation.customer(`[few] question ${round}`);
      await answered(conversation, `question ${round}`);
    }
    const handle = rig.client.workflow.getHandle(conversation.workflowId, first);
    return { 'before-continuing': { ...conversation, handle } };
  },
} satisfies Record<string, Scenario>);

// Rule set 6: the clock of the business, who waits, whose turn it is.
Object.assign(SCENARIOS, {
  async 'nobody-comes'(conversation) {
    await conversation.customer('I want a refund');
    await conversation.until(({ handoff }) => handoff === 'waiting');
    for (const minutes of [5, 5, 10]) await conversation.advance(minutes * MINUTE);
    await conversation.until(({ recentDecisions }) =>
      recentDecisions.some(({ detail }) => detail.startsWith('escalated')),
    );
    await conversation.command('takeOver');
    await conversation.advance(10 * MINUTE);
    await conversation.until(({ handoff }) => handoff === 'waiting');
  },
  async 'closed-until-opening'(conversation) {
    await conversation.customer('[closed] I want a refund');
    await conversation.until(({ transcript }) => transcript.at(-1)?.delivery === 'sent');
    await conversation.advance(2 * 60 * MINUTE);
    await conversation.command('takeOver');
    await conversation.advance(30 * MINUTE);
    await conversation.until(({ mode }) => mode === 'confirming');
  },
  async 'whose-turn'(conversation) {
    await claimed(conversation);
    await agentSays(conversation, 'Which colour?');
    await sent(conversation, 'Which colour?');
    for (const wait of [30, 30]) {
      await conversation.advance(wait * MINUTE);
      await conversation.until(({ mode }) => mode === 'confirming');
      await conversation.command('keepPaused');
    }
    await conversation.customer('Blue');
    await heard(conversation, 'Blue');
  },
} satisfies Record<string, Scenario>);

// Rule set 7: WhatsApp's 24 hours.
Object.assign(SCENARIOS, {
  async 'kept-open'(conversation) {
    await conversation.customer('[weekend] I want a refund');
    await heard(conversation, 'handoff_keep_open');
    await conversation.advance(22 * 60 * MINUTE);
    await heard(conversation, 'ask_keep_open');
    const asked = sends.findLast(({ workflowId }) => workflowId === conversation.workflowId)?.content;
    const id = asked?.kind === 'notice' ? (asked.buttons[0]?.id ?? '') : '';
    const { now } = await conversation.snapshot();
    await conversation.customer({ kind: 'button', id, title: 'Keep it open' }, undefined, now);
    await heard(conversation, 'kept_open');
  },
  async 'after-the-window'(conversation) {
    await claimed(conversation);
    await conversation.advance(23.75 * 60 * MINUTE);
    await conversation.advance(30 * MINUTE);
    await conversation.command('takeOver');
    await agentSays(conversation, 'It is on its way');
    const template = { name: 'reopen', language: 'en', header: [], body: [], text: 'We have an answer.' };
    await conversation.command('sendTemplate', { template });
    await sent(conversation, 'We have an answer.');
    const { now } = await conversation.snapshot();
    await conversation.customer('Yes?', undefined, now);
    await sent(conversation, 'It is on its way');
  },
} satisfies Record<string, Scenario>);

// … and agents who are away.
Object.assign(SCENARIOS, {
  async 'away-and-returned'(conversation) {
    await claimed(conversation);
    await conversation.command('away');
    await conversation.command('back');
    await conversation.command('away');
    await conversation.advance(5 * MINUTE);
    await conversation.until(({ handoff }) => handoff === 'waiting');
    await conversation.command('takeOver', { agent: PIETER });
    await conversation.command('resolve', { agent: PIETER });
    await conversation.customer('My refund has not come, I want it back');
    await conversation.until(({ reason }) => reason === 'returned');
  },
} satisfies Record<string, Scenario>);

// Rule set 8: what the card of a handoff can do.
Object.assign(SCENARIOS, {
  async 'all-that-a-card-does'(conversation) {
    await conversation.customer('I want a refund');
    await conversation.until(({ handoff }) => handoff === 'waiting');
    await conversation.command('reply', { text: 'I have read it' });
    await sent(conversation, 'I have read it');
    await conversation.command('takeOver', { agent: PIETER, from: { agent: THANDI.id, reason: 'She is at lunch' } });
    await conversation.command('snooze', { agent: PIETER, forMs: 60 * MINUTE });
    await conversation.advance(60 * MINUTE);
    await conversation.command('transfer', { agent: PIETER, toGroup: true });
    await conversation.command('takeOver');
    await conversation.command('resolve', { outcome: 'compensated' });
    await conversation.customer('I want another refund');
    await conversation.until(({ handoff }) => handoff === 'waiting');
  },
  // Rule set 9: what an agent writes can be changed for a moment, and a burst is one post.
  async 'changed-in-the-moment'(conversation) {
    await conversation.customer('[held] I want a refund');
    await conversation.until(({ handoff }) => handoff === 'waiting');
    await conversation.command('takeOver');
    const change = async (messageId: string, edited?: AgentMessageChange['edited']) =>
      conversation.handle.signal(agentMessageChangeSignal, {
        ...{ id: `change:${nextId()}`, messageId, channel: 'C1', threadTs: '1.0', agent: THANDI },
        ...(edited && { edited }),
      });
    await agentSays(conversation, 'The wrong thread', { id: 'C1:9.1' });
    await agentSays(conversation, 'It costs R10', { id: 'C1:9.2' });
    await change('C1:9.1');
    await change('C1:9.2', { text: 'It costs R100', note: false, mentions: false });
    for (const text of ['Hello', 'Hello?', 'Is anybody there?']) await conversation.customer(text);
    await sent(conversation, 'It costs R100');
    await agentSays(conversation, 'Anything else?');
    await conversation.command('resolve');
    await sent(conversation, 'Anything else?');
  },
} satisfies Record<string, Scenario>);

// Rule set 10: the team may be asked, a cross goes when the same words arrive after all, and notes follow their message.
Object.assign(SCENARIOS, {
  async 'not-answerable-twice'(conversation) {
    for (const question of ['[unknown] Do you sell sand?', '[unknown] And gravel?']) {
      await conversation.customer(question);
      await conversation.until(({ turn, transcript }) => turn === undefined && transcript.at(-1)?.delivery === 'sent');
    }
    await conversation.until(({ reason }) => reason === 'not_answerable');
  },
  async 'crossed-and-noted'(conversation) {
    await claimed(conversation);
    await agentSays(conversation, 'It is on its way', { id: 'C1:10.1' });
    await sent(conversation, 'It is on its way');
    const status = async (change: Partial<DeliveryStatus>) => {
      const intentId = sends.findLast((send) => send.workflowId === conversation.workflowId)?.intentId ?? '';
      const about = { intentId, messageId: 'out', at: Date.now(), status: 'delivered' as const };
      await conversation.handle.signal(deliveryStatusSignal, { ...about, ...change });
      return intentId;
    };
    const intentId = await status({ status: 'failed', error: { code: '131026', reason: 'not on WhatsApp' } });
    await conversation.until(({ transcript }) => transcript.some(({ delivery }) => delivery === 'failed'));
    await conversation.command('sendAgain', { intentId });
    await sent(conversation, 'It is on its way');
    await status({ status: 'delivered' });
    await conversation.until(({ transcript }) => transcript.some(({ delivery }) => delivery === 'delivered'));
    for (const id of ['C1:10.2', 'C1:10.3']) await agentSays(conversation, 'Between us', { id, note: true });
    const change = (messageId: string, edited?: AgentMessageChange['edited']) =>
      conversation.handle.signal(agentMessageChangeSignal, {
        ...{ id: `change:${messageId}`, messageId, channel: 'C1', threadTs: '1.0', agent: THANDI },
        ...(edited && { edited }),
      });
    await change('C1:10.2', { text: 'Between us two', note: true, mentions: false });
    await change('C1:10.3');
    await conversation.command('resolve');
  },
} satisfies Record<string, Scenario>);

// Rule set 13, and the files of 11.
Object.assign(SCENARIOS, {
  async 'files-answers-and-reactions'(conversation) {
    await claimed(conversation);
    const photo = {
      kind: 'media' as const,
      media: 'image' as const,
      voice: false,
      mediaId: '77',
      mimeType: 'image/jpeg',
    };
    await conversation.customer({ ...photo, caption: 'Which lid is this?' });
    await heard(conversation, '[photo] Which lid is this?');
    const attachments = [{ fileId: 'F1', name: 'lid.png' }];
    await agentSays(conversation, '> which lid\nThis one', { id: 'C1:20.0', files: 1, attachments });
    await sent(conversation, '[photo: photo.png] This one');
    await conversation.customer('And when do you close?');
    await conversation.until(({ transcript }) => transcript.some(({ text }) => text === 'And when do you close?'));
    await agentSays(conversation, '> And when do you close?\nAt five', { id: 'C1:21.0' });
    await sent(conversation, 'At five');
    await conversation.customer('Thank you!');
    await conversation.advance(5_000);
    const shownAs = (): number => posts.findLastIndex((post) => JSON.stringify(post).includes('Thank you!'));
    const ts = `${(await until(shownAs, (place) => place >= 0)) + 1}.0`;
    for (const gone of [undefined, true] as const) {
      const reaction = { emoji: '👍', channel: 'C1', ts, ...(gone && { gone }) };
      await conversation.command('react', { reaction });
      await sent(conversation, gone ? '[reaction taken back]' : '[reaction: 👍]');
    }
    await conversation.command('resolve');
  },
} satisfies Record<string, Scenario>);

// Rule set 13 as well: what 14 changed after "stop", and for what is put off.
Object.assign(SCENARIOS, {
  async 'stopped-and-put-off'(conversation) {
    await conversation.customer('STOP');
    const note = { kind: 'media' as const, media: 'audio' as const, voice: true, mediaId: '78', mimeType: 'audio/ogg' };
    await conversation.customer(note);
    const isAnswered = ({ from, delivery }: { from: string; delivery?: string }): boolean =>
      from === 'notice' && delivery === 'sent';
    await conversation.until(({ transcript }) => transcript.filter(isAnswered).length === 2);
    await claimed(conversation);
    await conversation.command('snooze', { forMs: 60 * MINUTE });
    await conversation.customer('Any news?');
    await heard(conversation, 'Any news?');
    await conversation.advance(60 * MINUTE);
    await conversation.command('resolve');
  },
} satisfies Record<string, Scenario>);
