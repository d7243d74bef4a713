/** Tells Teams of one handoff, or of those who wait for people: once, for as long as that is of use. */
import { proxyActivities, sleep } from '@temporalio/workflow';
import type { WaitingList } from './conversation/ports';

/** The registered names of the workflows. */
export const TEAMS_CARD_WORKFLOW = 'teamsCardWorkflow';
export const TEAMS_LIST_WORKFLOW = 'teamsListWorkflow';

/** What the workflows need from outside. Both throw ApplicationFailure where Teams has not taken it. */
export interface TeamsActivities {
  /** Nothing happens where the handoff is over. */
  tellTeams(workflowId: string): Promise<void>;
  /** Nothing happens where nobody waits any more. `only`: who is told of; absent: everybody. */
  tellTeamsWhoWaits(kind: WaitingList['kind'], only?: string[]): Promise<void>;
}

const ATTEMPT = {
  startToCloseTimeout: '20 seconds',
  retry: { initialInterval: '2 seconds', maximumInterval: '2 minutes' },
} as const;

const { tellTeams } = proxyActivities<TeamsActivities>({
  ...ATTEMPT,
  // Afterwards nobody needs to be told that somebody waited.
  scheduleToCloseTimeout: '12 hours',
});

// By then there is another list, where somebody waits still.
const { tellTeamsWhoWaits } = proxyActivities<TeamsActivities>({ ...ATTEMPT, scheduleToCloseTimeout: '10 minutes' });

/** The card of a webhook cannot be edited: it goes out when the summary is there, as a rule. */
const SUMMARY_TAKES = 8_000;

/** `workflowId`: the conversation. */
export async function teamsCardWorkflow(workflowId: string): Promise<void> {
  await sleep(SUMMARY_TAKES);
  await tellTeams(workflowId);
}

/** `kind`: why the list is shown; `only`: whom it is about, by workflow id. Who waits is looked up when it goes out. */
export async function teamsListWorkflow(kind: WaitingList['kind'], only?: string[]): Promise<void> {
  await tellTeamsWhoWaits(kind, only);
}
