import type { Conversation, Post, World } from './world';

type Agents = World['evidence']['agents'];

/** A takeover that Slack has shown: from here on nothing of the assistant may start. */
export interface Claim {
  at: number;
  agent: string;
  handoff?: number;
}

export const isCard = ({ buttons }: Post): boolean => buttons.some(({ actionId }) => actionId === 'transcript');

export const handoffOf = ({ buttons }: Post): number | undefined =>
  buttons.find(({ actionId }) => actionId === 'transcript')?.value.h;

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
    const key = `${handoffOf(post)}:${agent}:${post.moments.at(-2)}`;
    if (known.has(key)) return [];
    known.add(key);
    const handoff = handoffOf(post);
    return [{ at: post.at, agent, ...(handoff !== undefined && { handoff }) }];
  });
  const told = clicks.flatMap(({ user, answers }) =>
    answers.flatMap(({ at, text }) => (text.startsWith('You have this conversation now') ? [{ at, agent: user }] : [])),
  );
  return [...shown, ...told].sort((one, other) => one.at - other.at);
}

const RELEASING = ['hand_back', 'resolve'];
const CHOOSING = /^(assistant|sorted):/;

/** Every moment at which somebody may have confirmed that the assistant comes back. */
export function releasesOf({ clicks, received }: Conversation): number[] {
  const clicked = clicks.filter(({ action }) => RELEASING.includes(action)).map(({ at }) => at);
  const tapped = received.filter(({ button = '' }) => CHOOSING.test(button)).flatMap(({ attempts }) => attempts);
  return [...clicked, ...tapped].sort((one, other) => one - other);
}
