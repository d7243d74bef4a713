import { el, redraw } from './dom.js';
import { icon } from './icons.js';
import { nameOf } from './store.js';
import { countdownOf, spanOf } from './time.js';
import { deadlineOf } from './words.js';

/** Who speaks now: one baton, and it is in one hand. `now`: the workflow's clock. */
export function showSpeaker(box, world, now) {
  const { conversation, problem } = world.workflow;
  const scene = sceneOf(conversation, world);
  box.dataset.side = scene.side;
  box.dataset.mode = conversation?.mode ?? 'none';
  redraw(box, JSON.stringify([scene, problem]), () => [
    el(
      'div.stage',
      {},
      hand('assistant', icon('robot'), 'Assistant', scene.assistant),
      el('div.track', { 'aria-hidden': 'true' }, el('span.baton')),
      hand('people', scene.initials ?? icon('people'), scene.agent ?? 'Your team', scene.people),
    ),
    el('p.now-label', {}, 'Who speaks now'),
    el('p.now', { id: 'who-speaks' }, scene.who),
    el('p.why', {}, problem ?? scene.why),
    el('p.deadline', {}, el('span', { id: 'deadline-what' }), el('strong', { id: 'deadline-left' })),
  ]);
  tick(box, conversation, now);
}

function hand(side, face, name, doing) {
  return el(
    `div.hand.hand-${side}`,
    {},
    el('span.hand-face', {}, face),
    el('span.hand-name', {}, name),
    el('span.hand-doing', {}, doing),
  );
}

function sceneOf(conversation, world) {
  if (!conversation) {
    return {
      side: 'nobody',
      who: 'Nobody yet',
      why: 'A conversation begins with the customer’s first message.',
      assistant: 'ready',
      people: 'not needed',
    };
  }
  return conversation.whoMaySpeak === 'assistant' ? assistantScene(conversation) : peopleScene(conversation, world);
}

const TURN = { thinking: 'thinking…', sending: 'sending…' };

function assistantScene({ handoff, turn }) {
  return {
    side: 'assistant',
    who: 'The assistant',
    why:
      handoff === 'none'
        ? 'It answers from what the shop has written down.'
        : 'It helps meanwhile. The request to the team stays open.',
    assistant: turn ? (TURN[turn.phase] ?? turn.phase) : 'listening',
    people: handoff === 'none' ? 'not needed' : 'a request is open',
  };
}

function peopleScene({ mode, handoff, agent }, world) {
  const first = agent?.name.split(' ')[0];
  const name = agent ? first : 'Your team';
  const asking = 'The assistant may come back only when somebody confirms it: the agent or the customer.';
  const silent = `The assistant is silent, whatever the customer writes.${agent ? '' : ' Nobody has taken it yet.'}`;
  return {
    side: 'people',
    who: name,
    why: mode === 'confirming' ? asking : silent,
    assistant: 'silent',
    people: mode === 'confirming' ? 'is asked' : agent ? (handoff === 'snoozed' ? 'later' : 'has it') : 'called',
    ...(agent ? { agent: first, initials: initialsOf(agent.name || nameOf(world)) } : {}),
  };
}

const initialsOf = (name) =>
  name
    .split(' ')
    .map((word) => word[0])
    .join('');

/** Once a second: what comes next, on the workflow's own clock. */
function tick(box, conversation, now) {
  const deadline = conversation?.nextDeadline;
  const left = deadline && deadline.at - now;
  box.querySelector('#deadline-what').textContent = deadline ? `${deadlineOf(deadline.what)} in ` : '';
  box.querySelector('#deadline-left').textContent = deadline ? countdownOf(left) : '';
}

const ENGINES = { openai: 'language model', local: 'local, no model' };

/** The few facts below: how long, why, how much time WhatsApp leaves. */
export function factsOf(conversation, facts, now) {
  const { mode, modeSince, handoff, reason, owedSince, windowEndsAt, turn, engine } = conversation;
  return [
    ['Mode', `${mode}${modeSince === undefined ? '' : `, for ${spanOf(now - modeSince)}`}`],
    ['Handoff', handoff === 'none' ? 'none' : handoff],
    ['Reason', handoff !== 'none' && reason],
    ['Engine', engine && (facts.simulatedModel ? 'simulated model' : (ENGINES[engine] ?? engine))],
    ['Turn', turn && `${turn.phase}, ${turn.messages} ${turn.messages === 1 ? 'message' : 'messages'}`],
    ['Customer waits', owedSince && `${spanOf(now - owedSince)} for a person`],
    ['WhatsApp window', windowEndsAt && (windowEndsAt > now ? `${spanOf(windowEndsAt - now)} left` : 'closed')],
  ].filter(([, value]) => value);
}
