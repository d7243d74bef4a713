/** Tells the team that the model is away: one line in the channel, with a count, edited while it lasts. */
import { condition, defineSignal, proxyActivities, setHandler, workflowInfo } from '@temporalio/workflow';
import type { ConversationActivities, ModelOutage, SlackResult } from './conversation/ports';
import { postUntilTaken } from './team-message';

/** The registered name of the workflow, and the id of the one that counts. */
export const MODEL_OUTAGE_WORKFLOW = 'modelOutageWorkflow';
export const MODEL_OUTAGE_ID = 'model-outage';

/** A worker has stopped asking the model; it says so again with every try that fails. */
export const modelAwaySignal = defineSignal('modelAway');
/** A worker has reached the model, or has just begun and takes it to be there. */
export const modelBackSignal = defineSignal('modelBack');

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const LONGEST = 24 * 60 * MINUTE;
const SOON = 10 * MINUTE;

const { countUnclaimed } = proxyActivities<Pick<ConversationActivities, 'countUnclaimed'>>({
  startToCloseTimeout: '10 seconds',
});

/** Ends once the model is back and nobody who came meanwhile waits unclaimed, or after a day. */
export async function modelOutageWorkflow(): Promise<void> {
  const since = Date.now();
  let away = true;
  let place: SlackResult | undefined;
  let shown = '';
  setHandler(modelAwaySignal, () => void (away = true));
  setHandler(modelBackSignal, () => void (away = false));
  while (Date.now() - since < LONGEST) {
    const waiting = await countUnclaimed();
    const outage: ModelOutage = { state: away ? 'away' : waiting > 0 ? 'back' : 'over', waiting, since };
    const looks = `${outage.state} ${waiting}`;
    if (looks !== shown) place = await show(outage, place);
    shown = looks;
    if (outage.state === 'over') return;
    const before = away;
    await condition(() => away !== before, Date.now() - since < SOON ? 15 * SECOND : 5 * MINUTE);
  }
}

/** Posts the line, or edits the one that is there. */
async function show(outage: ModelOutage, place: SlackResult | undefined): Promise<SlackResult | undefined> {
  const { workflowId, runId } = workflowInfo();
  const post = place === undefined ? { kind: 'outage' as const, outage } : { kind: 'outage' as const, outage, place };
  return (await postUntilTaken({ workflowId, postId: `outage-${runId}`, post })) ?? place;
}
