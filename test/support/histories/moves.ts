import { agentMessageSignal, type AgentMessage } from '../../../workflows/conversation/messages';
import type { createRig } from '../conversation-rig';
import { THANDI } from '../driver';

export type Rig = Awaited<ReturnType<typeof createRig>>;
export type Conversation = Awaited<ReturnType<Rig['start']>>;

export const OLD = { waId: '27825551234', keys: ['k1'] };
export const NEW = { waId: '27825559876', userId: 'ZA.2', keys: ['k2'] };

let ids = 0;
export const nextId = (): number => (ids += 1);

export const agentSays = ({ handle }: Conversation, text: string, change: Partial<AgentMessage> = {}) =>
  handle.signal(agentMessageSignal, {
    ...{ id: `C1:${nextId()}.0`, channel: 'C1', threadTs: '1.0', agent: THANDI, text },
    ...{ note: false, mentions: false, files: 0 },
    ...change,
  });
export const sent = (conversation: Conversation, words: string) =>
  conversation.until(({ transcript }) =>
    transcript.some(({ text, delivery }) => text === words && delivery === 'sent'),
  );
export const heard = (conversation: Conversation, words: string) =>
  conversation.until(({ transcript }) => transcript.some(({ text }) => text === words));
export const claimed = async (conversation: Conversation): Promise<void> => {
  await conversation.customer('I want a refund');
  await conversation.until(({ handoff }) => handoff === 'waiting');
  await conversation.command('takeOver');
};

export const answered = (conversation: Conversation, question: string) =>
  conversation.until(({ transcript }) =>
    transcript.some(
      ({ from, text, delivery }) => from === 'assistant' && text.includes(question) && delivery === 'sent',
    ),
  );
