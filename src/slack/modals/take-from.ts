import { input, INPUT, typed, type Modal } from './modal';
import { SENTENCES } from '../sentences';

const LONGEST = 200;

/** [Take it from …]: a colleague steps in and says why; whoever had it reads that in the thread. */
export const takeFrom: Modal = {
  id: 'take_from',
  kind: 'takeOver',
  async view(desk, { user, value }) {
    if (value?.f === undefined || value.f === user.id) return undefined;
    const { name } = await desk.people.agent(value.f);
    const element = { type: 'plain_text_input' as const, action_id: INPUT, max_length: LONGEST };
    return {
      title: 'Take it over',
      submit: 'Take over',
      blocks: [input(`Why? ${name.slice(0, 80)} has it and reads this`, element)],
    };
  },
  async read(_desk, inputs, { f }) {
    const reason = typed(inputs);
    if (reason === '' || f === undefined) return { errors: { [INPUT]: SENTENCES.nothingWritten } };
    return { fields: { from: { agent: f, reason: reason.slice(0, LONGEST) } } };
  },
};
