import { withoutCardAndIdNumbers } from '../../card-and-id-numbers';
import { asksForCardOrIdNumber } from '../../asks-for-numbers';
import { SENTENCES } from '../sentences';
import { input, INPUT, typed, type Modal } from './modal';

/** Longest text of a modal's input (docs.slack.dev, plain_text_input). */
export const LONGEST = 3_000;

/** Why this cannot go to a customer, as a sentence for whoever has typed it. */
export function problemOf(text: string): string | undefined {
  if (text === '') return SENTENCES.nothingWritten;
  if (withoutCardAndIdNumbers(text) !== text) return SENTENCES.numberContained;
  return asksForCardOrIdNumber(text) ? SENTENCES.numberAsked : undefined;
}

/** [Use this reply]: what the card suggests, to be changed and sent; whoever sends it has the conversation. */
export const reply: Modal = {
  id: 'use_reply',
  kind: 'reply',
  async view(_desk, { quoted }) {
    if (quoted === undefined) return undefined;
    const element = { type: 'plain_text_input' as const, action_id: INPUT, multiline: true, max_length: LONGEST };
    return {
      title: 'First reply',
      submit: 'Send',
      blocks: [input('The customer reads', { ...element, initial_value: quoted }, SENTENCES.replyHint)],
    };
  },
  async read(_desk, inputs) {
    const text = typed(inputs);
    const problem = problemOf(text);
    return problem === undefined ? { fields: { text } } : { errors: { [INPUT]: problem } };
  },
};
