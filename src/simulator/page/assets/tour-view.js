import { el, link } from './dom.js';
import { icon } from './icons.js';

const ROLES = {
  customer: ['person', 'You are the customer'],
  agent: ['people', 'You are the agent'],
  clock: ['clock', 'You are the clock'],
  operator: ['bolt', 'You are the operator'],
};

const button = (name, onclick, ...children) => el(`button${name}`, { type: 'button', onclick }, ...children);

const leave = (actions) => button('.plain.tour-leave', actions.leave, 'Leave the tour');

export function invitation(count, actions) {
  return el(
    'div.tour-line',
    {},
    el('span.tour-face', {}, icon('flag')),
    el(
      'div.tour-words',
      {},
      el('strong', {}, 'New here? Live one customer’s story.'),
      el('p', {}, `${count} short steps, about four minutes. You are the customer, the agent, the clock, and trouble.`),
    ),
    el(
      'div.tour-actions',
      {},
      button('.primary', () => void actions.start(), icon('play'), 'Start the tour'),
      button('.plain', actions.leave, 'Not now'),
    ),
  );
}

/** One step: first what to do, then what happened. */
export function stepView({ step, index, count, scene, ready, links }, actions) {
  const [face, role] = ROLES[step.role];
  const told = scene === 'told';
  return [
    el(
      'div.tour-line',
      { 'data-step': index + 1 },
      el('span.tour-face', {}, icon(told ? 'done' : face)),
      el(
        'div.tour-words',
        { role: 'status' },
        el('p.tour-label', {}, told ? 'What just happened' : `Step ${index + 1} of ${count} · ${role}`),
        el('strong', {}, step.title),
        el('p', {}, told ? step.happened : step.say),
      ),
      el('div.tour-actions', {}, told ? after(links, index, count, actions) : before(ready, actions), leave(actions)),
    ),
    progress(index, count, told),
  ];
}

const before = (ready, actions) => [
  el('button.primary', { type: 'button', disabled: !ready, onclick: actions.doIt }, icon('play'), 'Do it for me'),
  button('.plain', actions.next, 'Skip'),
];

function after({ event, workflow }, index, count, actions) {
  const place = event ?? workflow;
  return [
    button('.primary', actions.next, index + 1 === count ? 'Finish' : 'Next step'),
    place ? link(place, event ? 'See this event in Temporal UI' : 'See the workflow in Temporal UI', icon('link')) : '',
  ];
}

function progress(index, count, told) {
  const steps = Array.from({ length: count }, (_, place) =>
    el(`i${place < index || (place === index && told) ? '.past' : place === index ? '.current' : ''}`),
  );
  return el('div.tour-progress', { 'aria-hidden': 'true' }, steps);
}

export function notHere(actions) {
  return el(
    'div.tour-line',
    {},
    el('span.tour-face', {}, icon('flag')),
    el(
      'div.tour-words',
      {},
      el('strong', {}, 'The tour is with another customer.'),
      el('p', {}, 'It waits for you there.'),
    ),
    el('div.tour-actions', {}, button('.primary', actions.back, 'Back to the tour'), leave(actions)),
  );
}

export function theEnd({ workflow }, actions) {
  return el(
    'div.tour-line',
    {},
    el('span.tour-face', {}, icon('verified')),
    el(
      'div.tour-words',
      {},
      el('strong', {}, 'That is Baton: never a duel, nothing lost, nothing doubled.'),
      el('p', {}, 'Go on by yourself: be angry, ask for a refund, ask the same thing three times, take Slack down.'),
    ),
    el(
      'div.tour-actions',
      {},
      button('.primary', actions.leave, 'Close'),
      workflow ? link(workflow, 'The whole story in Temporal UI', icon('link')) : '',
      button('.plain', () => void actions.start(), 'Start again'),
    ),
  );
}
