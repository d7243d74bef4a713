import { WorkflowExecutionAlreadyStartedError, type Client } from '@temporalio/client';
import type { Announcer } from '../activities/channels';
import { teamsList, teamsMessage } from '../activities/teams/card';
import { postToWebhook } from '../activities/teams/webhook';
import { conversationQuery, TASK_QUEUE } from '../workflows/conversation/messages';
import { TEAMS_CARD_WORKFLOW, TEAMS_LIST_WORKFLOW, type TeamsActivities } from '../workflows/teams-card';
import { listWaiting } from './waiting-list';

/** Begins to tell Teams of a handoff, or of those who wait; nothing where that has begun already. */
export function createTeamsAnnouncer({ workflow }: Client): Announcer {
  const begin = async (type: string, workflowId: string, args: unknown[], staticSummary: string): Promise<void> => {
    const options = { taskQueue: TASK_QUEUE, workflowIdReusePolicy: 'REJECT_DUPLICATE', staticSummary } as const;
    try {
      await workflow.start(type, { ...options, workflowId, args });
    } catch (error) {
      if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error;
    }
  };
  return {
    handoff: (workflowId, openedAt) =>
      begin(TEAMS_CARD_WORKFLOW, `teams-${workflowId}-${openedAt}`, [workflowId], 'Tells Teams of a handoff'),
    waiting: (postId, { kind, waiting }) => {
      // Of the others Teams has been told, or will be.
      const only = kind === 'escalated' ? [waiting.map((one) => one.workflowId)] : [];
      return begin(TEAMS_LIST_WORKFLOW, `teams-${postId}`, [kind, ...only], 'Tells Teams of those who wait for people');
    },
  };
}

/** What the workflows `teams-…` need from outside. `url`: the webhook; absent: what was begun before is over. */
export function createTeams(options: {
  client: Client;
  webhookUrl: string | undefined;
  publicUrl: string;
}): TeamsActivities {
  const { client, webhookUrl, publicUrl } = options;
  return {
    async tellTeams(workflowId) {
      if (webhookUrl === undefined) return;
      const snapshot = await client.workflow.getHandle(workflowId).query(conversationQuery);
      if (snapshot.handoff === 'none') return;
      await postToWebhook(webhookUrl, teamsMessage(snapshot, `${publicUrl}/desk/conversations/${workflowId}`));
    },
    async tellTeamsWhoWaits(kind, only) {
      if (webhookUrl === undefined) return;
      const all = await listWaiting(client);
      const waiting = only === undefined ? all : all.filter(({ workflowId }) => only.includes(workflowId));
      if (waiting.length === 0) return;
      await postToWebhook(webhookUrl, teamsList({ kind, waiting }, `${publicUrl}/desk/queue`, Date.now()));
    },
  };
}
