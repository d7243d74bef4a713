import type { Conversation, Post, World } from './world';

type Agents = World['evidence']['agents'];

/** A takeover that Slack has shown: from here on nothing of the assistant may start. */
export interface Claim {
  at: number;
  agent: string;
  handoff?: number;
  /** Which time without the assistant it is. */
  epoch?: number;
  /** When it took effect, by the conversation's clock, seconds UTC. */
  since?: number;
  /** When it was asked for, where an answer and no card tells of it: it took effect no earlier. */
  from?: number;
}

export const isCard = ({ buttons }: Post): boolean => buttons.some(({ actionId }) => actionId === 'transcript');

const valueOf = ({ buttons }: Post) => buttons.find(({ actionId }) => actionId === 'transcript')?.value;

export const handoffOf = (post: Post): number | undefined => valueOf(post)?.h;

/** Who has it, as a card says. */
export const ownerOn = (post: Post, agents: Agents): string | undefined =>
  agents.find(({ name }) => post.text.includes(`${name} has it`))?.id;

/** Each takeover once, at the moment at which it was first shown: a later version of the card says the same again. */
export function claimsOf({ posts, clicks }: Conversation, agents: Agents): Claim[] {
  const known = new Set<string>();
  const shown = posts.filter(isCard).flatMap((post): Claim[] => {
    const agent = ownerOn(post, agents);
    if (agent === undefined) return [];
    // "… has it since …. Free text reaches the customer until …."
    const since = post.moments.at(-2);
    const { h: handoff, e: epoch } = valueOf(post) ?? {};
    const key = `${handoff}:${agent}:${since}`;
    if (known.has(key)) return [];
    known.add(key);
    const about = { ...(handoff !== undefined && { handoff }), ...(epoch !== undefined && { epoch }) };
    return [{ at: post.at, agent, ...about, ...(since !== undefined && { since }) }];
  });
  const told = clicks.flatMap(({ at: from, user: agent, answers }) =>
    answers.flatMap(({ at, text }) => (text.startsWith('You have this conversation now') ? [{ at, agent, from }] : [])),
  );
  return [...shown, ...told].sort((one, other) => one.at - other.at);
}
