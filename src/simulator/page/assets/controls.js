import * as api from './api.js';
import { byId } from './dom.js';
import { attempt } from './toasts.js';

const SLOW_MS = 6000;
const outage = (vendor, ...directions) => directions.map((direction) => ({ vendor, kind: 'outage', direction }));

/** What each switch does to the vendors. */
const FAULTS = {
  slow: [{ vendor: 'llm', kind: 'latency', direction: 'toVendor', ms: SLOW_MS }],
  llm: outage('llm', 'toVendor'),
  slack: outage('slack', 'toVendor', 'fromVendor'),
  whatsapp: outage('whatsapp', 'toVendor', 'fromVendor'),
  orders: outage('orders', 'toVendor'),
};

export const isOn = (faults, name) =>
  FAULTS[name].every((fault) => faults.some(({ vendor, kind }) => vendor === fault.vendor && kind === fault.kind));

export async function setFault(name, on) {
  for (const fault of FAULTS[name]) await (on ? api.putFault(fault) : api.clearFaults(fault.vendor, fault.kind));
}

/** The buttons that move time and break things. */
export function createControls(store) {
  const { world } = store;
  const clocks = [...document.querySelectorAll('[data-minutes]')];
  const switches = [...document.querySelectorAll('[data-fault]')];

  async function moveClock(minutes) {
    if (world.moving) return;
    store.set({ moving: true });
    await attempt(() => api.advance(world.phone, minutes));
    store.set({ moving: false });
  }

  for (const button of clocks) button.addEventListener('click', () => void moveClock(Number(button.dataset.minutes)));
  for (const button of switches) {
    const { fault } = button.dataset;
    button.addEventListener('click', () => void attempt(() => setFault(fault, !isOn(world.faults, fault))));
  }
  byId('shop-closed').addEventListener('click', () => {
    void attempt(() => api.putShop(world.shop.hours === 'closed' ? 'always' : 'closed'));
  });
  byId('kill-worker').addEventListener('click', () => void attempt(api.killWorker));

  function draw() {
    const { facts, faults, shop, worker, workflow, moving } = world;
    for (const button of clocks) {
      button.disabled = moving || !workflow.conversation;
      button.title = workflow.conversation ? '' : 'There is no conversation yet whose clock could be moved.';
    }
    for (const button of switches) {
      const isModel = ['slow', 'llm'].includes(button.dataset.fault);
      button.setAttribute('aria-pressed', String(isOn(faults, button.dataset.fault)));
      button.disabled = isModel && !facts.simulatedModel;
      button.title = button.disabled ? 'Only the simulated model can be made slow or taken down.' : '';
    }
    byId('shop-closed').setAttribute('aria-pressed', String(shop.hours === 'closed'));
    byId('shop-closed').title = 'Nobody of the team works until the next 08:00: it holds from the next message on.';
    byId('kill-worker').disabled = worker.state !== 'up';
    byId('kill-worker').title = worker.state ? 'SIGKILL: the process has no chance to put anything in order.' : '';
  }
  return { draw };
}
