/** Whose run is whose. A number may have another owner one day, who is told apart from the one who had it before. Pure. */
import { workflowKeyOf } from './identity';

/** One run of a conversation as Temporal keeps it. */
export interface RecordedRun {
  workflowId: string;
  runId: string;
  /** ms UTC. */
  startedAt: number;
  endedAt?: number;
  /** Its state went on into the next run. */
  continued: boolean;
  running: boolean;
  /** Its customer has another number, under which it goes on. */
  movedOn: boolean;
  /** HMACs. */
  keys: string[];
  /** Workflow ids of the conversations that its customer has come from and gone to with a change of number. */
  links: string[];
  /** `<channel>:<ts>` of every card that it knows. */
  slackThreads: string[];
}

/** What names a customer in Temporal. */
export interface KnownCustomer {
  workflowIds: string[];
  /** HMACs. */
  keys: string[];
}

/** The runs under one workflow id until its customer had gone on; who begins under it after that may be somebody else. */
interface Stretch {
  workflowId: string;
  runs: RecordedRun[];
  startedAt: number;
  /** Where he has gone is known. */
  left: boolean;
  keys: string[];
  links: string[];
}

/** Of these runs those of the customer who is meant: what bears one of the names, and what belongs to one of them. */
export function belongingTo(known: KnownCustomer, runs: RecordedRun[]): RecordedRun[] {
  const all = stretchesOf(runs);
  const named = all.filter(
    ({ workflowId, keys }) => known.workflowIds.includes(workflowId) || keys.some((key) => known.keys.includes(key)),
  );
  // A number that has a new owner means him.
  const own = new Set(named.filter((one) => !named.some((other) => succeeds(one, other))));
  // Added while they are gone through: the loop comes to them.
  for (const one of own) {
    for (const other of all) if (areLinked(one, other) || haveOneKey(one, other)) own.add(other);
  }
  return [...own].flatMap((one) => one.runs);
}

function stretchesOf(runs: RecordedRun[]): Stretch[] {
  const stretches: Stretch[] = [];
  for (const run of [...runs].sort((one, other) => one.startedAt - other.startedAt)) {
    const { workflowId, startedAt, keys, links, movedOn } = run;
    const before = stretches.findLast((one) => one.workflowId === workflowId);
    const isOver = before === undefined || (before.left && before.runs.at(-1)?.continued === false);
    const stretch = isOver ? { workflowId, runs: [], startedAt, left: false, keys: [], links: [] } : before;
    if (isOver) stretches.push(stretch);
    stretch.runs.push(run);
    stretch.keys.push(...keys);
    stretch.links.push(...links);
    stretch.left = movedOn && links.length > 0;
  }
  return stretches;
}

/** Whether `other` began under a name of `one` when its customer had gone on, and not to there. */
const succeeds = (one: Stretch, other: Stretch): boolean =>
  one.left && other.startedAt > one.startedAt && !one.links.includes(other.workflowId);

/** Both say so: the one that had the number before names this one, and not whoever has it later. */
const areLinked = (one: Stretch, other: Stretch): boolean =>
  one.links.includes(other.workflowId) && other.links.includes(one.workflowId);

/** The one is named by what the other knows its customer by. A number that both know, beside other names, makes nobody the same. */
function haveOneKey(one: Stretch, other: Stretch): boolean {
  if (succeeds(one, other) || succeeds(other, one)) return false;
  return one.keys.includes(workflowKeyOf(other.workflowId)) || other.keys.includes(workflowKeyOf(one.workflowId));
}
