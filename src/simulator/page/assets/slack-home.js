import * as api from './api.js';
import { byId, redraw } from './dom.js';
import { blocksOf } from './slack-blocks.js';
import { attempt } from './toasts.js';

/** The app's Home tab, as the person behind the keyboard sees it, in the place of the channel. `tell`: what Slack itself says. */
export function createSlackHome(store, tell) {
  const { world } = store;
  const toggle = byId('slack-home-toggle');
  const box = byId('slack-home');

  const open = () => attempt(() => api.openHome({ user: world.person }));

  const press = async ({ action_id, value, url }) => {
    if (url) return void window.open(url, '_blank', 'noreferrer,noopener');
    const click = { user: world.person, action_id, ...(value === undefined ? {} : { value }) };
    tell(await attempt(() => api.clickAtHome(click)));
  };

  toggle.addEventListener('click', () => {
    store.set({ home: !world.home });
    if (world.home) void open();
  });
  // A thread is in the channel.
  box.addEventListener('click', ({ target }) => {
    const link = target.closest('a[href^="#ts-"]');
    if (link) store.set({ home: false, thread: link.hash.slice('#ts-'.length) });
  });

  return {
    open,
    draw({ people, homes }) {
      toggle.setAttribute('aria-pressed', String(world.home));
      byId('messages').hidden = world.home;
      box.hidden = !world.home;
      const blocks = homes[world.person] ?? [];
      const names = new Map(people.map(({ id, name }) => [id, name]));
      redraw(box, JSON.stringify([world.person, blocks]), () => blocksOf({ blocks }, names, (one) => void press(one)));
    },
  };
}
