/** Who is named before a message, so that the customer notices when somebody else speaks. Pure. */
import type { Agent, Speaker } from './ports';
import type { ConversationState, OutgoingIntent, TranscriptEntry } from './state';
import { THREAD_RULES } from './rules';

/** Of a Slack profile may be anything. */
const LONGEST_NAME = 40;

/** How much of a message the name may take, with what stands around it; 0 where nobody is named. */
export const speakerRoom = (state: ConversationState): number => (namesOf(state) === 'off' ? 0 : LONGEST_NAME + 4);

/** The agent at the beginning of a stretch of his, and the assistant when it answers after people or after a resume. */
export function speakerOf(
  state: ConversationState,
  { author, agent, content, entry }: OutgoingIntent,
): Speaker | undefined {
  const hasWords = content.kind === 'text' || (content.kind === 'file' && content.caption !== undefined);
  if (namesOf(state) === 'off' || !hasWords) return undefined;
  const before = state.transcript.filter(({ number }) => entry === undefined || number < entry);
  if (author === 'agent' && agent !== undefined) return beginsStretch(before, agent) ? named(state, agent) : undefined;
  return author === 'assistant' && isBack(before) ? 'assistant' : undefined;
}

function beginsStretch(before: TranscriptEntry[], agent: Agent): boolean {
  const last = before.findLast((entry) => endsStretch(entry) || isSaid(entry));
  return last?.from !== 'agent' || last.name !== agent.name;
}

function isBack(before: TranscriptEntry[]): boolean {
  const last = before.findLast((entry) => entry.change?.what === 'resumed' || isSaid(entry));
  return last !== undefined && last.from !== 'assistant';
}

const endsStretch = ({ change }: TranscriptEntry): boolean => change?.what === 'resumed' || change?.what === 'resolved';

/** The fixed sentences of the business are nobody's. */
const isSaid = ({ from, delivery, sentAgain }: TranscriptEntry): boolean =>
  (from === 'agent' || from === 'assistant') && delivery !== 'cancelled' && delivery !== 'failed' && !sentAgain;

function named(state: ConversationState, { name }: Agent): Speaker | undefined {
  // A star would end the bold type.
  const words = name.replaceAll('*', ' ').trim().split(/\s+/);
  const shown = (namesOf(state) === 'first_name' ? words.slice(0, 1) : words).join(' ');
  return shown === '' ? undefined : { agent: shown.slice(0, LONGEST_NAME) };
}

const namesOf = ({ rules, settings }: ConversationState) =>
  rules < THREAD_RULES ? 'off' : (settings.agentNames ?? 'off');
