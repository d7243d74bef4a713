import type { WebClient } from '@slack/web-api';
import type { Agent } from '../../workflows/conversation/ports';

const FRESH_MS = 3_600_000;
const KEPT = 1_000;

export interface People {
  /** The name of a Slack user as colleagues see it. `fallback` where Slack does not say: a name must not hold up a message. */
  agent(userId: string, fallback?: string): Promise<Agent>;
}

/** Names of Slack users (docs.slack.dev, users.info), remembered for an hour. */
export function createPeople(options: { client: WebClient; now: () => number }): People {
  const { client, now } = options;
  const known = new Map<string, { name: string; readAt: number }>();

  const read = async (userId: string): Promise<string | undefined> => {
    const { user } = await client.users.info({ user: userId });
    return user?.profile?.display_name || user?.real_name || user?.name;
  };

  return {
    async agent(id, fallback = 'An agent') {
      const remembered = known.get(id);
      if (remembered && now() - remembered.readAt < FRESH_MS) return { id, name: remembered.name };
      try {
        const name = (await read(id)) ?? fallback;
        known.delete(id);
        known.set(id, { name, readAt: now() });
        for (const oldest of known.keys()) {
          if (known.size <= KEPT) break;
          known.delete(oldest);
        }
        return { id, name };
      } catch {
        return { id, name: remembered?.name ?? fallback };
      }
    },
  };
}
