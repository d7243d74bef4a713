import type { FromSimulator, ToSimulator } from '../simulator/supervised';
import type { Child } from './child';
import type { Supervisor } from './supervisor';

/** Lets the page show whether the worker runs, and end it; the product itself has no such door. */
export function showWorkerOnPage(simulator: Child, supervisor: Supervisor): void {
  supervisor.onChange(({ name, state, pid }) => {
    if (name !== 'worker') return;
    const message: ToSimulator = { type: 'worker', worker: { state, pid, since: Date.now() } };
    simulator.send(message);
  });
  simulator.onMessage((message) => {
    if ((message as FromSimulator).type === 'killWorker') supervisor.kill('worker');
  });
}
