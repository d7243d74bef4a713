/** The one question to the team that may be open while the assistant has the conversation. */
import type { Agent } from '../ports';
import type { ConversationState } from '../state';
import type { TeamQuestion } from '../team-question';
import { closedUntil, inOpenTime } from './clock';
import { MAX_THREADS } from './limits';
import { changeEntry, clipBytes, dispose, noteDecision, postToSlack } from './record';
import { ASKING_RULES } from '../rules';

const TEXT_BYTES = 1200;
const ANSWER_BYTES = 2000;
const MAX_QUESTIONS = 10;

/** The one that is not over; at most one is. */
export const currentQuestion = ({ teamQuestions = [] }: ConversationState): TeamQuestion | undefined =>
  teamQuestions.find(({ state }) => state === 'open' || state === 'answering');

/** What the team has told and the customer has not been told yet. */
export function teamAnswer(state: ConversationState): string | undefined {
  const question = currentQuestion(state);
  return question?.state === 'answering' ? question.answer?.text : undefined;
}

/** Whether what the knowledge does not answer is asked of the team: people work, and go on working for so long as it waits. */
export function mayAskTeam(state: ConversationState): boolean {
  const { rules, settings, handoff, now } = state;
  if (rules < ASKING_RULES || settings.askTeam !== true || handoff !== undefined) return false;
  const wait = settings.askTeamMs ?? 0;
  return wait > 0 && closedUntil(state) === undefined && inOpenTime(state, now, wait) === now + wait;
}

/** The customer is being told that the team is asked, so it is. `numbers`: transcript numbers of what he asked. */
export function askTeam(state: ConversationState, numbers: number[]): void {
  const words = waitWith(state, numbers);
  state.counters.question += 1;
  const question: TeamQuestion = {
    id: `${state.runKey}-${state.counters.question}`,
    text: clipBytes(words, TEXT_BYTES),
    until: state.now + (state.settings.askTeamMs ?? 0),
    state: 'open',
  };
  state.teamQuestions = bounded(state, [...(state.teamQuestions ?? []), question]);
  noteDecision(state, 'team asked');
  show(state, question);
}

/** What the knowledge does not answer either waits with the question that is open. */
export function joinQuestion(state: ConversationState, question: TeamQuestion, numbers: number[]): void {
  const words = waitWith(state, numbers);
  change(state, { ...question, text: clipBytes(`${question.text}\n${words}`, TEXT_BYTES) });
}

function waitWith(state: ConversationState, numbers: number[]): string {
  const asked = state.transcript.filter(({ number }) => numbers.includes(number));
  for (const { number } of asked) changeEntry(state, number, { disposition: 'asked' });
  return asked.map(({ text }) => text).join('\n');
}

/** The first reply: the assistant answers with it. */
export function takeAnswer(state: ConversationState, question: TeamQuestion, agent: Agent, text: string): void {
  change(state, { ...question, state: 'answering', answer: { agent, text: clipBytes(text, ANSWER_BYTES) } });
  dispose(state, ['asked'], 'pending');
}

/** What became of the one that is not over. Messages that still wait for it are open again. */
export function endQuestion(state: ConversationState, how: Exclude<TeamQuestion['state'], 'open' | 'answering'>): void {
  const question = currentQuestion(state);
  if (question === undefined) return;
  change(state, { ...question, state: how });
  dispose(state, ['asked'], 'pending');
}

/** The question in whose thread something was written. */
export const questionIn = (
  { teamQuestions = [] }: ConversationState,
  { channel, threadTs }: { channel: string; threadTs: string },
): TeamQuestion | undefined => teamQuestions.find(({ place }) => place?.channel === channel && place.ts === threadTs);

/** Its post has arrived; the newest thread stays that of the newest card. */
export function questionPosted(state: ConversationState, id: string, place: { channel: string; ts: string }): void {
  const question = state.teamQuestions?.find((one) => one.id === id);
  if (question === undefined || question.place !== undefined) return;
  replace(state, { ...question, place: { channel: place.channel, ts: place.ts } });
  const thread = `${place.channel}:${place.ts}`;
  const [newest = '', ...rest] = state.slackThreads.toReversed();
  state.slackThreads = (newest === '' ? [thread] : [...rest.toReversed(), thread, newest]).slice(-MAX_THREADS);
}

/** Those of a conversation that has come here; they are over. */
export function uniteQuestions(state: ConversationState, others: TeamQuestion[] = []): void {
  const mine = state.teamQuestions ?? [];
  const all = [...others.filter(({ id }) => !mine.some((one) => one.id === id)), ...mine];
  if (all.length > 0) state.teamQuestions = bounded(state, all);
}

function change(state: ConversationState, question: TeamQuestion): void {
  replace(state, question);
  show(state, question);
}

function replace(state: ConversationState, question: TeamQuestion): void {
  state.teamQuestions = (state.teamQuestions ?? []).map((one) => (one.id === question.id ? question : one));
}

/** A post that still waits shows the newest state by itself. */
function show(state: ConversationState, { id }: TeamQuestion): void {
  const waits = state.slackOutbox.slice(1).some(({ wish }) => wish.kind === 'team_question' && wish.question === id);
  if (!waits) postToSlack(state, { kind: 'team_question', question: id });
}

/** The newest, and those whose post has not gone out yet. */
function bounded({ slackOutbox }: ConversationState, questions: TeamQuestion[]): TeamQuestion[] {
  const isWanted = ({ id }: TeamQuestion): boolean =>
    slackOutbox.some(({ wish }) => wish.kind === 'team_question' && wish.question === id);
  return questions.filter((one, index) => index >= questions.length - MAX_QUESTIONS || isWanted(one));
}

/** When people get the conversation because nobody has replied, ms UTC. */
export function unansweredAt(state: ConversationState): number | undefined {
  const question = currentQuestion(state);
  return question?.state === 'open' ? question.until : undefined;
}
