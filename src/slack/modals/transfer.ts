import type { Desk } from '../desk';
import { SENTENCES } from '../sentences';
import { plainText } from '../blocks';
import { chosen, input, INPUT, type Modal } from './modal';

/** Options of one select (docs.slack.dev, static_select), and the group itself. */
const MOST_AGENTS = 99;
const WHOLE_GROUP = 'group';

/** [Transfer …]: to one of the agents' group, or back to all of it. */
export const transfer: Modal = {
  id: 'transfer',
  kind: 'transfer',
  async view(desk, { user }) {
    const options = [option(SENTENCES.wholeGroup, WHOLE_GROUP), ...(await colleagues(desk, user.id))];
    const element = { type: 'static_select' as const, action_id: INPUT, options };
    return { title: 'Transfer', submit: 'Transfer', blocks: [input('Who has it from now on?', element)] };
  },
  async read(desk, inputs) {
    const to = chosen(inputs);
    if (to === WHOLE_GROUP) return { fields: { toGroup: true } };
    // Whoever has left the group meanwhile could do nothing with it.
    if (to === undefined || !(await desk.group.has(to))) return { errors: { [INPUT]: SENTENCES.notInTheGroup } };
    return { fields: { to: await desk.people.agent(to) } };
  },
};

async function colleagues(desk: Desk, self: string) {
  const others = (await desk.group.members()).filter((id) => id !== self).slice(0, MOST_AGENTS);
  const agents = await Promise.all(others.map((id) => desk.people.agent(id)));
  return agents.map(({ id, name }) => option(name, id));
}

const option = (text: string, value: string) => ({ text: plainText(text.slice(0, 75)), value });
