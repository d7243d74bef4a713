import { announce, exploration } from '../support/exploration';
import { explain, explore, type Found } from './explore';
import { INVARIANTS, type Invariant } from './observer';

const PLACES = [
  'active to paused by agentCommand',
  'active to paused by agentMessage',
  'active to paused by customerMessage',
  'active to paused by jobDone',
  'active to paused by phoneReply',
  'paused to confirming by tick',
  'paused to active by agentCommand',
  'paused to active by customerMessage',
  'confirming to active by agentCommand',
  'confirming to active by customerMessage',
  'confirming to paused by agentMessage',
  'takeover waits for an outcome',
  'unknown outcome',
  'send again',
  'continued as new',
  'parked',
  'job list',
  'a claim fell back',
  'who was away gave it back',
  'a customer ended a snooze',
  'a text waits for the customer',
  'a text followed the customer',
  'verdict window_open',
  'verdict unclaimed',
  'verdict done',
  'verdict already_yours',
  'verdict being_taken_over',
  'verdict claimed_by_other',
  'verdict not_assignee',
  'verdict stale_button',
  'verdict not_found',
  'verdict with_people',
  'handoff human_requested',
  'handoff offer_accepted',
  'handoff agent_initiated',
  'handoff budget_exhausted',
  'handoff delivery_unconfirmed',
  'handoff assistant_paused',
  'handoff answered_from_phone',
  'the assistant was paused before a send',
  'team question open',
  'team question answering',
  'team question answered',
  'team question with_people',
  'team question unanswered',
  'send a',
  'send h',
  'send n-now_with_agent',
  'send n-ask_resume',
  'send n-nobody_yet',
  'send n-answer_delayed',
  'send n-assistant_back',
  'send n-assistant_meanwhile',
];

describe('whatever happens to a conversation', () => {
  let found: Found;

  beforeAll(() => {
    const began = performance.now();
    found = explore();
    const seconds = ((performance.now() - began) / 1000).toFixed(1);
    const { seed } = exploration();
    announce(`conversation: PROPERTY_SEED=${seed}, ${found.steps} steps in ${found.runs} runs, ${seconds} s`);
  }, 600_000);

  test.each(Object.entries(INVARIANTS) as [Invariant, string][])(
    '%s: %s',
    (invariant) => {
      if (found.problems.has(invariant)) explain(invariant);
      expect(found.problems.get(invariant)).toBeUndefined();
    },
    600_000,
  );

  // A walk that never gets anywhere proves nothing. The rarest turns up some thirty times in 100,000 steps.
  test.each(PLACES)('when the walk is over, then it has seen: %s', (place) => {
    expect(found.reached.get(place) ?? 0).toBeGreaterThanOrEqual(Math.floor(exploration().steps / 50_000));
  });
});
