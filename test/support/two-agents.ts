import { setTimeout as delay } from 'node:timers/promises';
import type { ScreenMessage, ScreenThread } from '../../src/simulator/slack/screen';
import type { SlackView } from '../../src/simulator/slack/types';
import type { Chance } from './chance';
import type { System } from './system';

/** A button, or an option of a list, that stands in Slack. */
type Showing = ScreenMessage['actions'][number] & { ts: string };

export interface Clicked {
  agent: string;
  label: string;
  /** What a form said that was not taken. */
  refused: string[];
}

/** Only a link, or a question about the customer: neither concerns who has the conversation. */
const ASIDE = ['transcript', 'show_number'];
const LONGEST_OFFSET_MS = 40;
/** So long somebody looks at what his click does before he goes on. */
const LOOK_FOR_MS = 250;

/** The buttons of one conversation in the channel: those of its card, and those of the lines below it. */
export function buttonsOf(threads: ScreenThread[], workflowId: string): Showing[] {
  return threads
    .flatMap((thread) => [thread, ...thread.replies])
    .flatMap(({ ts, actions }) => actions.map((action) => ({ ...action, ts })))
    .filter(({ value, action_id }) => value?.includes(workflowId) && !ASIDE.includes(action_id));
}

/** Behind these is a form, and nobody has two forms open at once. */
const FORMS = ['more', 'use_reply'];

/** Agents who press something at random, and fill in whatever form comes up. */
export function createClicker({ control }: Pick<System, 'control'>, chance: Chance) {
  const busy = new Map<string, Promise<unknown>>();

  async function click(agent: string, buttons: readonly Showing[]): Promise<Clicked> {
    const button = chance.oneOf(buttons);
    await delay(chance.between(0, LONGEST_OFFSET_MS));
    if (!FORMS.includes(button.action_id)) return press(agent, button);
    const before = busy.get(agent) ?? Promise.resolve();
    const pressed = before.then(() => press(agent, button));
    busy.set(
      agent,
      pressed.catch(() => undefined),
    );
    return pressed;
  }

  async function press(agent: string, { ts, action_id, value, label }: Showing): Promise<Clicked> {
    const pressed = { user: agent, ts, action_id, wait: LOOK_FOR_MS, ...(value !== undefined && { value }) };
    const isThere = await control.call('POST', '/control/slack/actions', pressed).then(() => true, isGone);
    if (!isThere || !FORMS.includes(action_id)) return { agent, label, refused: [] };
    const form = await formOf(agent);
    return { agent, label, refused: form === undefined ? [] : await submit(form) };
  }

  const formOf = async (agent: string): Promise<SlackView | undefined> =>
    (await control.call<SlackView[]>('GET', '/control/slack/views')).find(({ user }) => user === agent);

  async function submit({ id, user, view }: SlackView): Promise<string[]> {
    const [input] = (view as { blocks: Input[] }).blocks;
    const values = input === undefined ? {} : { [input.block_id]: filled(input.element) };
    await control.call('POST', '/control/slack/views', { user, view_id: id, values });
    const open = await formOf(user);
    if (open === undefined) return [];
    await control.call('DELETE', `/control/slack/views/${open.id}`, { user });
    return Object.values(open.errors ?? {});
  }

  function filled({ action_id, type, options = [] }: Input['element']): Record<string, string> {
    if (type === 'plain_text_input') return { [action_id]: 'It is my turn now.' };
    return options.length === 0 ? {} : { [action_id]: chance.oneOf(options).value };
  }

  return { click };
}

interface Input {
  block_id: string;
  element: { action_id: string; type: string; options?: { value: string }[] };
}

// Between the look at the channel and the click the card may have changed: nobody can press what is gone.
function isGone(error: unknown): false {
  if (/shows no button/.test(String(error))) return false;
  throw error;
}
