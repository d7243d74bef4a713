import * as api from './api.js';
import { byId, el, redraw } from './dom.js';
import { icon } from './icons.js';
import { remember, remembered } from './memory.js';
import { unusedNumber } from './store.js';
import { attempt } from './toasts.js';
import { createSteps, repliesSoFar } from './tour-steps.js';
import { invitation, notHere, stepView, theEnd } from './tour-view.js';
import { eventUrl } from './words.js';

const FIRST_ORDER = 5544;

/**
 * The guided tour. It waits until each step has really happened, by whoever's hand; it can be left, resumed after a
 * reload, and begun again with a new customer. `phone()` is its customer while it runs.
 */
export function createTour(store, { switchTo, showTab }) {
  const { world } = store;
  const { run } = world.facts;
  // status: new, running, left (resumes where it was), finished, closed.
  let tour = remembered(run, 'tour') ?? { status: 'new', index: 0 };
  let spot;

  const keep = (changes) => {
    tour = { ...tour, ...changes };
    remember(run, 'tour', tour);
    store.set({ suggested: suggestions() });
  };
  const steps = () => createSteps({ order: tour.order, phone: tour.phone });
  const step = () => steps()[tour.index];
  const isHere = () => world.phone === tour.phone;
  const isRunning = () => tour.status === 'running' && isHere();

  const suggestions = () => (isRunning() && !tour.told ? (step()?.suggest ?? {}) : {});

  const markOf = () => ({
    messages: world.messages.length,
    moment: world.history?.moments.at(-1)?.id ?? 0,
    replies: repliesSoFar(world),
    worker: world.worker.pid,
  });

  const actions = {
    async start() {
      const begun = await attempt(() => newCustomer(world));
      if (!begun) return;
      const { phone, order } = begun;
      const mark = { messages: 0, moment: 0, replies: 0 };
      if (world.phone !== phone) switchTo(phone);
      keep({ status: 'running', index: 0, phone, order, mark, told: false });
      enter();
    },
    resume() {
      keep({ status: 'running' });
      if (!isHere()) switchTo(tour.phone);
      enter();
    },
    leave: () => keep({ status: tour.status === 'running' ? 'left' : 'closed' }),
    doIt: () => targetOf(step(), world)?.click(),
    next() {
      const index = tour.index + 1;
      keep({ index, told: false, mark: markOf(), ...(index >= steps().length ? { status: 'finished' } : {}) });
      enter();
    },
    back: () => switchTo(tour.phone),
  };

  function enter() {
    const now = step();
    if (tour.status === 'running' && now?.tab) showTab(now.tab);
    draw();
    targetOf(now, world)?.scrollIntoView({ block: 'nearest' });
  }

  function judge() {
    if (!isRunning() || tour.told || !step()?.done(world, tour.mark)) return;
    if (step().goesOn) actions.next();
    else keep({ told: true });
  }

  function draw() {
    judge();
    const now = step();
    drawStrip(now);
    drawButton();
    highlight(isRunning() && !tour.told ? targetOf(now, world) : undefined);
  }

  function drawStrip(now) {
    const box = byId('tour');
    const scene = sceneOf(tour, isHere());
    box.hidden = scene === 'hidden';
    box.dataset.scene = scene;
    const ready = scene === 'doing' && targetOf(now, world) !== undefined;
    const links = scene === 'told' || scene === 'end' ? linksOf(now) : {};
    redraw(box, JSON.stringify([scene, tour.index, ready, links]), () => {
      if (scene === 'invitation') return invitation(steps().length, actions);
      if (scene === 'elsewhere') return notHere(actions);
      if (scene === 'end') return theEnd(links, actions);
      if (scene === 'hidden') return [];
      return stepView({ step: now, index: tour.index, count: steps().length, scene, ready, links }, actions);
    });
  }

  function linksOf(now) {
    const { links } = world.workflow;
    const wanted = now?.event;
    const moment = world.history?.moments.findLast(
      ({ id, kind, name }) => id > tour.mark.moment && kind === wanted?.kind && name === wanted.name,
    );
    return { event: moment && eventUrl(links?.temporal, world.history, moment), workflow: links?.temporal };
  }

  function highlight(target) {
    if (spot === target) return;
    spot?.classList.remove('spot');
    target?.classList.add('spot');
    spot = target;
  }

  function drawButton() {
    const button = byId('tour-button');
    button.hidden = sceneOf(tour, isHere()) !== 'hidden';
    const words = tour.status === 'left' ? 'Resume the tour' : 'Take the tour';
    redraw(button, words, () => [icon('flag'), el('span', {}, words)]);
  }

  byId('tour-button').addEventListener(
    'click',
    () => void (tour.status === 'left' ? actions.resume() : actions.start()),
  );
  store.set({ suggested: suggestions() });
  return { draw, phone: () => (tour.status === 'running' ? tour.phone : undefined) };
}

function sceneOf({ status, told }, isHere) {
  if (status === 'new') return 'invitation';
  if (status === 'finished') return 'end';
  if (status !== 'running') return 'hidden';
  if (!isHere) return 'elsewhere';
  return told ? 'told' : 'doing';
}

function targetOf(step, world) {
  if (!step) return undefined;
  const selector = typeof step.target === 'function' ? step.target(world) : step.target;
  return [...document.querySelectorAll(selector)].at(-1);
}

/** Somebody who has not written yet, with an order that has been delivered. */
async function newCustomer(world) {
  const first = world.facts.phone;
  const isNew = (await api.phoneMessages(first)).length === 0;
  const phone = isNew ? first : unusedNumber(world);
  return { phone, order: await ownOrder(phone) };
}

/** The number of a delivered order that belongs to this phone. A new customer of the tour gets one like the first's. */
async function ownOrder(phone) {
  const orders = await api.orders();
  const own = orders.find((order) => order.phone === phone && order.status === 'delivered');
  if (own) return own.number;
  const { status, deliveredAt, trackingUrl, items } = orders.find((order) => order.number === String(FIRST_ORDER));
  const taken = new Set(orders.map(({ number }) => Number(number)));
  let number = FIRST_ORDER;
  while (taken.has(number)) number += 1;
  await api.putOrder(String(number), { phone, status, deliveredAt, trackingUrl, items });
  return String(number);
}
