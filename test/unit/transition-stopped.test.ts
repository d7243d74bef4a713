import { NEWEST_RULES } from '../../workflows/conversation/rules';
import { initialState } from '../../workflows/conversation/state';
import { transition } from '../../workflows/conversation/transition';
import { productSettings } from '../support/settings';

const NOW = Date.UTC(2026, 10, 23, 8);
const CUSTOMER = { waId: '27825551234', name: 'Sam', keys: ['k1'] };

const begun = (afterStop?: true) =>
  initialState({
    workflowId: 'whatsapp-1-abc',
    runId: '0123abcd-0000-0000-0000-000000000000',
    phoneNumberId: '1',
    settings: productSettings(),
    rules: NEWEST_RULES,
    now: NOW,
    ...(afterStop && { afterStop }),
  });

const says = (state: ReturnType<typeof begun>, id: string) => {
  const message = { id, sentAt: NOW, content: { kind: 'text' as const, text: 'And my part?' }, customer: CUSTOMER };
  return transition(state, { type: 'customerMessage', at: NOW, message });
};

describe('a conversation that follows one that was stopped', () => {
  test('when the customer writes, then people have it, with a card and a word to the customer, and no turn begins', () => {
    const state = says(begun(true), 'wamid.1');
    expect(state).toMatchObject({ mode: 'paused', handoff: { status: 'waiting', reason: 'assistant_unavailable' } });
    expect(state.turn).toBeUndefined();
    expect(state.outbox).toMatchObject([{ content: { key: 'handoff_open' } }]);
    expect(state.slackOutbox.map(({ wish }) => wish)).toMatchObject([
      { kind: 'card', handoff: 1 },
      { kind: 'line', line: { kind: 'sentence', sentence: 'conversation_stopped' } },
    ]);
  });

  test('when an agent has handed it back, then the assistant answers like anywhere', () => {
    const agent = { id: 'U_THANDI', name: 'Thandi' };
    const command = { updateId: 'u1', kind: 'resume' as const, agent };
    const handedBack = transition(says(begun(true), 'wamid.1'), {
      type: 'agentCommand',
      at: NOW,
      command,
      signalled: false,
    });
    expect(says(handedBack, 'wamid.2')).toMatchObject({ mode: 'active', turn: { phase: 'thinking' } });
  });

  test('when it follows one that ended by itself, then the assistant answers at once', () => {
    expect(says(begun(), 'wamid.1')).toMatchObject({ mode: 'active', turn: { phase: 'thinking' } });
  });
});
