import type { WebClient } from '@slack/web-api';
import type { Agent } from '../../workflows/conversation/ports';

const FRESH_MS = 3_600_000;
/** Whoever is not in the workspace (an agent of another issuer) is asked for again only then. */
const UNKNOWN_MS = 60_000;
const KEPT = 1_000;

export interface People {
  /** The name of a Slack user as colleagues see it. `fallback` where Slack does not say: a name must not hold up a message. */
  agent(userId: string, fallback?: string): Promise<Agent>;
}

/** Names of Slack users (docs.slack.dev, users.info), remembered for an hour. */
export function createPeople(options: { client: WebClient; now: () => number }): People {
  const { client, now } = options;
  const known = new Map<string, { name: string | undefined; readAt: number }>();

  const read = async (userId: string): Promise<string | undefined> => {
    const { user } = await client.users.info({ user: userId });
    return user?.profile?.display_name || user?.real_name || user?.name;
  };
  const remember = (id: string, name: string | undefined): void => {
    known.delete(id);
    known.set(id, { name, readAt: now() });
    for (const oldest of known.keys()) {
      if (known.size <= KEPT) break;
      known.delete(oldest);
    }
  };

  return {
    async agent(id, fallback = 'An agent') {
      const remembered = known.get(id);
      const freshMs = remembered?.name === undefined ? UNKNOWN_MS : FRESH_MS;
      if (remembered && now() - remembered.readAt < freshMs) return { id, name: remembered.name ?? fallback };
      try {
        const name = await read(id);
        remember(id, name);
        return { id, name: name ?? fallback };
      } catch (error) {
        if (isUnknown(error)) remember(id, remembered?.name);
        return { id, name: remembered?.name ?? fallback };
      }
    },
  };
}

/** Slack has answered that there is nobody with this id. */
const isUnknown = (error: unknown): boolean =>
  (error as { data?: { error?: string } } | undefined)?.data?.error === 'user_not_found';
