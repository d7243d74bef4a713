import { byId, el, link, redraw } from './dom.js';
import { icon } from './icons.js';
import { showDiagram } from './diagram.js';
import { factsOf, showSpeaker } from './speaker.js';
import { clockOf } from './store.js';
import { exactTimeOf, timeOf } from './time.js';
import { decisionOf, eventUrl, momentWords, reasonOf } from './words.js';

const EARLIER = 4;
const MOMENTS = 9;

/** The conversation as the workflow sees it. `diagram`: the states and what leads from one to another. */
export function createWorkflowPanel(store, diagram) {
  const { world } = store;

  function tick() {
    const now = clockOf(world);
    const { conversation } = world.workflow;
    showSpeaker(byId('speaker'), world, now);
    const rows = conversation ? factsOf(conversation, world.facts, now) : [];
    redraw(byId('facts'), JSON.stringify(rows), () => (rows.length === 0 ? [] : facts(rows)));
  }

  return {
    tick,
    draw() {
      const { conversation, links } = world.workflow;
      tick();
      showDiagram(byId('diagram'), diagram, conversation);
      redraw(byId('decisions'), JSON.stringify(conversation?.recentDecisions), () => decisions(conversation));
      const look = JSON.stringify([world.history?.runId, world.history?.moments.at(-1)?.id, links]);
      redraw(byId('history'), look, () => historyOf(world));
    },
  };
}

function facts(rows) {
  const words = { Reason: reasonOf };
  return el(
    'dl.facts',
    {},
    rows.map(([label, value]) => el('div', {}, el('dt', {}, label), el('dd', {}, (words[label] ?? String)(value)))),
  );
}

function decisions(conversation) {
  const all = conversation?.recentDecisions ?? [];
  if (all.length === 0) return [];
  const [last, ...earlier] = all.toReversed();
  return [
    el('h3', {}, 'Last decisions'),
    decision(last, 'div.decision.newest'),
    el(
      'ol.earlier',
      {},
      earlier.slice(0, EARLIER).map((one) => decision(one, 'li.decision')),
    ),
  ];
}

function decision(one, tag) {
  const { title, why, row } = decisionOf(one);
  return el(
    tag,
    { 'data-rule': one.rule },
    el('time', {}, timeOf(one.at)),
    el('strong', {}, title),
    el('span.why', {}, why),
    row ? el('span.row-number', { title: 'The row of the decision table' }, `rule ${row}`) : undefined,
  );
}

function historyOf({ history, workflow: { links } }) {
  if (!history) return [];
  const latest = history.moments.slice(-MOMENTS).reverse();
  return [
    el(
      'div.history-top',
      {},
      el('h3', {}, 'Temporal, live'),
      links?.temporal
        ? link(`${links.temporal}/${history.runId}/history`, 'Open in Temporal UI', icon('link'))
        : undefined,
      links?.transcript ? link(links.transcript, 'Transcript', icon('link')) : undefined,
    ),
    el(
      'ol.moments',
      {},
      latest.map((moment) => momentItem(moment, history, links?.temporal)),
    ),
  ];
}

function momentItem(moment, history, workflowUrl) {
  const { kind, name, note } = momentWords(moment, history.moments);
  const words = [
    el('span.moment-id', {}, String(moment.id)),
    el(`span.moment-kind.kind-${moment.kind}`, {}, kind),
    el('code', {}, name),
    el('span.moment-note', {}, note),
    el('time', {}, exactTimeOf(moment.seenAt)),
  ];
  return el('li', {}, workflowUrl ? link(eventUrl(workflowUrl, history, moment), words) : words);
}
