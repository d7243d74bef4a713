import * as api from './api.js';
import { byId } from './dom.js';

/** Keeps the store as the demo is, told by server-sent events. `attempt` shows what goes wrong. */
export function createLive(store, attempt) {
  const { world } = store;
  let source;

  async function readPhone() {
    const { phone } = world;
    const [profile, messages] = await Promise.all([api.profile(phone), api.phoneMessages(phone)]);
    if (phone !== world.phone) return;
    store.set({ profile, messages });
    // The vendor ends the typing indicator by itself after 25 s, and tells nobody.
    if (profile.typing)
      setTimeout(() => world.phone === phone && world.profile?.typing && void attempt(readPhone), 5000);
  }

  async function readSlack() {
    const screen = await api.slackScreen();
    store.set({ screen, person: world.person ?? screen.people[0].id });
  }

  const readShop = async () => store.set({ shop: await api.shop() });
  const readFaults = async () => store.set({ faults: await api.faults() });

  function on(event, take) {
    source.addEventListener(event, ({ data }) => take(JSON.parse(data)));
  }

  function listen() {
    source?.close();
    source = new EventSource(`page/events?phone=${world.phone}`);
    source.addEventListener('open', () => (byId('offline').hidden = true));
    source.addEventListener('error', () => (byId('offline').hidden = false));
    on('phone', () => void attempt(readPhone));
    on('slack', () => void attempt(readSlack));
    on('shop', () => void attempt(readShop));
    on('faults', () => void attempt(readFaults));
    on('inbox', ({ rows }) => store.set({ inbox: rows }));
    on('worker', (worker) => store.set({ worker }));
    on('history', (history) => store.set({ history }));
    on('workflow', (seen) => {
      const { conversation, links } = world.workflow;
      store.set({ workflow: seen.problem ? { conversation, links, ...seen } : seen });
    });
  }

  return {
    /** Looks at another customer. */
    switchTo(phone) {
      const nothing = { profile: undefined, messages: [], workflow: {}, history: undefined, thread: undefined };
      store.set({ phone, ...nothing });
      history.replaceState(null, '', `?phone=${phone}${location.hash}`);
      listen();
    },
  };
}
