import { byId, el, link, redraw } from './dom.js';
import { icon } from './icons.js';
import { spanOf } from './time.js';
import { eventUrl, momentWords } from './words.js';

/** What happened to the worker while somebody looked: `{downAt, pid, upAt?, newPid?}`. */
export function outageOf(before, worker) {
  if (worker.state === 'down') return { downAt: worker.since, pid: worker.pid };
  if (worker.state === 'up' && before && before.upAt === undefined && worker.pid !== before.pid) {
    return { ...before, upAt: worker.since, newPid: worker.pid };
  }
  return before;
}

/** What Temporal recorded while no worker lived. */
export function recordedMeanwhile({ downAt, upAt = Infinity }, moments = []) {
  return moments.filter(({ kind, seenAt }) => kind !== 'outcome' && seenAt >= downAt && seenAt <= upAt);
}

/** Tells of a worker that was killed, until somebody has read it. */
export function createWorkerPanel(store) {
  const { world } = store;
  let outage;
  let read;

  return {
    draw() {
      outage = outageOf(outage, world.worker);
      const shown = outage && read !== outage.downAt ? outage : undefined;
      const recorded = shown ? recordedMeanwhile(shown, world.history?.moments) : [];
      const look = JSON.stringify([shown, recorded.map(({ id }) => id)]);
      byId('worker').dataset.state = shown ? (shown.upAt ? 'back' : 'down') : '';
      redraw(byId('worker'), look, () => (shown ? tale(shown, recorded, world, dismiss) : []));
    },
  };

  function dismiss() {
    read = outage?.downAt;
    store.set({});
  }
}

function tale({ downAt, upAt, pid, newPid }, recorded, { history, workflow }, dismiss) {
  const title = upAt
    ? `A new worker (process ${newPid}) is up after ${spanOf(upAt - downAt)}`
    : `The worker (process ${pid}) was killed with SIGKILL`;
  const words = upAt
    ? 'It read the history, took every conversation up where it was, and repeated nothing.'
    : 'Temporal holds every conversation. Write on the phone: the message waits there until a new worker is up.';
  return [
    el('p.worker-title', {}, icon(upAt ? 'done' : 'bolt'), el('strong', {}, title), upAt ? close(dismiss) : undefined),
    el('p', {}, words),
    recorded.length > 0 ? meanwhile(recorded, history, workflow.links?.temporal) : undefined,
  ];
}

const close = (dismiss) =>
  el('button.dismiss', { type: 'button', title: 'Dismiss', onclick: dismiss }, [
    icon('close'),
    el('span.hidden', {}, 'Dismiss'),
  ]);

function meanwhile(recorded, history, workflowUrl) {
  const items = recorded.map((moment) => {
    const { kind, name } = momentWords(moment, history.moments);
    const words = `event ${moment.id}: ${kind.toLowerCase()} ${name}`;
    return el('li', {}, workflowUrl ? link(eventUrl(workflowUrl, history, moment), words) : words);
  });
  return [el('p', {}, 'Recorded while no worker lived:'), el('ul', {}, items)];
}
