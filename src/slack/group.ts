import type { WebClient } from '@slack/web-api';

/** Membership is at most this old when it decides. */
const FRESH_MS = 60_000;

export interface AgentGroup {
  /** Throws when Slack cannot say. */
  has(userId: string): Promise<boolean>;
  /** Everybody in it. Throws when Slack cannot say. */
  members(): Promise<string[]>;
}

/** The members of the agents' user group (docs.slack.dev, usergroups.users.list). */
export function createAgentGroup(options: { client: WebClient; groupId: string; now: () => number }): AgentGroup {
  const { client, groupId, now } = options;
  let cached: { members: Promise<ReadonlySet<string>>; readAt: number } | undefined;

  const read = async (): Promise<ReadonlySet<string>> => {
    const { users } = await client.usergroups.users.list({ usergroup: groupId });
    return new Set(users);
  };

  const known = (): Promise<ReadonlySet<string>> => {
    if (!cached || now() - cached.readAt >= FRESH_MS) {
      const fresh = { members: read(), readAt: now() };
      cached = fresh;
      fresh.members.catch(() => {
        if (cached === fresh) cached = undefined;
      });
    }
    return cached.members;
  };

  return {
    has: async (userId) => (await known()).has(userId),
    members: async () => [...(await known())],
  };
}
