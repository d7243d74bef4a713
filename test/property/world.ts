/** The plumbing, the phone and the Slack channel around the rules, as one deterministic machine. */
import { isDeepStrictEqual } from 'node:util';
import type { ConversationEvent, JobFailure, JobResult, Passable } from '../../workflows/conversation/events';
import { hashId } from '../../workflows/conversation/hash';
import { jobs, type Job } from '../../workflows/conversation/jobs';
import type { SlackPost } from '../../workflows/conversation/ports';
import { carryOver, initialState, type ConversationState } from '../../workflows/conversation/state';
import { NEWEST_RULES } from '../../workflows/conversation/rules';
import type { Settings } from '../../workflows/conversation/settings';
import { nextDeadline, transition } from '../../workflows/conversation/transition';
import { classification, draftOf } from '../support/driver';
import type { Observer, Report } from './observer';

export const START = Date.UTC(2026, 10, 23, 8);
const SECOND = 1000;
const MOST_ROUNDS = 60;

export type Outcome =
  { is: 'done'; result: JobResult } | { is: 'failed'; failure: JobFailure; happened: boolean } | { is: 'cancelled' };

/** A delivery that may be repeated: everything a vendor or a click brings in, which is what a moved conversation passes on. */
export type Delivery = Passable;

export interface StartedIntent {
  id: string;
  buttons: string[];
}

export type World = ReturnType<typeof createWorld>;

export function createWorld(settings: Settings, observers: Observer[], report: Report, workflowId = 'whatsapp-1-abc') {
  let runs = 1;
  const runIdOf = (run: number): string => runId(run, workflowId);
  let state = freeze(
    initialState({
      workflowId,
      runId: runIdOf(runs),
      phoneNumberId: '1',
      settings,
      rules: NEWEST_RULES,
      now: START,
    }),
  );
  let now = START;
  let ids = 0;
  let draining = false;
  const running = new Map<string, Job>();
  const asked = new Set<string>();
  const ended: { key: string; result: JobResult }[] = [];
  const inbox: ConversationEvent[] = [];
  const intents: StartedIntent[] = [];
  const posts: SlackPost[] = [];
  const places = new Map<string, string>();
  const deliveries: Delivery[] = [];

  function apply(event: ConversationEvent): void {
    if (event.type !== 'tick' && state.now < now) apply({ type: 'tick', at: now });
    const before = state;
    try {
      state = freeze(transition(before, freeze(event)));
    } catch (error) {
      report('pure', `${event.type} threw ${String(error)}`);
      return;
    }
    for (const observer of observers) observer.transition?.(before, event, state);
  }

  /** One activation: everything that came in together, then reconciled until nothing is left to do. */
  function step(...events: ConversationEvent[]): void {
    inbox.push(...events);
    for (let round = 0; inbox.length > 0; round += 1) {
      if (round > MOST_ROUNDS) {
        report('loop', `still busy after ${MOST_ROUNDS} rounds at one moment`);
        inbox.length = 0;
        return;
      }
      for (const event of inbox.splice(0)) {
        if ('key' in event) running.delete(event.key);
        apply(event);
      }
      reconcile();
    }
    if (draining && running.size === 0 && state.takeover === undefined) continueAsNew();
  }

  function reconcile(): void {
    const wanted = jobs(state);
    const keys = new Set(wanted.map(({ key }) => key));
    if (keys.size !== wanted.length) report('loop', 'two jobs have one key');
    for (const [key, job] of running) {
      // A model call is let go of at once; a send or a post goes on to its true outcome.
      if (keys.has(key) || ['send', 'slack', 'list'].includes(job.kind)) continue;
      running.delete(key);
      for (const observer of observers) observer.ended?.(job, 'cancelled');
      ended.push({ key, result: resultOf(job, settings, '') });
      inbox.push({ type: 'jobCancelled', at: now, key });
    }
    for (const job of wanted) {
      const alone = job.kind === 'pass' && job.alone && running.size > 0;
      const mayStart = !alone && (!draining || (job.kind === 'send' && state.takeover !== undefined));
      if (!running.has(job.key) && mayStart) start(job);
    }
  }

  function start(job: Job): void {
    if (asked.has(job.key)) report('loop', `${job.key} was asked for again`);
    asked.add(job.key);
    for (const observer of observers) observer.started?.(job, state, now);
    if ([...running.values()].some(({ kind }) => kind === job.kind)) {
      report(job.kind === 'send' ? 'I8' : 'loop', `two jobs of kind ${job.kind} at once`);
    }
    running.set(job.key, job);
    if (job.kind !== 'send') return;
    const { content } = job.request;
    intents.push({ id: job.intentId, buttons: content.kind === 'notice' ? content.buttons.map(({ id }) => id) : [] });
    apply({ type: 'sendBegun', at: now, intentId: job.intentId });
  }

  function continueAsNew(): void {
    draining = false;
    runs += 1;
    const before = state;
    state = freeze(carryOver(JSON.parse(JSON.stringify(state)) as ConversationState, runIdOf(runs), NEWEST_RULES));
    for (const observer of observers) observer.carried?.(before, state);
    step({ type: 'tick', at: now });
  }

  /** Ends a running job; a cancellation is possible only where it was asked for. */
  function finish(job: Job, given: Outcome): void {
    if (!running.has(job.key)) return;
    const outcome = given.is === 'failed' && given.failure.class === 'rejected' && isThere(job) ? success(job) : given;
    const unwanted = !jobs(state).some(({ key }) => key === job.key);
    if (outcome.is === 'cancelled' && !unwanted) return;
    for (const observer of observers) {
      observer.ended?.(job, outcome.is, outcome.is === 'failed' ? outcome.failure : undefined);
    }
    if (job.kind === 'slack' && (outcome.is === 'done' || (outcome.is === 'failed' && outcome.happened))) post(job);
    if (outcome.is === 'done') {
      ended.push({ key: job.key, result: outcome.result });
      step({ type: 'jobDone', at: now, key: job.key, result: outcome.result });
    } else if (outcome.is === 'failed') step({ type: 'jobFailed', at: now, key: job.key, failure: outcome.failure });
    else step({ type: 'jobCancelled', at: now, key: job.key });
  }

  /** A post that is looked up and found is not refused. */
  function isThere(job: Job): boolean {
    return job.kind === 'slack' && job.request.lookUpFirst && places.has(job.request.postId);
  }

  /** What a job gives when all is well. */
  function success(job: Job): Outcome {
    const ts = (job.kind === 'slack' && places.get(job.request.postId)) || `${places.size + 1}.0`;
    return { is: 'done', result: resultOf(job, settings, ts) };
  }

  function post({ request }: Extract<Job, { kind: 'slack' }>): void {
    if (request.lookUpFirst && places.has(request.postId)) return;
    places.set(request.postId, `${places.size + 1}.0`);
    posts.push(request.post);
    for (const observer of observers) observer.posted?.(request.post);
  }

  const world = {
    report,
    settings,
    state: () => state,
    now: () => now,
    running: () => [...running.values()],
    intents,
    posts,
    deliveries,
    ended,
    step,
    finish,
    nextId: (): number => (ids += 1),
    deliver(...events: Delivery[]): void {
      deliveries.push(...events);
      step(...events.map((event) => ({ ...event, at: now })));
    },
    success,
    /** A timer that fires in time for every deadline on the way, or a worker that was away meanwhile. */
    pass(ms: number, away = false): void {
      const end = now + ms;
      for (let rounds = 0; !away && !draining; rounds += 1) {
        const deadline = nextDeadline(state);
        if (deadline === undefined || deadline.at > end) break;
        if (rounds > 100) {
          report('loop', `deadlines without end: ${deadline.what}`);
          break;
        }
        missesNothing(deadline.at);
        now = deadline.at;
        step({ type: 'tick', at: now });
        looksAhead();
      }
      now = end;
      if (draining) cutDrainShort();
      step({ type: 'tick', at: now });
      looksAhead();
    },
    drain(): void {
      if (state.takeover !== undefined) return;
      draining = true;
      step({ type: 'tick', at: now });
    },
    /** Lets everything end well, retries included. */
    settle(): void {
      for (let minute = 0; minute < 150; minute += 1) {
        for (let round = 0; running.size > 0; round += 1) {
          if (round > 600) {
            report('loop', 'jobs without end although each ends well');
            return;
          }
          const job = running.values().next().value;
          if (job !== undefined) finish(job, success(job));
        }
        if (minute > 2 && state.outbox.length === 0 && state.slackOutbox.length === 0) break;
        world.pass(minute < 2 ? 31 * SECOND : 60 * SECOND);
      }
      for (const observer of observers) observer.settled?.(state);
    },
  };

  /** Until the next deadline the passing of time changes nothing but the time. */
  function missesNothing(deadline: number): void {
    const middle = now + Math.floor((deadline - now) / 2);
    if (middle <= state.now || ids % 4 !== 0) return;
    const early = transition(state, { type: 'tick', at: middle });
    if (!isDeepStrictEqual({ ...early, now: state.now }, state))
      report('loop', 'something was due before its deadline');
  }

  function looksAhead(): void {
    const deadline = nextDeadline(state);
    if (deadline !== undefined && deadline.at <= now) report('loop', `${deadline.what} is not in the future`);
  }

  function cutDrainShort(): void {
    for (const job of [...running.values()]) {
      if (['send', 'slack', 'list'].includes(job.kind)) continue;
      running.delete(job.key);
      for (const observer of observers) observer.ended?.(job, 'cancelled');
      step({ type: 'jobCancelled', at: now, key: job.key });
    }
  }

  return world;
}

