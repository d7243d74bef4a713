import type { ModelOutage } from '../../workflows/conversation/ports';
import { buttons } from './buttons';
import type { SlackMessage } from './card';
import { moment, notification, richText, section, words, type RichTextPart } from './rich-text';

const conversations = (count: number): string => (count === 1 ? '1 conversation' : `${count} conversations`);
const wait = (count: number): string => `${conversations(count)} ${count === 1 ? 'waits' : 'wait'}`;

function sentences({ state, waiting, since }: ModelOutage): RichTextPart[] {
  switch (state) {
    case 'away':
      return [
        words('The assistant’s model is away', 'bold'),
        words(' since '),
        moment(since),
        words('. The assistant answers what the knowledge says for certain. '),
        words(
          waiting === 0
            ? 'Nobody waits for you because of that.'
            : `${wait(waiting)} for you because of that, unclaimed.`,
        ),
      ];
    case 'back':
      return [
        words('The assistant’s model is back', 'bold'),
        words('. It was away since '),
        moment(since),
        words(`. ${wait(waiting)} unclaimed: hand them back, and the assistant answers what they asked.`),
      ];
    case 'over':
      return [
        words('The assistant’s model is back', 'bold'),
        words('. It was away since '),
        moment(since),
        words('. Nobody waits unclaimed because of that any more.'),
      ];
  }
}

/** The one line about an outage of the model, as it is now. */
export function renderOutage(outage: ModelOutage, workflowId: string): SlackMessage {
  const state = outage.state === 'away' ? 'away' : 'back';
  return {
    text: notification(`The assistant's model is ${state}. Unclaimed because of that: ${outage.waiting}.`),
    blocks: [
      richText(section(...sentences(outage))),
      ...(outage.state === 'back' ? [buttons({ w: workflowId }, 'hand_back_all', 'hand_back_all')] : []),
    ],
  };
}
