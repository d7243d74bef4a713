import { setTimeout as delay } from 'node:timers/promises';
import type { Child } from './child';

/** A process that is looked after is ready, or has ended. */
interface Change {
  name: string;
  state: 'up' | 'down';
  pid: number;
}

export interface Supervisor {
  /** From now on `stop` ends this process. */
  add(child: Child): void;
  /** From now on the demo cannot go on without this process. */
  need(child: Child): void;
  /** Waits until it is ready. When it ends after that, it is started again, but not for ever. */
  keep(start: () => Child): Promise<void>;
  /** Ends a process that is kept, the hard way, because somebody wants to see what happens. It is started again. */
  kill(name: string): void;
  /** Tells of every process that is kept. */
  onChange(listener: (change: Change) => void): void;
  /** Resolves with a sentence when the demo cannot go on. */
  failed: Promise<string>;
  /** Ends every process, the last one to start first. Resolves when none is left. */
  stop(): Promise<void>;
}

const RESTARTS = 3;
const WITHIN_MS = 60_000;
const PAUSE_MS = 1_000;
const GRACE_MS = 5_000;

interface SupervisorOptions {
  say(sentence: string): void;
  logFile(name: string): string;
}

interface State extends SupervisorOptions {
  stopping: boolean;
  /** Processes that somebody wanted to end. */
  killed: Set<Child>;
  fail(sentence: string): void;
  tell(change: Change): void;
}

async function whyItEnded(child: Child, { logFile }: SupervisorOptions): Promise<string> {
  const { code, signal } = await child.ended;
  return `${child.name} ended by itself (${signal ?? `code ${code}`}; see ${logFile(child.name)})`;
}

async function keepRunning(child: Child, start: () => Child, state: State): Promise<void> {
  const ends: number[] = [];
  for (let current = child; ;) {
    const why = await whyItEnded(current, state);
    if (state.stopping) return;
    state.tell({ name: current.name, state: 'down', pid: current.pid });
    const wanted = state.killed.delete(current);
    if (!wanted) ends.push(Date.now());
    if (ends.filter((at) => at > Date.now() - WITHIN_MS).length > RESTARTS)
      return state.fail(`${why} again and again.`);
    state.say(`${wanted ? `${current.name} was killed from the page` : why} and is started again.`);
    await delay(PAUSE_MS);
    if (state.stopping) return;
    current = start();
    tellWhenUp(current, state);
  }
}

// Where it ends before it is ready, the next round says so.
function tellWhenUp({ name, pid, ready }: Child, { tell }: State): void {
  ready.then(
    () => tell({ name, state: 'up', pid }),
    () => undefined,
  );
}

/** Looks after the processes of the demo. */
export function createSupervisor(options: SupervisorOptions): Supervisor {
  const children = new Set<Child>();
  const listeners = new Set<(change: Change) => void>();
  let fail: (sentence: string) => void = () => undefined;
  const failed = new Promise<string>((resolve) => (fail = resolve));
  const tell = (change: Change): void => listeners.forEach((listener) => listener(change));
  const state: State = { ...options, stopping: false, killed: new Set(), fail, tell };
  return {
    failed,
    add(child) {
      children.add(child);
      void child.ended.then(() => children.delete(child));
      if (state.stopping) void child.stop(0);
    },
    need(child) {
      void whyItEnded(child, options).then((why) => fail(`${why}.`));
    },
    async keep(start) {
      const child = start();
      await child.ready;
      tellWhenUp(child, state);
      void keepRunning(child, start, state);
    },
    kill(name) {
      for (const child of [...children].filter((one) => one.name === name)) {
        state.killed.add(child);
        child.signal('SIGKILL');
      }
    },
    onChange: (listener) => void listeners.add(listener),
    async stop() {
      state.stopping = true;
      for (const generation of generations([...children])) {
        await Promise.all(generation.map((child) => child.stop(GRACE_MS)));
      }
    },
  };
}

// What uses the others goes first, so that nothing complains on its way out.
const LAST = ['simulator', 'temporal'];

function generations(children: Child[]): Child[][] {
  const first = children.filter(({ name }) => !LAST.includes(name));
  return [first, ...LAST.map((last) => children.filter(({ name }) => name === last))];
}
