/** Whom the list of those who wait calls, and when. Pure: a run that is played again decides the same. */
import type { Waiting, WaitingNews } from './conversation/ports';

const MINUTE = 60_000;
/** A post with a mention is not followed by another one in its channel sooner: what comes meanwhile is put off. */
const CALL_PAUSE = 10 * MINUTE;
/** What comes of the same opening: not all conversations tell of it within the same seconds. */
const OPENING_LASTS = 10 * MINUTE;

type News = WaitingNews['what'];

/** What the channels show. */
interface Shows {
  /** Why a new list is posted in the channel; absent: the one that is there is kept true. */
  call?: 'opening' | 'window' | 'nobody';
  /** Of the second channel. `anew`: as a post of its own, because Slack notifies nobody of an edit. */
  second?: { waiting: Waiting[]; anew: boolean };
}

export interface Caller {
  /** `told`: the news since the last time. */
  decide(told: WaitingNews[], waiting: Waiting[], now: number): Shows;
  /** When the newest list of an opening was posted, 0 where none was; ms UTC. */
  openedAt(): number;
  /** When a call that is put off may be made, ms UTC; `undefined`: none is. */
  putOffTo(now: number): number | undefined;
}

/** Whether it is the opening of the newest list still. `openedAt`: when that was posted, 0 where none was; ms UTC. */
export const isOpening = (openedAt: number, now: number): boolean => now - openedAt < OPENING_LASTS;

/** The calls of one channel: by whom they were asked for, and why. */
interface Channel {
  calledAt: number;
  asked: Map<string, News>;
}

const createChannel = (): Channel => ({ calledAt: 0, asked: new Map() });

const pauseEnds = ({ calledAt }: Channel): number => calledAt + CALL_PAUSE;

/** Why the channel is to be called now: by those alone who wait still. */
const whyCalled = (channel: Channel, there: Set<string>, now: number): News[] =>
  now < pauseEnds(channel) ? [] : [...channel.asked].flatMap(([id, what]) => (there.has(id) ? [what] : []));

function called(channel: Channel, now: number): void {
  channel.calledAt = now;
  channel.asked.clear();
}

/** Who has been called on account of somebody reads of whoever else waits then, too: one call is enough for all. */
export function createCaller(): Caller {
  const [first, second] = [createChannel(), createChannel()];
  const escalated = new Set<string>();
  let openedAt = 0;

  function hear({ workflowId, what }: WaitingNews): void {
    if (what === 'nobody' || what === 'window') first.asked.set(workflowId, what);
    if (what === 'escalate') {
      second.asked.set(workflowId, what);
      escalated.add(workflowId);
    }
    if (what === 'over') for (const known of [first.asked, second.asked, escalated]) known.delete(workflowId);
  }

  function callFirst(told: WaitingNews[], there: Set<string>, now: number): Shows['call'] {
    const opens = told.some(({ what }) => what === 'opening') && !isOpening(openedAt, now);
    const why = whyCalled(first, there, now);
    if (there.size === 0) return undefined;
    if (opens) openedAt = now;
    // A list that mentions nobody is no call: who is to be called after it is.
    if (why.length === 0) return opens ? 'opening' : undefined;
    called(first, now);
    return why.includes('window') ? 'window' : 'nobody';
  }

  return {
    decide(told, waiting, now) {
      told.forEach(hear);
      const there = new Set(waiting.map(({ workflowId }) => workflowId));
      const call = callFirst(told, there, now);
      const late = waiting.filter(({ workflowId }) => escalated.has(workflowId));
      const anew = whyCalled(second, there, now).length > 0;
      if (anew) called(second, now);
      return { ...(call && { call }), second: { waiting: late, anew } };
    },
    openedAt: () => openedAt,
    putOffTo(now) {
      const ends = [first, second].filter(({ asked }) => asked.size > 0).map(pauseEnds);
      const ahead = ends.filter((end) => end > now);
      return ahead.length === 0 ? undefined : Math.min(...ahead);
    },
  };
}

/** Under earlier releases: what came within the pause was dropped, and the second channel only ever edited. */
export function createEarlierCaller(oneAtOpening: boolean): Caller {
  let [calledAt, openedAt] = [0, 0];
  let hasEscalated = false;
  return {
    decide(told, waiting, now) {
      const has = (what: News): boolean => told.some((one) => one.what === what);
      const mayCall = now - calledAt >= CALL_PAUSE;
      const call = (['opening', 'window', 'nobody'] as const).find(
        (what) => has(what) && (what === 'opening' ? !isOpening(openedAt, now) : mayCall),
      );
      if (call !== undefined) calledAt = now;
      if (oneAtOpening && call === 'opening' && waiting.length > 0) openedAt = now;
      hasEscalated ||= has('escalate') && waiting.length > 0;
      return { ...(call && { call }), ...(hasEscalated && { second: { waiting, anew: false } }) };
    },
    openedAt: () => openedAt,
    putOffTo: () => undefined,
  };
}
