import * as api from './api.js';
import { remember, remembered } from './memory.js';
import { unusedNumber } from './store.js';
import { attempt } from './toasts.js';
import { createSteps, repliesSoFar } from './tour-steps.js';
import { eventUrl } from './words.js';

const FIRST_ORDER = 5544;

/**
 * Where somebody is in the tour. It is remembered, so that it goes on after a reload. `switchTo` looks at a customer,
 * `entered` is called when a step begins.
 */
export function createCourse(store, switchTo, entered) {
  const { world } = store;
  // status: new, running, left (resumes where it was), finished, closed. told: the step is done and is talked about.
  let tour = remembered(world.facts.run, 'tour') ?? { status: 'new', index: 0 };

  const keep = (changes) => {
    tour = { ...tour, ...changes };
    remember(world.facts.run, 'tour', tour);
    store.set({});
  };
  const steps = () => createSteps({ order: tour.order, phone: tour.phone });
  const isHere = () => world.phone === tour.phone;
  const isDoing = () => tour.status === 'running' && isHere() && !tour.told;

  const course = {
    place: () => ({ ...tour, count: steps().length }),
    step: () => steps()[tour.index],
    scene: () => sceneOf(tour, isHere()),
    isDoing,
    async start() {
      const begun = await attempt(() => newCustomer(world));
      if (!begun) return;
      if (world.phone !== begun.phone) switchTo(begun.phone);
      keep({ status: 'running', index: 0, ...begun, mark: { messages: 0, moment: 0, replies: 0 }, told: false });
      entered();
    },
    resume() {
      keep({ status: 'running' });
      if (!isHere()) switchTo(tour.phone);
      entered();
    },
    back: () => switchTo(tour.phone),
    leave: () => keep({ status: tour.status === 'running' ? 'left' : 'closed' }),
    next() {
      const index = tour.index + 1;
      keep({ index, told: false, mark: markOf(world), ...(index < steps().length ? {} : { status: 'finished' }) });
      entered();
    },
    /** Looks whether what the step waits for has happened. */
    judge() {
      if (!isDoing() || !course.step().done(world, tour.mark)) return;
      if (course.step().goesOn) course.next();
      else keep({ told: true });
    },
    /** The event of the step in Temporal UI, and the workflow itself. */
    links() {
      const workflow = world.workflow.links?.temporal;
      const { kind, name } = course.step()?.event ?? {};
      const moment = world.history?.moments.findLast(
        (one) => one.id > tour.mark.moment && one.kind === kind && one.name === name,
      );
      return { workflow, event: moment && eventUrl(workflow, world.history, moment) };
    },
  };
  return course;
}

function sceneOf({ status, told }, isHere) {
  if (status === 'new') return 'invitation';
  if (status === 'finished') return 'end';
  if (status !== 'running') return 'hidden';
  if (!isHere) return 'elsewhere';
  return told ? 'told' : 'doing';
}

const markOf = (world) => ({
  messages: world.messages.length,
  moment: world.history?.moments.at(-1)?.id ?? 0,
  replies: repliesSoFar(world),
  worker: world.worker.pid,
});

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
