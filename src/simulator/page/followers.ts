import type { Events } from '../events';
import type { ConversationHistory } from './history';
import { ConversationUnavailable, type ConversationPort } from './port';

type Told = (history: ConversationHistory) => void;

export interface Followers {
  /** Tells of the history of this customer's conversation, now and whenever it grows. Returns the way to stop. */
  follow(phone: string, told: Told): () => void;
}

const TRY_AGAIN_MS = 1_000;

interface Followed {
  listeners: Set<Told>;
  last?: ConversationHistory;
  stop(): void;
}

/** One long poll per conversation, however many look at it, for as long as anybody does. */
export function createFollowers(port: ConversationPort, events: Events): Followers {
  const followed = new Map<string, Followed>();

  function start(phone: string): Followed {
    const leave = new AbortController();
    const one: Followed = { listeners: new Set(), stop: () => leave.abort() };
    const told: Told = (history) => {
      one.last = history;
      one.listeners.forEach((listener) => listener(history));
    };
    void followFor(phone, { port, events, signal: leave.signal, told });
    return one;
  }

  return {
    follow(phone, told) {
      const one = followed.get(phone) ?? start(phone);
      followed.set(phone, one);
      one.listeners.add(told);
      if (one.last) told(one.last);
      return () => {
        one.listeners.delete(told);
        if (one.listeners.size > 0) return;
        one.stop();
        if (followed.get(phone) === one) followed.delete(phone);
      };
    },
  };
}

interface Following {
  port: ConversationPort;
  events: Events;
  signal: AbortSignal;
  told: Told;
}

async function followFor(phone: string, { port, events, signal, told }: Following): Promise<void> {
  while (!signal.aborted) {
    try {
      await port.follow(phone, signal, told);
    } catch (error) {
      if (!(error instanceof ConversationUnavailable)) throw error;
    }
    // No conversation, or none any more: it begins with something that the customer does.
    if (!signal.aborted) await somethingHappens(phone, events, signal);
  }
}

function somethingHappens(phone: string, events: Events, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(done, TRY_AGAIN_MS);
    const stop = events.subscribe((event) => {
      if (event.type === 'phone' && event.customer === phone) done();
    });
    signal.addEventListener('abort', done, { once: true });
    function done(): void {
      clearTimeout(timer);
      stop();
      signal.removeEventListener('abort', done);
      resolve();
    }
  });
}
