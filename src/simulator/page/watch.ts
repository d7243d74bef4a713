import type { SimulatorEvent } from '../events';
import type { SimulatorTools } from '../parts';
import type { WorkerControl } from '../supervised';
import type { Followers } from './followers';
import type { ConversationHistory } from './history';
import type { Inbox } from './inbox';
import { ConversationUnavailable, type ConversationLinks, type ConversationPort, type ConversationView } from './port';

const TOGETHER_MS = 80;
// Where nobody answers for the conversation, nothing will tell when somebody does again.
const TRY_AGAIN_MS = 1_000;

/** Where a page learns what it shows. Without Temporal there are no conversations; without a supervisor no worker to end. */
export interface PageSources {
  tools: SimulatorTools;
  port: ConversationPort | undefined;
  followers: Followers | undefined;
  inbox: Inbox;
  worker: WorkerControl | undefined;
}

/** What the middle of the page shows. */
interface WorkflowOnPage {
  conversation?: ConversationView;
  links?: ConversationLinks;
  problem?: string;
}

export type Send = (event: string, data: unknown) => void;

const VIEWS = ['phone', 'slack', 'faults', 'shop'];

/** Tells one browser of one phone and of everything that all of them see. Returns the way to stop. */
export function startWatching(sources: PageSources, phone: string, send: Send): () => void {
  const { tools, port, followers, inbox, worker } = sources;
  const stale = new Set<string>(VIEWS);
  const looker = port && createLooker(port, phone, send);
  let flushing: NodeJS.Timeout | undefined;
  let toldUpTo = '';

  function flush(): void {
    flushing = undefined;
    for (const event of stale) send(event, {});
    stale.clear();
    looker?.look();
  }

  // What Temporal only keeps its books with is a reason to look, and no news.
  const tellHistory = (history: ConversationHistory): void => {
    const newest = `${history.runId} ${history.moments.at(-1)?.id}`;
    if (newest !== toldUpTo) send('history', history);
    toldUpTo = newest;
  };
  const tellWorker = (): void => send('worker', worker?.worker() ?? {});
  const stops = [
    tools.events.subscribe((event: SimulatorEvent) => {
      const names = event.type === 'reset' ? VIEWS : [nameOf(event, phone)];
      for (const name of names) if (name !== undefined) stale.add(name);
      flushing ??= setTimeout(flush, TOGETHER_MS);
    }),
    followers?.follow(phone, (history) => {
      tellHistory(history);
      looker?.look();
    }),
    worker?.onChange(tellWorker),
    inbox.watch((rows) => send('inbox', { rows })),
    looker?.stop,
  ];
  tellWorker();
  flush();
  return () => {
    clearTimeout(flushing);
    stops.forEach((stop) => stop?.());
  };
}

function nameOf(event: SimulatorEvent, phone: string): string | undefined {
  if (event.type === 'phone') return event.customer === phone ? 'phone' : undefined;
  return event.type === 'slack' || event.type === 'faults' || event.type === 'shop' ? event.type : undefined;
}

/** Looks at the conversation, once at a time; asked while it looks, it looks again. */
function createLooker(port: ConversationPort, phone: string, send: Send) {
  let last = '';
  let over = false;
  let looking = false;
  let again = false;
  let retry: NodeJS.Timeout | undefined;

  async function look(): Promise<void> {
    clearTimeout(retry);
    again = looking;
    if (looking) return;
    looking = true;
    const seen = await workflowOnPage(port, phone);
    looking = false;
    if (over) return;
    const text = essence(seen);
    if (text !== last) send('workflow', seen);
    last = text;
    if (again) return look();
    if (seen.problem !== undefined) retry = setTimeout(() => void look(), TRY_AGAIN_MS);
  }

  return {
    look: (): void => void look(),
    stop(): void {
      over = true;
      clearTimeout(retry);
    },
  };
}

// A link is signed anew at every look, and the clock goes on: neither is news. A clock that was moved is.
function essence({ conversation, problem }: WorkflowOnPage): string {
  const { now, ...rest } = conversation ?? {};
  const ahead = now === undefined ? 0 : Math.round((now - Date.now()) / 10_000);
  return JSON.stringify([conversation === undefined, rest, ahead, problem]);
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
