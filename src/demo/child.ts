import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream, type WriteStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';

export interface ChildOptions {
  /** What it is called where people read of it. */
  name: string;
  command: string;
  args: string[];
  env: Readonly<Record<string, string | undefined>>;
  cwd: string;
  /** Everything that it writes is added to this file. */
  logFile: string;
  /** True for the line on its standard output that says that it is ready. */
  isReady(line: string): boolean;
  /** It and this process can send each other messages, over the channel that Node gives a child. */
  talks?: boolean;
}

export interface Ended {
  code: number | null;
  signal: NodeJS.Signals | null;
}

export interface Child {
  name: string;
  pid: number;
  /** The line that said it was ready. Rejects with its last words where it ends before. */
  ready: Promise<string>;
  ended: Promise<Ended>;
  /** Sends a signal to it and to everything that it started. */
  signal(signal: NodeJS.Signals): void;
  /** SIGTERM, and SIGKILL where it is still there after `graceMs`. Resolves when it is gone. */
  stop(graceMs?: number): Promise<void>;
  /** To a child that talks; lost where it is gone. */
  send(message: object): void;
  onMessage(listener: (message: unknown) => void): void;
}

const LAST_WORDS = 2_000;
const GRACE_MS = 10_000;
const LEFTOVERS_MS = 1_000;

/** Starts a process in a process group of its own, so that a Ctrl-C in the terminal reaches it only through `stop`. */
export function startChild(options: ChildOptions): Child {
  const { name, command, args, env, cwd, logFile, talks = false } = options;
  const log = createWriteStream(logFile, { flags: 'a' });
  const child = spawn(command, args, {
    cwd,
    env,
    detached: true,
    stdio: ['pipe', 'pipe', 'pipe', ...(talks ? (['ipc'] as const) : [])],
  });
  const lastWords = keepOutput(child, log);
  const ended = once(child, 'close').then(([code, signal]: unknown[]) => {
    log.end();
    return { code: code as number | null, signal: signal as NodeJS.Signals | null };
  });
  const failed = once(child, 'error').then(([error]: unknown[]) => {
    throw new Error(`${name} could not be started: ${error instanceof Error ? error.message : String(error)}`);
  });
  const ready = Promise.race([firstLine(child, options.isReady), failed, endedEarly(name, ended, lastWords)]);
  ready.catch(() => undefined);
  const signal = (what: NodeJS.Signals): void => void signalGroup(child, what);
  return {
    ...{ name, pid: child.pid ?? 0, ready, ended, signal },
    stop: (graceMs = GRACE_MS) => stop(child, ended, graceMs),
    send: (message) => void (child.connected && child.send(message, () => undefined)),
    onMessage: (listener) => void child.on('message', listener),
  };
}

function keepOutput(child: ChildProcess, log: WriteStream): () => string {
  let last = '';
  const keep = (chunk: Buffer): void => {
    last = (last + chunk.toString()).slice(-LAST_WORDS);
  };
  for (const stream of [child.stdout, child.stderr]) {
    stream?.pipe(log, { end: false });
    stream?.on('data', keep);
  }
  return () => last.trim();
}

function firstLine(child: ChildProcess, isReady: (line: string) => boolean): Promise<string> {
  return new Promise((resolve) => {
    if (!child.stdout) return;
    const lines = createInterface({ input: child.stdout });
    lines.on('line', (line) => {
      if (isReady(line)) resolve(line);
    });
  });
}

async function endedEarly(name: string, ended: Promise<Ended>, lastWords: () => string): Promise<never> {
  const { code, signal } = await ended;
  throw new Error(`${name} ended while starting (${signal ?? `code ${code}`}): ${lastWords() || 'it said nothing'}`);
}

// A negative id names the group. False: there is none any more.
function signalGroup(child: ChildProcess, signal: NodeJS.Signals): boolean {
  if (child.pid === undefined) return false;
  try {
    return process.kill(process.platform === 'win32' ? child.pid : -child.pid, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ESRCH') return false;
    throw error;
  }
}

async function stop(child: ChildProcess, ended: Promise<Ended>, graceMs: number): Promise<void> {
  // A stopped process takes no other signal before it goes on.
  signalGroup(child, 'SIGCONT');
  signalGroup(child, 'SIGTERM');
  const force = setTimeout(() => signalGroup(child, 'SIGKILL'), graceMs);
  await ended;
  clearTimeout(force);
  await endGroup(child);
}

// What it started itself may outlive it by a moment, such as the compiler behind its modules.
async function endGroup(child: ChildProcess): Promise<void> {
  const deadline = Date.now() + LEFTOVERS_MS;
  while (signalGroup(child, 'SIGKILL') && Date.now() < deadline) await delay(10);
}
