/** What the demo, which looks after the worker, and the simulator, whose page shows it, tell each other. */

interface WorkerState {
  state: 'up' | 'down';
  /** Of the process that is up, or that has ended. */
  pid: number;
  /** Wall clock in ms since which it is so. */
  since: number;
}

export type ToSimulator = { type: 'worker'; worker: WorkerState };
export type FromSimulator = { type: 'killWorker' };

/** The simulator's side: absent facts mean that nobody looks after a worker here. */
export interface WorkerControl {
  worker(): WorkerState | undefined;
  /** Asks for the worker's end, the hard way. False where nobody looks after it. */
  kill(): boolean;
  /** Returns the way to stop. */
  onChange(listener: () => void): () => void;
}

interface ParentProcess {
  send?: ((message: FromSimulator) => unknown) | undefined;
  on(event: 'message', listener: (message: unknown) => void): unknown;
}

/** Talks to the process that started this one, over the channel that Node gives a child. */
export function createWorkerControl(self: ParentProcess): WorkerControl {
  const listeners = new Set<() => void>();
  let known: WorkerState | undefined;
  self.on('message', (message) => {
    const { type, worker } = message as Partial<ToSimulator>;
    if (type !== 'worker') return;
    known = worker;
    listeners.forEach((listener) => listener());
  });
  return {
    worker: () => known,
    kill() {
      if (known === undefined || self.send === undefined) return false;
      self.send({ type: 'killWorker' });
      return true;
    },
    onChange(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}
