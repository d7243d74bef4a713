import fc from 'fast-check';
import { ASSISTANT_PAUSED } from '../../workflows/conversation/ports';
import type { ConversationState } from '../../workflows/conversation/state';
import type { Settings } from '../../workflows/conversation/settings';
import { exploration } from '../support/exploration';
import { productSettings } from '../support/settings';
import { act } from './act';
import { actions, type Action } from './actions';
import type { Invariant, Observer, Report } from './observer';
import { watchAsking } from './observers/asking';
import { watchDeliveries } from './observers/deliveries';
import { watchLists } from './observers/lists';
import { watchLoop } from './observers/loop';
import { watchMeasurements } from './observers/measurements';
import { watchMessages } from './observers/messages';
import { watchParking } from './observers/parking';
import { watchModes } from './observers/modes';
import { watchStopping } from './observers/stopping';
import { watchTelling } from './observers/telling';
import { watchSpeaking } from './observers/speaking';
import { watchTeam } from './observers/team';
import { createWorld, type World } from './world';

const MOST_ACTIONS = 90;
const MOST_STEPS_TO_SHRINK = 20_000;

interface Model {
  steps: number;
}

class Step implements fc.Command<Model, World> {
  constructor(private readonly action: Action) {}
  check(): boolean {
    return true;
  }
  run(model: Model, world: World): void {
    model.steps += 1;
    act(world, this.action);
  }
  toString(): string {
    return JSON.stringify(this.action);
  }
}

const settings: fc.Arbitrary<Partial<Settings>> = fc.record(
  {
    engine: fc.constantFrom<Settings['engine'][]>('openai', 'local'),
    customerMayConfirm: fc.constant(false),
    dailyAssistantMessages: fc.constantFrom(1, 3, 30),
    dailyModelCalls: fc.constantFrom(4, 60),
    repeatLimit: fc.constantFrom(2, 3),
    holdMs: fc.constant(5_000),
    askTeam: fc.constant(true),
    askTeamMs: fc.constant(180_000),
    quiet: fc.constant(0),
  },
  { requiredKeys: [] },
);

const scenarios = () =>
  fc.tuple(
    fc.oneof(
      {
        weight: 2,
        arbitrary: fc.constantFrom<Partial<Settings>[]>({}, { holdMs: 5_000 }, { askTeam: true, askTeamMs: 180_000 }),
      },
      { weight: 1, arbitrary: settings },
    ),
    fc.commands<Model, World>([actions.map((action) => new Step(action))], { maxCommands: MOST_ACTIONS, size: 'max' }),
  );

export interface Found {
  steps: number;
  runs: number;
  problems: Map<Invariant, string>;
  reached: Map<string, number>;
}

/** Walks through so many steps and notes the first problem of each kind. */
export function explore(): Found {
  const { seed, steps } = exploration();
  const found: Found = { steps: 0, runs: 0, problems: new Map(), reached: new Map() };
  const property = fc.property(scenarios(), ([change, commands]) => {
    if (found.steps >= steps) return;
    found.runs += 1;
    found.steps += walk(
      change,
      commands,
      (invariant, problem) => {
        if (!found.problems.has(invariant)) found.problems.set(invariant, problem);
      },
      reaching(found.reached),
    );
  });
  for (let part = 0; found.steps < steps; part += 1) fc.check(property, { seed: seed + part, numRuns: 200 });
  return found;
}

/** Throws the smallest scenario that breaks this invariant. */
export function explain(invariant: Invariant): void {
  const { seed, steps, endOnFailure } = exploration();
  let walked = 0;
  const property = fc.property(scenarios(), ([change, commands]) => {
    if (walked >= steps + MOST_STEPS_TO_SHRINK) return;
    walked += walk(change, commands, (broken, problem) => {
      if (broken === invariant) throw new Error(`${invariant}: ${problem}`);
    });
  });
  for (let part = 0; walked < steps; part += 1) {
    fc.assert(property, { seed: seed + part, numRuns: 200, endOnFailure });
  }
}

function walk(
  change: Partial<Settings>,
  commands: Iterable<fc.Command<Model, World>>,
  report: Report,
  also?: Observer,
): number {
  const observers = [
    watchMessages(report),
    watchSpeaking(report),
    watchStopping(report),
    watchModes(report),
    watchTelling(report),
    watchDeliveries(report),
    watchTeam(report),
    watchLists(report),
    watchAsking(report),
    watchParking(report),
    watchLoop(report),
    watchMeasurements(report),
    ...(also === undefined ? [] : [also]),
  ];
  const world = createWorld(productSettings(change), observers, report);
  const model = { steps: 0 };
  fc.modelRun(() => ({ model, real: world }), commands);
  world.settle();
  return model.steps;
}

const isReleased = (before: ConversationState, after: ConversationState): boolean =>
  before.parkedTexts !== undefined && after.parkedTexts === undefined && after.outbox.length > before.outbox.length;

/** Counts where the walk has been, so that nothing is proved about places it never sees. */
function reaching(reached: Map<string, number>): Observer {
  const count = (place: string): void => {
    reached.set(place, (reached.get(place) ?? 0) + 1);
  };
  return {
    transition(before, event, after) {
      if (before.mode !== after.mode) count(`${before.mode} to ${after.mode} by ${event.type}`);
      if (before.takeover === undefined && after.takeover !== undefined) count('takeover waits for an outcome');
      if (after.verdicts.length > before.verdicts.length) count(`verdict ${after.verdicts.at(-1)?.code}`);
      if (before.handoff === undefined && after.handoff !== undefined) count(`handoff ${after.handoff.reason}`);
      if (before.unknown.length < after.unknown.length) count('unknown outcome');
      if (after.parked && !before.parked) count('parked');
      const [asked, asks] = [before, after].map(({ teamQuestions }) => teamQuestions?.at(-1)?.state);
      if (asks !== undefined && asks !== asked) count(`team question ${asks}`);
      if (after.parkedTexts !== undefined && before.parkedTexts === undefined) count('a text waits for the customer');
      if (isReleased(before, after)) count('a text followed the customer');
      if (after.handoff?.fellBack === true && before.handoff?.fellBack !== true) count('a claim fell back');
      const [was, is] = [before, after].map(({ handoff }) => handoff?.status);
      if (event.type === 'customerMessage' && was === 'snoozed' && is === 'claimed') count('a customer ended a snooze');
      if (before.handoff?.away !== undefined && after.handoff?.status === 'waiting') count('who was away gave it back');
    },
    started(job) {
      count(`job ${job.kind}`);
      if (job.kind === 'send' && !job.key.endsWith(':1')) count('send again');
      if (job.kind === 'send') count(`send ${job.intentId.replace(/-[0-9a-f]{8}-\d+$/, '')}`);
    },
    ended(job, _outcome, failure) {
      if (job.kind === 'send' && failure?.code === ASSISTANT_PAUSED) count('the assistant was paused before a send');
    },
    carried: () => count('continued as new'),
  };
}
