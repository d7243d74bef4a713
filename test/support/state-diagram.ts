/**
 * Draws who may speak and what people owe by trying everything on the rules, so the picture cannot say what they do not.
 *   node --import tsx test/support/state-diagram.ts    writes docs/state-diagram.md and what the demo page draws
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createDriver, type Driver } from './driver';

const root = join(__dirname, '..', '..');
export const DIAGRAM = join(root, 'docs', 'state-diagram.md');
export const PAGE_DIAGRAM = join(root, 'src', 'simulator', 'page', 'assets', 'state-diagram.json');

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const WEEK = 7 * 24 * HOUR;
const DEPTH = 5;

const NODES = {
  assistant: 'active · no handoff',
  meanwhile: 'active · waiting',
  waiting: 'paused · waiting',
  claimed: 'paused · claimed',
  snoozed: 'paused · snoozed',
  confirming: 'confirming · waiting or claimed',
} as const;
type Node = keyof typeof NODES;

/** Where people may speak. */
export const PEOPLE: Node[] = ['waiting', 'claimed', 'snoozed', 'confirming'];

/** Each is what somebody does or what happens; time passes only where it says so. */
const HAPPENINGS: Record<string, (driver: Driver) => void> = {
  'handoff decided': (driver) => {
    driver.customer('I want a person');
    driver.classify({ wantsHuman: true });
  },
  'operator pauses it': (driver) => void driver.command('pause'),
  'agent takes over': (driver) => void driver.command('takeOver'),
  'agent hands back': (driver) => void driver.command('resume'),
  'agent resolves': (driver) => void driver.command('resolve'),
  'agent snoozes': (driver) => void driver.command('snooze', { until: driver.now() + HOUR }),
  'agent writes': (driver) => driver.agent('I am looking into it'),
  'agent keeps it': (driver) => {
    const question = driver.state().questions.agents?.question;
    if (question !== undefined) driver.command('keepPaused', { question });
  },
  'customer asks the assistant': (driver) => void driver.tap('assistant'),
  'customer keeps waiting': (driver) => void driver.tap('wait'),
  'customer says it is sorted': (driver) => {
    driver.customer('sorted');
    driver.settle();
    driver.tap('sorted');
  },
  'customer writes': (driver) => void driver.customer('Hello?'),
  '30 minutes without people': (driver) => driver.pass(30 * MINUTE),
  'its time has come': (driver) => driver.pass(HOUR),
  'ten more minutes': (driver) => driver.pass(10 * MINUTE),
  'seven days': (driver) => driver.pass(WEEK),
};
const BY_WRITING = /^(?:customer |handoff decided$)/;
/** Time that goes on for longer than an arrow tells. */
const MORE_TIME = ['ten more minutes', 'seven days'];
/** Nothing but time passes. */
export const TIMERS = ['30 minutes without people', 'its time has come', ...MORE_TIME];

function nodeOf(driver: Driver): Node {
  const { mode, handoff } = driver.state();
  if (mode === 'confirming') return 'confirming';
  if (mode === 'active') return handoff === undefined ? 'assistant' : 'meanwhile';
  return handoff?.status ?? 'waiting';
}

/** What may make a difference to what can happen next. */
function situation(driver: Driver): string {
  const { handoff, questions } = driver.state();
  const unasked = handoff?.reason === 'agent_initiated';
  return [nodeOf(driver), handoff?.status, handoff?.agentWrote, unasked, ...Object.keys(questions)].join();
}

function live(happenings: string[]): Driver {
  const driver = createDriver();
  for (const name of happenings) {
    HAPPENINGS[name]?.(driver);
    driver.settle();
  }
  return driver;
}

export interface Edge {
  from: Node;
  to: Node;
  label: string;
}

