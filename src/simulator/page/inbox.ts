import type { SimulatorTools } from '../parts';
import type { Followers } from './followers';
import { ConversationUnavailable, type ConversationAttributes, type ConversationPort } from './port';

/** One conversation in the list. Which messages somebody has seen is the browser's business. */
interface InboxRow extends ConversationAttributes {
  phone: string;
  name: string;
  /** How many messages the phone shows, and the newest of them. */
  messages: number;
  last?: { from: string; text: string; at: number };
}

type Told = (rows: InboxRow[]) => void;

export interface Inbox {
  /** Tells of all customers who have written or been written to, now and whenever that changes. Returns the way to stop. */
  watch(told: Told): () => void;
}

interface Sources {
  tools: SimulatorTools;
  port: ConversationPort | undefined;
  followers: Followers | undefined;
}

const TOGETHER_MS = 100;
const AT_MOST = 30;

/** The list of conversations. It looks at nothing while nobody watches. */
export function createInbox(sources: Sources): Inbox {
  const listeners = new Set<Told>();
  let looking: ReturnType<typeof startLooking> | undefined;
  let last: InboxRow[] | undefined;
  const tell: Told = (rows) => {
    last = rows;
    listeners.forEach((listener) => listener(rows));
  };
  return {
    watch(told) {
      listeners.add(told);
      looking ??= startLooking(sources, tell);
      if (last) told(last);
      return () => {
        listeners.delete(told);
        if (listeners.size > 0) return;
        looking?.stop();
        looking = undefined;
        last = undefined;
      };
    },
  };
}

function startLooking({ tools, port, followers }: Sources, tell: Told) {
  const followed = new Map<string, () => void>();
  const attributes = new Map<string, ConversationAttributes>();
  let timer: NodeJS.Timeout | undefined;
  let text = '';
  let over = false;

  const soon = (): void => void (timer ??= setTimeout(() => void look(), TOGETHER_MS));

  async function look(): Promise<void> {
    timer = undefined;
    const customers = await customersOf(tools.origin());
    if (over) return;
    for (const { phone } of customers) if (!followed.has(phone)) follow(phone);
    const rows = customers.map((customer) => ({ ...customer, ...attributes.get(customer.phone) }));
    if (JSON.stringify(rows) === text) return;
    text = JSON.stringify(rows);
    tell(rows);
  }

  function follow(phone: string): void {
    const refresh = async (): Promise<void> => {
      attributes.set(phone, await attributesOf(port, phone));
      if (!over) soon();
    };
    followed.set(phone, followers?.follow(phone, () => void refresh()) ?? (() => undefined));
  }

  const stop = tools.events.subscribe(({ type }) => {
    if (type === 'phone' || type === 'reset') soon();
  });
  soon();
  return {
    stop(): void {
      over = true;
      stop();
      clearTimeout(timer);
      followed.forEach((leave) => leave());
    },
  };
}

async function attributesOf(port: ConversationPort | undefined, phone: string): Promise<ConversationAttributes> {
  try {
    return (await port?.attributes(phone)) ?? {};
  } catch (error) {
    if (!(error instanceof ConversationUnavailable)) throw error;
    return {};
  }
}

// The page sees the phones as everybody does, through the control API.
async function customersOf(origin: string): Promise<InboxRow[]> {
  const response = await fetch(`${origin}/control/customers`).catch(() => undefined);
  if (!response?.ok) return [];
  const customers = (await response.json()) as (InboxRow & { movedTo?: string })[];
  return customers
    .filter(({ messages, movedTo }) => messages > 0 && movedTo === undefined)
    .slice(-AT_MOST)
    .map(({ phone, name, messages, last }) => ({ phone, name, messages, ...(last && { last }) }));
}
