import type { Agent } from '../../workflows/conversation/ports';

/** `agent`: works with customers. `operator`: reads everything and writes to nobody. */
export type Role = 'agent' | 'operator';

export interface Team {
  /** None: the desk page does not know this person. Throws when Slack cannot say. */
  rolesOf(id: string): Promise<Role[]>;
  /** Everybody to whom a conversation can be given. Throws likewise. */
  agents(): Promise<Agent[]>;
  /** `name`: as the issuer has it, where Slack does not know better. */
  agent(id: string, name?: string): Promise<Agent>;
}

interface TeamOptions {
  /** Absent: the members of the agents' group in Slack. */
  agents: string[] | undefined;
  operators: string[];
  /** Absent where a team works without Slack. */
  slack?:
    | {
        group: { has(id: string): Promise<boolean>; members(): Promise<string[]> };
        people: { agent(id: string, fallback?: string): Promise<Agent> };
      }
    | undefined;
}

/** Who works on the desk page. It is asked anew with every request: whoever leaves the group leaves the desk. */
export function createTeam({ agents, operators, slack }: TeamOptions): Team {
  const names = new Map<string, string>();
  const agent = async (id: string, name?: string): Promise<Agent> => {
    if (name !== undefined) names.set(id, name);
    const known = names.get(id) ?? id;
    return slack === undefined ? { id, name: known } : slack.people.agent(id, known);
  };
  const isAgent = async (id: string): Promise<boolean> =>
    agents === undefined ? (await slack?.group.has(id)) === true : agents.includes(id);
  return {
    agent,
    async rolesOf(id) {
      const operator: Role[] = operators.includes(id) ? ['operator'] : [];
      return (await isAgent(id)) ? ['agent', ...operator] : operator;
    },
    async agents() {
      return Promise.all((agents ?? (await slack?.group.members()) ?? []).map((id) => agent(id)));
    },
  };
}
