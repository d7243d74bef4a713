/**
 * Tells the team who waits for it, for all conversations together: one list in the channel, edited while it changes; a new
 * one at opening and when nobody came for too long; and one in the second channel of those whom nobody came for.
 */
import {
  condition,
  defineSignal,
  patched,
  proxyActivities,
  setHandler,
  sleep,
  workflowInfo,
} from '@temporalio/workflow';
import type { ConversationActivities, SlackResult, Waiting, WaitingList, WaitingNews } from './conversation/ports';
import { postUntilTaken } from './team-message';
import { createCaller, createEarlierCaller, isOpening } from './waiting-calls';

/** The registered name of the workflow, and the id of the one that lists. */
export const WAITING_LIST_WORKFLOW = 'waitingListWorkflow';
export const WAITING_LIST_ID = 'waiting-list';

/** From a conversation whose customer has waited for so long, or does no more. */
export const waitingListSignal = defineSignal<[WaitingNews]>('waitingList');

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
/** Conversations that have something to tell at the same moment are told of together. */
const TOGETHER = 2 * SECOND;
const LOOK_AGAIN = 5 * MINUTE;
const LONGEST = 24 * 60 * MINUTE;

const { listWaiting } = proxyActivities<Pick<ConversationActivities, 'listWaiting'>>({
  startToCloseTimeout: '10 seconds',
});

interface Shown {
  place: SlackResult | undefined;
  looks: string;
  kind: WaitingList['kind'];
}

/** A list lasts for a day, and not only to the middle of an opening, where one after it would be posted beside it. */
export const lasts = (began: number, openedAt: number, now: number): boolean =>
  now - began < LONGEST || isOpening(openedAt, now);

/** Ends once nobody waits, or after a day: whoever still waits then is told of at the next opening. */
export async function waitingListWorkflow(): Promise<void> {
  const began = Date.now();
  const news: WaitingNews[] = [];
  const gone = new Set<string>();
  const shown = new Map<'channel' | 'second', Shown>();
  // A list that began under an earlier release keeps to what it has done; none lasts longer than a day.
  const putsOff = patched('calls-are-put-off');
  const caller = putsOff ? createCaller() : createEarlierCaller(patched('one-list-at-opening'));
  let putOffTo: number | undefined;
  setHandler(waitingListSignal, (told) => void news.push(told));
  while (lasts(began, caller.openedAt(), Date.now()) || putOffTo !== undefined) {
    if (news.length > 0) await sleep(TOGETHER);
    const told = news.splice(0);
    // What is published may be seconds old; what a conversation says of itself is not.
    for (const { workflowId, what } of told) {
      if (what === 'over') gone.add(workflowId);
      else gone.delete(workflowId);
    }
    const published = (await listWaiting()).filter(({ workflowId }) => !gone.has(workflowId));
    const waiting = putsOff ? withWindows(published, Date.now()) : published;
    const { call, second } = caller.decide(told, waiting, Date.now());
    await show(shown, 'channel', call ?? shown.get('channel')?.kind ?? 'waiting', waiting, call !== undefined);
    if (second !== undefined) await show(shown, 'second', 'escalated', second.waiting, second.anew);
    if (waiting.length === 0 && news.length === 0) return;
    putOffTo = caller.putOffTo(Date.now());
    const patience = Math.min(LOOK_AGAIN, Math.max(SECOND, (putOffTo ?? Infinity) - Date.now()));
    await condition(() => news.length > 0, patience);
    if (gone.size > 0 && news.length === 0 && patience === LOOK_AGAIN) gone.clear();
  }
}

/** What WhatsApp's clock says of each now: a list that says otherwise is edited. */
const withWindows = (waiting: Waiting[], now: number): Waiting[] =>
  waiting.map((one) => (now >= (one.windowEndsAt ?? Infinity) ? { ...one, windowOver: true } : one));

/** Posts the list, or edits the one that is there; `anew`: below what has been said since. */
async function show(
  shown: Map<'channel' | 'second', Shown>,
  where: 'channel' | 'second',
  kind: WaitingList['kind'],
  waiting: WaitingList['waiting'],
  anew: boolean,
): Promise<void> {
  const before = shown.get(where);
  const looks = JSON.stringify(waiting);
  if (!anew && (before?.looks === looks || (before === undefined && waiting.length === 0))) return;
  if (anew && waiting.length === 0) return;
  if (anew && before?.place !== undefined) await post({ kind: 'moved', waiting: [] }, where, before.place);
  const place = await post({ kind, waiting }, where, anew ? undefined : before?.place);
  shown.set(where, { place, looks, kind });
}

async function post(
  list: WaitingList,
  where: 'channel' | 'second',
  place: SlackResult | undefined,
): Promise<SlackResult | undefined> {
  const { workflowId, runId, historyLength } = workflowInfo();
  const postId = `waiting-${runId}-${historyLength}`;
  const content = { kind: 'waiting_list' as const, list, second: where === 'second' };
  const whole = place === undefined ? content : { ...content, place };
  return (await postUntilTaken({ workflowId, postId, post: whole })) ?? place;
}
