import type { Response } from 'express';
import type { SimulatorEvent } from '../events';
import type { SimulatorTools } from '../parts';
import { ConversationUnavailable, type ConversationLinks, type ConversationPort, type ConversationView } from './port';

const TOGETHER_MS = 80;
// Temporal does not tell when a conversation changes by itself: a timer that fires is seen by the next look.
const LOOK_AGAIN_MS = 1_000;

/** What the middle of the page shows. */
interface WorkflowOnPage {
  conversation?: ConversationView;
  links?: ConversationLinks;
  problem?: string;
}

export interface PageEvents {
  /** Server-sent events until the browser leaves: `phone`, `slack` and `faults` say what to read again, `workflow` is data. */
  watch(phone: string, response: Response): void;
  close(): void;
}

export function createPageEvents(tools: SimulatorTools, port: ConversationPort | undefined): PageEvents {
  const watchers = new Set<() => void>();

  return {
    watch(phone, response) {
      response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
      const send = (event: string, data: unknown): void => {
        response.write(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`);
      };
      const end = startWatching(tools, port, phone, send);
      const leave = (): void => {
        watchers.delete(leave);
        end();
        response.end();
      };
      watchers.add(leave);
      response.on('close', leave);
    },
    close: () => [...watchers].forEach((leave) => leave()),
  };
}

type Send = (event: string, data: unknown) => void;

function startWatching({ events }: SimulatorTools, port: ConversationPort | undefined, phone: string, send: Send) {
  const stale = new Set<string>();
  let flushing: NodeJS.Timeout | undefined;
  let last = '';
  let over = false;

  async function look(): Promise<void> {
    if (!port) return;
    const seen = await workflowOnPage(port, phone);
    const text = essence(seen);
    if (over || text === last) return;
    last = text;
    send('workflow', seen);
  }

  function flush(): void {
    flushing = undefined;
    for (const event of stale) send(event, {});
    stale.clear();
    void look();
  }

  const stop = events.subscribe((event: SimulatorEvent) => {
    const names = event.type === 'reset' ? ['phone', 'slack', 'faults'] : [nameOf(event, phone)];
    for (const name of names) if (name !== undefined) stale.add(name);
    flushing ??= setTimeout(flush, TOGETHER_MS);
  });
  for (const name of ['phone', 'slack', 'faults']) stale.add(name);
  flush();
  const again = lookEvery(LOOK_AGAIN_MS, look);
  return (): void => {
    over = true;
    stop();
    again();
    clearTimeout(flushing);
  };
}

// A link is signed anew at every look, and the clock goes on: neither is news. A clock that was moved is.
function essence({ conversation, problem }: WorkflowOnPage): string {
  const { now, ...rest } = conversation ?? {};
  const ahead = now === undefined ? 0 : Math.round((now - Date.now()) / 10_000);
  return JSON.stringify([conversation === undefined, rest, ahead, problem]);
}

function nameOf(event: SimulatorEvent, phone: string): string | undefined {
  if (event.type === 'phone') return event.customer === phone ? 'phone' : undefined;
  return event.type === 'slack' || event.type === 'faults' ? event.type : undefined;
}

/** One look after the other, however long each takes. Returns the way to stop. */
function lookEvery(ms: number, look: () => Promise<void>): () => void {
  let timer = setTimeout(next, ms);
  let stopped = false;
  function next(): void {
    void look().finally(() => {
      if (!stopped) timer = setTimeout(next, ms);
    });
  }
  return () => {
    stopped = true;
    clearTimeout(timer);
  };
}

async function workflowOnPage(port: ConversationPort, phone: string): Promise<WorkflowOnPage> {
  try {
    const conversation = await port.snapshot(phone);
    return conversation === undefined ? {} : { conversation, links: await port.links(phone) };
  } catch (error) {
    if (!(error instanceof ConversationUnavailable)) throw error;
    return { problem: error.message };
  }
}
