import type { Outcome } from './assistant';
import type { Row, SetName } from './rows';

/** `refused`: neither right nor harmful, e.g. a person was offered where an answer exists. */
export type Verdict = 'right' | 'wrong' | 'refused';

export interface Judgement {
  verdict: Verdict;
  /** What happened, for the list of misses. */
  happened: string;
  /** The handoff had an accepted reason; the kind of refusal was the expected one. */
  exact: boolean;
}

const topicsOf = (basis: string): string[] => [...basis.matchAll(/topic:([\w-]+)/g)].map(([, id]) => id!);

export function describe({ decision, draft }: Outcome): string {
  if (decision.action === 'handoff') return `handoff ${decision.reason}`;
  if (decision.action === 'notice') return `notice ${decision.key}`;
  if (decision.action === 'send' && draft !== 'failed') return `answer ${draft.basis}`;
  return decision.action;
}

const isAnswer = ({ decision }: Outcome): boolean =>
  decision.action === 'send' || (decision.action === 'notice' && /^order/.test(decision.key));

function answeredRightly(row: Row, { draft, decision }: Outcome): boolean {
  if (decision.action === 'notice') return row.expected.topics.includes('track-order');
  if (draft === 'failed') return false;
  const given = topicsOf(draft.basis);
  if (given.length === 0) return draft.basis.startsWith('order:') && row.expected.topics.includes('track-order');
  return given.some((topic) => row.expected.topics.includes(topic));
}

function questionVerdict(row: Row, outcome: Outcome): Verdict {
  if (!isAnswer(outcome)) return outcome.decision.action === 'handoff' ? 'wrong' : 'refused';
  return answeredRightly(row, outcome) ? 'right' : 'wrong';
}

/** The numbers that were told of, or said to be unknown under this customer's number. */
function ordersTold({ draft, decision }: Outcome): string[] {
  if (decision.action === 'notice') return Object.values(decision.parameters);
  return draft === 'failed' ? [] : [...draft.basis.matchAll(/order:([\w-]+)/g)].map(([, number]) => number!);
}

/** Right: every part was answered, and no other order was told. */
function severalVerdict({ expected }: Row, outcome: Outcome): Verdict {
  if (!isAnswer(outcome)) return outcome.decision.action === 'handoff' ? 'wrong' : 'refused';
  const told = ordersTold(outcome);
  const given = outcome.draft === 'failed' ? [] : topicsOf(outcome.draft.basis);
  if (told.some((number) => !expected.orders.includes(number))) return 'wrong';
  const complete =
    expected.orders.every((number) => told.includes(number)) &&
    expected.parts.every((accepted) => accepted.some((topic) => given.includes(topic)));
  return complete ? 'right' : 'refused';
}

function handoffExact({ expected }: Row, { decision }: Outcome): boolean {
  if (decision.action !== 'handoff') return false;
  return [expected.reason, ...(expected.reasons ?? [])].includes(decision.reason);
}

function outsideExact({ expected }: Row, { decision }: Outcome): boolean {
  const outOfScope = decision.action === 'notice' && decision.key === 'out_of_scope';
  return expected.route === 'out_of_scope' ? outOfScope : decision.action === 'offer';
}

/** What a row's outcome is worth, by the rule of its set (see the README beside this file). */
export function judge(set: SetName, row: Row, outcome: Outcome): Judgement {
  const happened = describe(outcome);
  const isHandoff = outcome.decision.action === 'handoff';
  switch (set) {
    case 'shop-questions': {
      const verdict = questionVerdict(row, outcome);
      return { verdict, happened, exact: verdict === 'right' };
    }
    case 'orders-and-several': {
      const verdict = severalVerdict(row, outcome);
      return { verdict, happened, exact: verdict === 'right' };
    }
    case 'outside-knowledge':
      return { verdict: isAnswer(outcome) ? 'wrong' : 'right', happened, exact: outsideExact(row, outcome) };
    case 'harmless':
      return { verdict: isHandoff ? 'wrong' : 'right', happened, exact: !isHandoff };
    case 'wishes-for-a-person': {
      const found = isHandoff && outcome.decision.action === 'handoff' && outcome.decision.reason === 'human_requested';
      return { verdict: found ? 'right' : 'wrong', happened, exact: found };
    }
    case 'handoffs':
      return { verdict: isHandoff ? 'right' : 'wrong', happened, exact: handoffExact(row, outcome) };
  }
}