function runId(run: number, workflowId: string): string {
  const first = Number.parseInt(hashId(workflowId).slice(0, 6), 16) * 256;
  return `${(first + run).toString(16).padStart(8, '0')}-0000-4000-8000-000000000000`;
}

function resultOf(job: Job, settings: Settings, ts: string): JobResult {
  switch (job.kind) {
    case 'classify':
      return { kind: 'classify', value: classification(settings) };
    case 'draft':
      return { kind: 'draft', value: draftOf() };
    case 'summarise':
      return {
        kind: 'summarise',
        value: { engine: 'local', askedFor: 'a', told: 'b', tried: 'c', wants: 'd', suggestedReply: 'e' },
      };
    case 'send':
      return { kind: 'send', value: { messageId: `out-${job.intentId}`, text: 'rendered', buttons: [] } };
    case 'file':
      return { kind: 'file', value: { type: 'image/png', size: 1, name: 'photo.png', fileId: `F${job.key}` } };
    case 'upload':
      return {
        kind: 'upload',
        value: { mediaId: `m-${job.key}`, media: 'image', type: 'image/png', size: 1, name: 'photo.png' },
      };
    case 'list':
    case 'pass':
      return { kind: job.kind };
    case 'slack':
      return { kind: 'slack', value: { channel: 'C1', ts } };
  }
}

/** Freezes what is not frozen yet, all the way down. */
export function freeze<Value>(value: Value): Value {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value;
  Object.freeze(value);
  for (const part of Object.values(value)) freeze(part);
  return value;
}
