import type { WebClient } from '@slack/web-api';

/** Membership is at most this old when it decides … */
const FRESH_MS = 60_000;
/** … or this old while Slack cannot say: what agents write does not wait for the end of an outage. */
const KNOWN_MS = 15 * 60_000;
const ASK_AGAIN_MS = 5_000;

export interface AgentGroup {
  /** Throws when Slack cannot say and has not said for a quarter of an hour. */
  has(userId: string): Promise<boolean>;
  /** Everybody in it. Throws likewise. */
  members(): Promise<string[]>;
}

/** The members of the agents' user group (docs.slack.dev, usergroups.users.list). */
export function createAgentGroup(options: { client: WebClient; groupId: string; now: () => number }): AgentGroup {
  const { client, groupId, now } = options;
  let last: { members: ReadonlySet<string>; readAt: number } | undefined;
  let current: { members: Promise<ReadonlySet<string>>; until: number } | undefined;

  const read = async (): Promise<ReadonlySet<string>> => {
    const { users } = await client.usergroups.users.list({ usergroup: groupId });
    last = { members: new Set(users), readAt: now() };
    return last.members;
  };

  const known = (): Promise<ReadonlySet<string>> => {
    if (current && now() < current.until) return current.members;
    const asked = { members: read().catch(remembered), until: now() + FRESH_MS };
    current = asked;
    asked.members.catch(() => {
      if (current === asked) current = undefined;
    });
    return asked.members;
  };

  function remembered(error: unknown): ReadonlySet<string> {
    if (last === undefined || now() - last.readAt >= KNOWN_MS) throw error;
    if (current) current.until = now() + ASK_AGAIN_MS;
    return last.members;
  }

  return {
    has: async (userId) => (await known()).has(userId),
    members: async () => [...(await known())],
  };
}
