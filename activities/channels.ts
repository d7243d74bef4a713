import type { SlackRequest, SlackResult, WaitingList } from '../workflows/conversation/ports';

/** Tells people what happens in a conversation. Throws ApplicationFailure as `createSlackActivity` does. */
type Channel = (request: SlackRequest) => Promise<SlackResult>;

/** What a channel that cannot be edited is told, once each: it knows by itself what it has been told of. */
export interface Announcer {
  /** `openedAt`: ms UTC. */
  handoff(workflowId: string, openedAt: number): Promise<void>;
  /** Somebody has waited for too long, or the business opens. `postId`: names this list. */
  waiting(postId: string, list: WaitingList): Promise<void>;
}

/** Where there is no Slack, nothing has a place: what is posted counts as shown, and people work on the desk page. */
const NOWHERE = 'desk';

/**
 * The channels in which people are told, chosen here alone: Slack, which shows everything, and those that tell of a new
 * handoff and of those who wait, and nothing else.
 */
export function createChannels({
  slack,
  announcers,
}: {
  slack: Channel | undefined;
  announcers: Announcer[];
}): Channel {
  return async (request) => {
    const { post, workflowId, postId } = request;
    if (post.kind === 'card' && post.card.state === 'waiting')
      await Promise.all(announcers.map((announcer) => announcer.handoff(workflowId, post.card.waitingSince)));
    if (post.kind === 'waiting_list' && post.place === undefined)
      await Promise.all(announcers.map((announcer) => announcer.waiting(postId, post.list)));
    return slack === undefined ? { channel: NOWHERE, ts: postId } : slack(request);
  };
}