/** Every change of node, found by trying everything in every situation that can be reached. */
export function everyChange(): Edge[] {
  const edges = new Map<string, Edge>();
  const known = new Set<string>();
  let journeys: string[][] = [[]];
  for (let depth = 0; depth <= DEPTH; depth += 1) {
    const further: string[][] = [];
    for (const journey of journeys) {
      const before = live(journey);
      if (known.has(situation(before))) continue;
      known.add(situation(before));
      for (const name of Object.keys(HAPPENINGS)) {
        const after = live([...journey, name]);
        further.push([...journey, name]);
        const to = nodeOf(after);
        const from = nodeOf(before);
        const edge = { from, to, label: labelOf(name, from, to) };
        if (edge.from !== to) edges.set(Object.values(edge).join(), edge);
      }
    }
    journeys = further;
  }
  return [...edges.values()];
}

/** Before anybody has written the request stays open, whoever brings the assistant back. */
function labelOf(name: string, from: Node, to: Node): string {
  // What is put off comes back with whatever the customer writes or taps.
  if (from === 'snoozed' && to === 'claimed' && BY_WRITING.test(name)) return 'customer writes';
  const back = name === 'agent hands back' || name === 'customer asks the assistant';
  return back && to === 'meanwhile' ? `${name} before anybody wrote` : name;
}

/** Every arrow of the picture, from what the rules do. */
function drawnEdges(): Drawn[] {
  const shown = everyChange().filter(({ label, from }) => {
    if (label === 'its time has come') return from === 'snoozed';
    return !MORE_TIME.includes(label) && !(label === '30 minutes without people' && from === 'snoozed');
  });
  return grouped(collapsed(shown));
}

/** The same picture for the demo page, which places it itself. */
export const pageDiagram = (): string => `${JSON.stringify({ nodes: NODES, edges: drawnEdges() }, null, 2)}\n`;

/** The page of the documentation. */
export function stateDiagram(): string {
  const drawn = drawnEdges();
  return [
    '# Who may speak, and what people owe',
    '',
    '<!-- Written by `node --import tsx test/support/state-diagram.ts`, which tries everything on the rules. -->',
    '',
    'Each box is a mode and the state of the handoff. In `active` the assistant may speak, inside the frame the agents. An arrow',
    'from the frame starts in every box of it where that is possible. No arrow that leaves the frame is a timer: time alone only',
    'asks.',
    '',
    '```mermaid',
    'stateDiagram-v2',
    '    direction LR',
    '    [*] --> assistant',
    ...nodes('assistant', 'meanwhile').map((line) => `    ${line}`),
    '    state "agents may speak" as people {',
    ...nodes(...PEOPLE).map((line) => `        ${line}`),
    ...drawn.filter(isInside).map((edge) => `        ${arrow(edge)}`),
    '    }',
    ...drawn.filter((edge) => !isInside(edge)).map((edge) => `    ${arrow(edge)}`),
    '```',
    '',
  ].join('\n');
}

type Drawn = Omit<Edge, 'from'> & { from: Node | 'people' };

/** What leads out of the frame from several of its boxes is one arrow. (Mermaid draws none from a frame into itself.) */
function collapsed(edges: Edge[]): Drawn[] {
  const isCommon = ({ label, to }: Edge): boolean =>
    !PEOPLE.includes(to) &&
    edges.filter((edge) => PEOPLE.includes(edge.from) && edge.label === label && edge.to === to).length > 1;
  return edges.map((edge) => (PEOPLE.includes(edge.from) && isCommon(edge) ? { ...edge, from: 'people' } : edge));
}

function grouped(edges: Drawn[]): Drawn[] {
  const labels = new Map<string, Set<string>>();
  for (const { from, to, label } of edges) {
    const between = `${from} ${to}`;
    labels.set(between, (labels.get(between) ?? new Set()).add(label));
  }
  return [...labels].map(([between, all]) => {
    const [from, to] = between.split(' ') as [Drawn['from'], Node];
    return { from, to, label: [...all].join(' / ') };
  });
}

const isInside = ({ from, to }: Drawn): boolean => from !== 'people' && PEOPLE.includes(from) && PEOPLE.includes(to);
const arrow = ({ from, to, label }: Drawn): string => `${from} --> ${to}: ${label}`;
const nodes = (...names: Node[]): string[] => names.map((name) => `state "${NODES[name]}" as ${name}`);

if (require.main === module) {
  writeFileSync(DIAGRAM, stateDiagram());
  writeFileSync(PAGE_DIAGRAM, pageDiagram());
}
