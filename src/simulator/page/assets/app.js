import * as api from './api.js';
import { createControls } from './controls.js';
import { byId } from './dom.js';
import { icon } from './icons.js';
import { createInboxPanel } from './inbox-panel.js';
import { createLive } from './live.js';
import { createPhonePanel } from './phone-panel.js';
import { createSlackPanel } from './slack-panel.js';
import { createStore, digitsOf } from './store.js';
import { createTabs } from './tabs.js';
import { attempt } from './toasts.js';
import { createTour } from './tour.js';
import { createWorkerPanel } from './worker-panel.js';
import { createWorkflowPanel } from './workflow-panel.js';

const SECOND_MS = 1000;

function bannerOf({ engine, simulatedModel }) {
  if (simulatedModel) return 'Simulated model: answers from knowledge/';
  if (engine === 'openai') return 'A real language model answers';
  return engine === 'local' ? 'Local engine: answers from knowledge/' : '';
}

function showDesk({ desk }) {
  if (!desk) return;
  const place = byId('desk');
  place.href = desk;
  place.hidden = false;
}

async function start() {
  for (const node of document.querySelectorAll('[data-icon]')) node.prepend(icon(node.dataset.icon));
  const [facts, diagram] = await Promise.all([api.facts(), api.stateDiagram()]);
  const store = createStore(facts);
  const live = createLive(store, attempt);
  const tabs = createTabs();
  const tour = createTour(store, { switchTo: live.switchTo, showTab: tabs.show });
  const phone = createPhonePanel(store);
  const workflow = createWorkflowPanel(store, diagram);
  const parts = [
    createInboxPanel(store, live.switchTo),
    phone,
    workflow,
    createWorkerPanel(store),
    createSlackPanel(store),
    createControls(store),
    tour,
  ];
  store.onChange(() => parts.forEach((part) => part.draw()));
  byId('banner').textContent = bannerOf(facts);
  showDesk(facts);
  const asked = digitsOf(new URLSearchParams(location.search).get('phone') ?? '');
  live.switchTo(asked || tour.phone() || facts.phone);
  // Clocks go on without anybody telling.
  setInterval(() => [phone, workflow].forEach((part) => part.tick()), SECOND_MS);
}

void attempt(start);
