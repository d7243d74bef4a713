import type { SlackRequest, SlackResult } from '../workflows/conversation/ports';

/** Tells people what happens in a conversation. Throws ApplicationFailure as `createSlackActivity` does. */
type Channel = (request: SlackRequest) => Promise<SlackResult>;

/** Tells of a handoff once, and knows by itself that it has been told of. */
type Announcement = (workflowId: string, openedAt: number) => Promise<void>;

/** Where there is no Slack, nothing has a place: what is posted counts as shown, and people work on the desk page. */
const NOWHERE = 'desk';

/**
 * The channels in which people are told, chosen here alone: Slack, which shows everything, and those that tell of a new
 * handoff and nothing else.
 */
export function createChannels({
  slack,
  announcements,
}: {
  slack: Channel | undefined;
  announcements: Announcement[];
}): Channel {
  return async (request) => {
    const { post, workflowId, postId } = request;
    if (post.kind === 'card' && post.card.state === 'waiting')
      await Promise.all(announcements.map((announce) => announce(workflowId, post.card.waitingSince)));
    return slack === undefined ? { channel: NOWHERE, ts: postId } : slack(request);
  };
}
