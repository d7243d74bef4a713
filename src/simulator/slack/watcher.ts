import type { SlackState } from './state';
import type { Shown } from './types';

interface Mark {
  user: string;
  home: string | undefined;
  ts: string | undefined;
  shown: number;
  looks: string;
}

/** Watches the screen of one user after something that he did. */
export interface Watcher {
  mark(user: string, ts: string | undefined): Mark;
  shownSince(mark: Mark): Shown[];
  /** Resolves when the user is shown something, or his Home tab, the message or its thread looks different; after `ms` at the latest. */
  firstConsequence(mark: Mark, ms: number): Promise<void>;
  changed(): void;
}

export function createWatcher(state: SlackState): Watcher {
  const waiting = new Set<() => void>();
  const looks = (ts: string | undefined): string => {
    const message = ts === undefined ? undefined : state.find(ts);
    const root = message?.threadTs ?? ts;
    const replies = root === undefined ? 0 : state.repliesTo(root).length;
    return JSON.stringify([message?.edited, message?.reactions, state.find(root ?? '')?.edited, replies, !message]);
  };
  const homeOf = (user: string): string | undefined => state.homes.get(user)?.hash;
  const shownSince = (mark: Mark): Shown[] => state.shown.slice(mark.shown).filter(({ user }) => user === mark.user);

  return {
    mark: (user, ts) => ({ user, home: homeOf(user), ts, shown: state.shown.length, looks: looks(ts) }),
    shownSince,
    firstConsequence(mark, ms) {
      const happened = (): boolean =>
        shownSince(mark).length > 0 || looks(mark.ts) !== mark.looks || homeOf(mark.user) !== mark.home;
      if (ms === 0 || happened()) return Promise.resolve();
      return new Promise((resolve) => {
        const end = (): void => {
          clearTimeout(timer);
          waiting.delete(look);
          resolve();
        };
        const look = (): void => {
          if (happened()) end();
        };
        const timer = setTimeout(end, ms);
        waiting.add(look);
      });
    },
    changed: () => [...waiting].forEach((look) => look()),
  };
}
