import { WorkflowExecutionAlreadyStartedError, type Client } from '@temporalio/client';
import { teamsMessage } from '../activities/teams/card';
import { postToWebhook } from '../activities/teams/webhook';
import { conversationQuery, TASK_QUEUE } from '../workflows/conversation/messages';
import { TEAMS_CARD_WORKFLOW, type TeamsActivities } from '../workflows/teams-card';

/** Begins to tell Teams of a handoff; nothing where that has begun already. `openedAt`: ms UTC. */
export async function announceInTeams({ workflow }: Client, workflowId: string, openedAt: number): Promise<void> {
  try {
    await workflow.start(TEAMS_CARD_WORKFLOW, {
      workflowId: `teams-${workflowId}-${openedAt}`,
      taskQueue: TASK_QUEUE,
      args: [workflowId],
      workflowIdReusePolicy: 'REJECT_DUPLICATE',
      staticSummary: 'Tells Teams of a handoff',
    });
  } catch (error) {
    if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error;
  }
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
  };
}
