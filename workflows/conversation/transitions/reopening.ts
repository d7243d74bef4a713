/** Writing first where WhatsApp allows no free text: by an approved template; what is parked follows the customer's answer. */
import type { AgentCommand } from '../messages';
import type { ConversationState, ParkedText } from '../state';
import { hold, queueParts } from './agent-text';
import { humanActivity } from './handoff';
import { queueIntent, windowOpen } from './outgoing';
import { takeParked } from './parked';
import { changeEntry, dispose, noteDecision, postLine, postSentence } from './record';
import { undoOf } from './undo';
import { DONE, isStale, ownerRefusal, refused, type Outcome } from './refusals';
import { hasStopped } from './wishes';
import { WINDOW_RULES } from '../rules';

/** Whoever does not answer a template does not get another one at once. */
const TEMPLATE_PAUSE = 24 * 60 * 60_000;

/** [Send a template…] with what was chosen in the modal. */
export function sendTemplate(state: ConversationState, command: AgentCommand): Outcome {
  const { agent, template } = command;
  const { handoff } = state;
  if (handoff === undefined || state.mode === 'active') return refused('no_handoff');
  if (template === undefined || state.rules < WINDOW_RULES || isStale(state, command)) return refused('stale_button');
  const refusal = ownerRefusal(state, agent);
  if (refusal !== undefined) return refusal;
  if (handoff.status === 'waiting') return refused('unclaimed');
  if (windowOpen(state)) return refused('window_open');
  if (hasStopped(state)) return refused('opted_out');
  if (state.reopening !== undefined && state.now - state.reopening.at < TEMPLATE_PAUSE) return refused('template_sent');
  humanActivity(state, agent);
  const { id } = queueIntent(state, {
    author: 'agent',
    agent,
    content: { kind: 'template', template, firstContact: false },
  });
  state.reopening = { intentId: id, at: state.now };
  handoff.agentWrote = true;
  dispose(state, ['team', 'cause'], 'by_agent');
  noteDecision(state, 'template sent', template.name);
  postLine(state, { kind: 'template_sent', agent, text: template.text, parked: state.parkedTexts?.length ?? 0 });
  return DONE;
}

/** Words that waited answer what came before them, not what brought them. */
function answerBefore(state: ConversationState, at: number): void {
  for (const { number, disposition, at: came } of state.transcript) {
    if (came < at && (disposition === 'team' || disposition === 'cause'))
      changeEntry(state, number, { disposition: 'by_agent' });
  }
}

/** What is parked goes out once the customer has written; where the assistant has it by then, the agent is asked first. */
export function settleParked(state: ConversationState): void {
  if (state.moved !== undefined) return;
  const open = windowOpen(state);
  if (open) delete state.reopening;
  if (state.parkedTexts === undefined) return;
  if (state.mode === 'active') for (const one of takeParked(state)) holdBack(state, one);
  else if (open) release(state);
}

function release(state: ConversationState): void {
  for (const { agent, text, at, source } of takeParked(state)) {
    const undo = undoOf(state);
    const [first] = queueParts(state, agent, text, source);
    if (first?.source !== undefined) first.undo = undo;
    answerBefore(state, at);
    postSentence(state, 'parked_sent', agent);
  }
  if (state.handoff) state.handoff.agentWrote = true;
}

function holdBack(state: ConversationState, { id, agent, text, source }: ParkedText): void {
  const card = state.cards.at(-1);
  const place = { channel: card?.channel ?? '', threadTs: card?.ts ?? '' };
  hold(state, { id, ...place, agent, text, note: false, mentions: false, files: 0 }, 'assistant_active', source);
}
