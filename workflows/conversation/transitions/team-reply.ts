/** The team replies in the thread of its question, or does not. */
import type { AgentMessage } from '../messages';
import type { ConversationState } from '../state';
import type { TeamQuestion } from '../team-question';
import { sourceOf } from './agent-text';
import { tell } from './arrival';
import { think } from './assistant';
import { openHandoff } from './handoff';
import { addEntry, noteDecision } from './record';
import { endQuestion, takeAnswer } from './team-question';

const LATE: Record<Exclude<TeamQuestion['state'], 'open'>, string> = {
  answering: 'was faster: the assistant answers with that. Yours stays inside.',
  answered: 'has answered it, and the customer has that. Yours stays inside.',
  with_people:
    'Too late: people have this conversation now. Yours stays inside; write to the customer in the thread of the card.',
  unanswered:
    'Too late: people have this conversation now. Yours stays inside; write to the customer in the thread of the card.',
  withdrawn: 'Too late: the customer has a new number, and the question goes on there. Yours stays inside.',
};
const MENTIONS =
  'Not taken as the answer, because it mentions somebody: it stays inside. Write the answer in a message of its own.';
const SENSITIVE =
  'Not taken as the answer, because of a card, PIN or ID number: nobody should have one in a chat. Write it without.';
const ONLY_FILES = 'The assistant can answer only with words: write them in this thread.';

/** Only the first words that are meant for the customer count; everything else stays inside. */
export function teamReply(state: ConversationState, question: TeamQuestion, message: AgentMessage): void {
  const { agent, text } = message;
  const told = sentenceFor(question, message);
  const source = sourceOf(state, message);
  if (text.trim() !== '') addEntry(state, { from: 'note', name: agent.name, text, ...(source && { source }) });
  if (told !== undefined && source !== undefined) tell(state, source, told);
  if (told !== undefined || message.note) return;
  takeAnswer(state, question, agent, text);
  noteDecision(state, 'team answered');
  think(state);
}

function sentenceFor(
  question: TeamQuestion,
  { text, note: inside, mentions, sensitive }: AgentMessage,
): string | undefined {
  if (inside) return undefined;
  if (text.trim() === '') return ONLY_FILES;
  if (question.state !== 'open') return lateSentence(question.state, question);
  if (mentions) return MENTIONS;
  return sensitive === undefined ? undefined : SENSITIVE;
}

function lateSentence(is: Exclude<TeamQuestion['state'], 'open'>, { answer }: TeamQuestion): string {
  const byName = is === 'answering' || is === 'answered';
  return byName ? `${answer?.agent.name ?? 'A colleague'} ${LATE[is]}` : LATE[is];
}

/** Nobody has replied in time: people get it, as they would have at once. */
export function giveUpOnTeam(state: ConversationState): void {
  endQuestion(state, 'unanswered');
  noteDecision(state, '7 the team has not answered');
  openHandoff(state, 'not_answerable', { announce: true });
}
