import type { TeamQuestion } from '../../workflows/conversation/team-question';
import { buttons } from './buttons';
import type { SlackMessage } from './card';
import {
  foreignPhrase,
  moment,
  notification,
  quote,
  richText,
  section,
  words,
  type Block,
  type RichTextPart,
} from './rich-text';

const CHARACTERS = 1_500;

/** What the assistant asks the team, as it stands now. Whoever reads it learns the question and nothing of who asked it. */
export function renderTeamQuestion(question: TeamQuestion, epoch: number, workflowId: string): SlackMessage {
  const asked = question.text === '' ? [] : [richText(quote(question.text, CHARACTERS))];
  return {
    text: notification('The assistant asks the team.'),
    blocks: [
      richText(section(words('The assistant does not know this. Who does?', 'bold'))),
      ...asked,
      ...outcome(question),
      ...ways(question, epoch, workflowId),
    ],
  };
}

function outcome({ state, until, answer }: TeamQuestion): Block[] {
  const name = foreignPhrase(answer?.agent.name ?? 'A colleague', 80, 'bold');
  const replied = answer === undefined ? [] : [richText(quote(answer.text, CHARACTERS))];
  const line = (...parts: RichTextPart[]): Block => richText(section(...parts));
  switch (state) {
    case 'open':
      return [
        line(
          words('Reply in this thread by '),
          moment(until, 'time'),
          words(
            ': the assistant answers the customer with the first reply. One that begins with ! stays inside. Otherwise people get the conversation.',
          ),
        ),
      ];
    case 'answering':
      return [line(name, words(' replied. The assistant is putting it into words:')), ...replied];
    case 'answered':
      return [line(name, words(' replied, and the assistant has answered the customer with it:')), ...replied];
    case 'with_people':
      return [line(words('People have this conversation now: what is written here reaches nobody.'))];
    case 'unanswered':
      return [line(words('Nobody replied in time: people get the conversation. What is written here reaches nobody.'))];
    case 'withdrawn':
      return [
        line(
          words(
            'The customer has a new number: what is still open is asked there. What is written here reaches nobody.',
          ),
        ),
      ];
  }
}

const ways = ({ state }: TeamQuestion, epoch: number, workflowId: string): Block[] => [
  buttons({ w: workflowId, e: epoch }, undefined, ...(state === 'open' ? (['take_over'] as const) : []), 'transcript'),
];
