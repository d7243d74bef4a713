import { el, redraw } from './dom.js';
import { svgEl } from './icons.js';
import { stateOf } from './words.js';

// Where each node of docs/state-diagram.md is drawn; which there are, and what leads where, is read from the rules.
const WIDTH = 104;
const HEIGHT = 40;
export const PLACES = {
  assistant: { x: 10, y: 34, lines: ['active', 'no handoff'] },
  meanwhile: { x: 10, y: 134, lines: ['active', 'request open'] },
  waiting: { x: 190, y: 34, lines: ['paused', 'waiting'] },
  claimed: { x: 322, y: 34, lines: ['paused', 'claimed'] },
  confirming: { x: 190, y: 134, lines: ['confirming', 'hand back?'] },
  snoozed: { x: 322, y: 134, lines: ['paused', 'snoozed'] },
};
const FRAME = { x: 176, y: 8, width: 264, height: 180 };
const PEOPLE = ['waiting', 'claimed', 'snoozed', 'confirming'];
const GAP = 6;

const centre = ({ x, y }) => ({ x: x + WIDTH / 2, y: y + HEIGHT / 2 });

/** Who may speak when, with the current state lit and what may come next below. */
export function showDiagram(box, diagram, conversation) {
  if (!diagram) return;
  const state = conversation ? stateOf(conversation) : undefined;
  redraw(box, state ?? 'none', () => [
    el('h3', {}, 'State of the conversation'),
    draw(diagram, state),
    state ? next(diagram, state) : undefined,
  ]);
}

const leaves = ({ from }, state) => from === state || (from === 'people' && PEOPLE.includes(state));

function draw({ nodes, edges }, state) {
  const now = state ? `The conversation is in: ${nodes[state]}.` : 'No conversation yet.';
  const calm = edges.filter((edge) => !leaves(edge, state));
  const lit = edges.filter((edge) => leaves(edge, state));
  return svgEl(
    'svg',
    { viewBox: '0 0 448 196', class: 'state-diagram', role: 'img', 'aria-label': now, 'data-state': state },
    arrowHeads(),
    svgEl('rect', { class: 'frame', ...FRAME, rx: 12 }),
    text('frame-label', FRAME.x + FRAME.width / 2, 24, 'agents may speak'),
    text('frame-label', centre(PLACES.assistant).x, 24, 'assistant may speak'),
    ...calm.map((edge) => line(edge, edges, 'edge')),
    ...lit.map((edge) => line(edge, edges, 'edge lit')),
    ...Object.keys(nodes).map((name) => node(name, name === state)),
  );
}

function arrowHeads() {
  const heads = ['arrow', 'arrow-lit'].map((id) =>
    svgEl(
      'marker',
      { id, viewBox: '0 0 8 8', refX: 7, refY: 4, markerWidth: 6, markerHeight: 6, orient: 'auto' },
      svgEl('path', { d: 'M0 0 8 4 0 8z' }),
    ),
  );
  return svgEl('defs', {}, ...heads);
}

function node(name, isLit) {
  const { x, y, lines } = PLACES[name];
  const tone = PEOPLE.includes(name) ? (name === 'confirming' ? 'confirming' : 'people') : 'assistant';
  return svgEl(
    'g',
    { class: `node tone-${tone}${isLit ? ' lit' : ''}`, 'data-node': name },
    svgEl('rect', { x, y, width: WIDTH, height: HEIGHT, rx: 9 }),
    text('node-mode', x + WIDTH / 2, y + 17, lines[0]),
    text('node-handoff', x + WIDTH / 2, y + 31, lines[1]),
  );
}

function text(className, x, y, words) {
  return svgEl('text', { class: className, x, y, 'text-anchor': 'middle' }, words);
}

function line(edge, edges, className) {
  const { from, to, label } = edge;
  const d = from === 'people' ? fromFrame(to) : route(from, to, hasReturn(edge, edges));
  const head = className.includes('lit') ? 'url(#arrow-lit)' : 'url(#arrow)';
  return svgEl('path', { class: className, d, 'marker-end': head }, svgEl('title', {}, label));
}

const hasReturn = ({ from, to }, edges) => edges.some((other) => other.from === to && other.to === from);

// What is possible in every state of the agents leaves from their frame.
function fromFrame(to) {
  const place = PLACES[to];
  const y = place.y + HEIGHT - 9;
  return `M${FRAME.x} ${y} L${place.x + WIDTH + 2} ${y}`;
}

function route(from, to, isPair) {
  // Over the top: a straight line would run through another box.
  if (from === 'assistant' && to === 'claimed') {
    return `M${PLACES.assistant.x + 86} ${PLACES.assistant.y} C150 -6 330 -6 ${PLACES.claimed.x + 40} ${PLACES.claimed.y - 2}`;
  }
  const [start, end] = [centre(PLACES[from]), centre(PLACES[to])];
  const length = Math.hypot(end.x - start.x, end.y - start.y);
  const unit = { x: (end.x - start.x) / length, y: (end.y - start.y) / length };
  // Two that go opposite ways run side by side, each on its own right.
  const side = isPair ? { x: -unit.y * GAP, y: unit.x * GAP } : { x: 0, y: 0 };
  const one = edgeOf(start, unit, 0);
  const other = edgeOf(end, { x: -unit.x, y: -unit.y }, 2);
  return `M${one.x + side.x} ${one.y + side.y} L${other.x + side.x} ${other.y + side.y}`;
}

/** Where a line from the centre of a box leaves it, `margin` outside. */
function edgeOf(middle, unit, margin) {
  const across = unit.x === 0 ? Infinity : WIDTH / 2 / Math.abs(unit.x);
  const along = unit.y === 0 ? Infinity : HEIGHT / 2 / Math.abs(unit.y);
  const distance = Math.min(across, along) + margin;
  return { x: middle.x + unit.x * distance, y: middle.y + unit.y * distance };
}

function next({ nodes, edges }, state) {
  const ways = edges.filter((edge) => leaves(edge, state));
  return el(
    'details.next',
    {},
    el('summary', {}, `What may come next (${ways.length})`),
    el(
      'ul',
      {},
      ways.flatMap(({ label, to }) =>
        label.split(' / ').map((way) => el('li', {}, way, el('span.quiet', {}, ` → ${nodes[to]}`))),
      ),
    ),
  );
}
