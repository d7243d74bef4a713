import { byId, el, redraw } from './dom.js';
import { icon } from './icons.js';
import { createCourse } from './tour-course.js';
import { invitation, notHere, stepView, theEnd } from './tour-view.js';

/**
 * The guided tour. It waits until each step has really happened, by whoever's hand; it can be left, resumed after a
 * reload, and begun again with a new customer. `phone()` is its customer while it runs.
 */
export function createTour(store, { switchTo, showTab }) {
  const { world } = store;
  const course = createCourse(store, switchTo, entered);
  const actions = { ...course, doIt: () => target()?.click() };

  const target = () => (course.isDoing() ? targetOf(course.step(), world) : undefined);

  function entered() {
    if (course.isDoing()) showTab(course.step().tab);
    draw();
    target()?.scrollIntoView({ block: 'nearest' });
  }

  function draw() {
    course.judge();
    suggest(course.isDoing() ? (course.step().suggest ?? {}) : {});
    // A control that is off for a moment, such as a clock on its way, would lose the press.
    drawStrip(byId('tour'), course, target()?.disabled === false, actions);
    drawButton(byId('tour-button'), course);
    highlight(target());
  }

  // The composers propose what the step is about.
  function suggest(suggested) {
    if (JSON.stringify(suggested) !== JSON.stringify(world.suggested)) store.set({ suggested });
  }

  byId('tour-button').addEventListener('click', () =>
    course.place().status === 'left' ? course.resume() : void course.start(),
  );
  return { draw, phone: () => (course.place().status === 'running' ? course.place().phone : undefined) };
}

function targetOf({ target }, world) {
  const selector = typeof target === 'function' ? target(world) : target;
  return [...document.querySelectorAll(selector)].at(-1);
}

function drawStrip(box, course, ready, actions) {
  const scene = course.scene();
  const { index, count } = course.place();
  const links = scene === 'told' || scene === 'end' ? course.links() : {};
  const step = course.step();
  const hadFocus = box.contains(document.activeElement);
  box.hidden = scene === 'hidden';
  box.dataset.scene = scene;
  redraw(box, JSON.stringify([scene, index, ready, links]), () => {
    if (scene === 'invitation') return invitation(count, actions);
    if (scene === 'elsewhere') return notHere(actions);
    if (scene === 'end') return theEnd(links, actions);
    return scene === 'hidden' ? [] : stepView({ step, index, count, scene, ready, links }, actions);
  });
  // Whoever goes through the tour with the keyboard stays on its first button.
  if (hadFocus && !box.contains(document.activeElement)) box.querySelector('button.primary')?.focus();
}

function drawButton(button, course) {
  const words = course.place().status === 'left' ? 'Resume the tour' : 'Take the tour';
  button.hidden = course.scene() !== 'hidden';
  redraw(button, words, () => [icon('flag'), el('span', {}, words)]);
}

function highlight(target) {
  for (const node of document.querySelectorAll('.spot')) if (node !== target) node.classList.remove('spot');
  target?.classList.add('spot');
}
