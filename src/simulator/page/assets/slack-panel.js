import * as api from './api.js';
import { attachButton } from './attach.js';
import { byId, el, redraw, signs } from './dom.js';
import { showSlack } from './slack.js';
import { createSlackHome } from './slack-home.js';
import { showModal } from './slack-modal.js';
import { nameOf, numberOf, targetThread } from './store.js';
import { attempt, toast } from './toasts.js';

/** The team's channel: what is in it, and what an agent does there. */
export function createSlackPanel(store) {
  const { world } = store;
  const home = createSlackHome(store, tell);

  const view = () => ({
    person: world.person,
    thread: targetThread(world),
    dismissed: world.dismissed,
    press,
    choose(ts) {
      store.set({ thread: ts ?? null });
      byId('slack-text').focus();
    },
    edit: (ts, text) => attempt(() => api.edit(ts, { user: world.person, text })),
    remove: (ts) => attempt(() => api.remove(ts, { user: world.person })),
    dismiss(ts) {
      world.dismissed.add(ts);
      store.set({});
    },
  });

  async function press(message, button) {
    if (button.url) window.open(button.url, '_blank', 'noreferrer,noopener');
    if (!message.ephemeral) store.set({ thread: message.thread_ts ?? message.ts });
    const { action_id, value } = button;
    const click = { user: world.person, ts: message.ts, action_id, ...(value === undefined ? {} : { value }) };
    tell(await attempt(() => api.click(click)));
  }

  const form = {
    submit: async ({ id }, values) =>
      tell(await attempt(() => api.submitView({ user: world.person, view_id: id, values }))),
    cancel: ({ id }) => attempt(() => api.cancelView(id, world.person)),
  };

  const run = async (text) => {
    const [command, ...rest] = text.split(' ');
    tell(await attempt(() => api.command({ user: world.person, command, text: rest.join(' ') })));
  };

  async function write(text, file) {
    if (text.startsWith('/')) return run(text);
    const thread_ts = targetThread(world);
    const files = file ? { files: [{ name: file.name, file: { base64: file.base64 } }] } : {};
    const message = { user: world.person, text, ...files, ...(thread_ts ? { thread_ts } : {}) };
    tell(await attempt(() => api.write(message)));
  }

  byId('person').addEventListener('change', ({ target }) => {
    store.set({ person: target.value });
    if (world.home) void home.open();
  });
  function takeText() {
    const text = byId('slack-text').value.trim();
    byId('slack-text').value = '';
    return text;
  }

  attachButton('slack-attach', 'slack-file', (file) => write(takeText(), file));
  byId('slack-form').addEventListener('submit', (event) => {
    event.preventDefault();
    const text = takeText();
    if (text !== '') void write(text);
  });

  return {
    draw() {
      const { screen, faults } = world;
      byId('slack-offline').hidden = !faults.some(({ vendor, kind }) => vendor === 'slack' && kind === 'outage');
      if (!screen) return;
      byId('channel').textContent = screen.channel;
      drawPeople(screen, world.person);
      showSlack(byId('messages'), screen, view());
      home.draw(screen);
      showModal(
        byId('slack-modal'),
        screen.views.filter(({ user }) => user === world.person),
        form,
      );
      drawTarget(screen, targetThread(world));
      drawSuggestions(world, write);
    },
  };
}

// What Slack itself says stands nowhere in the channel.
function tell(answer) {
  for (const { kind, text } of answer?.shown ?? []) if (kind === 'error') toast(text);
}

function drawPeople({ people }, person) {
  redraw(byId('person'), JSON.stringify(people), () =>
    people.map(({ id, name, agent }) => el('option', { value: id }, agent ? name : `${name} (not an agent)`)),
  );
  byId('person').value = person;
}

function drawTarget(screen, thread) {
  const root = screen.messages.find(({ ts }) => ts === thread);
  const words = root ? titleOf(root) : '';
  redraw(byId('target'), words || 'channel', () =>
    root ? ['In the thread of ', ...signs(words)] : ['To the channel'],
  );
}

// The second line of a card says who the customer is, after a label; the first is the same on every card.
function titleOf({ text }) {
  const [first, second] = text.split('\n');
  return (second ?? first).replace(/^\w+: /, '').slice(0, 60);
}

function drawSuggestions(world, write) {
  const { suggested, phone, workflow } = world;
  const take = { label: `/baton take ${numberOf(phone)}`, text: `/baton take +${phone}` };
  const offers = suggested.slack ?? (workflow.conversation?.whoMaySpeak === 'assistant' ? [take] : []);
  const look = JSON.stringify([offers, nameOf(world, world.person)]);
  redraw(byId('slack-try'), look, () =>
    offers.map(({ label, text }) =>
      el(
        `button.chip${suggested.slack ? '.suggested' : ''}`,
        { type: 'button', onclick: () => void write(text) },
        label ?? text,
      ),
    ),
  );
}
