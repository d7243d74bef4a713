/** Tells Teams of one handoff, once, for as long as it takes. */
import { proxyActivities, sleep } from '@temporalio/workflow';

/** The registered name of the workflow. */
export const TEAMS_CARD_WORKFLOW = 'teamsCardWorkflow';

/** What the workflow needs from outside. */
export interface TeamsActivities {
  /** Nothing happens where the handoff is over. Throws ApplicationFailure where Teams has not taken it. */
  tellTeams(workflowId: string): Promise<void>;
}

const { tellTeams } = proxyActivities<TeamsActivities>({
  startToCloseTimeout: '20 seconds',
  // Afterwards nobody needs to be told that somebody waited.
  scheduleToCloseTimeout: '12 hours',
  retry: { initialInterval: '2 seconds', maximumInterval: '2 minutes' },
});

/** The card of a webhook cannot be edited: it goes out when the summary is there, as a rule. */
const SUMMARY_TAKES = 8_000;

/** `workflowId`: the conversation. */
export async function teamsCardWorkflow(workflowId: string): Promise<void> {
  await sleep(SUMMARY_TAKES);
  await tellTeams(workflowId);
}
