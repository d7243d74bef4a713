import type { CustomerProfile } from '../workflows/conversation/messages';
import type { FoundConversation } from './conversation-gateway';
import { workflowIdOfKey } from './identity';

/** A conversation that is open, and the HMACs by which it knows its customer. */
export interface OpenConversation {
  workflowId: string;
  keys: string[];
}

/** Where open conversations can be looked up. */
export interface ConversationDirectory {
  /** Sees a conversation from the moment it starts. */
  open(workflowId: string): Promise<OpenConversation | undefined>;
  /** Every open conversation that has one of these keys; may lag a second or two behind. */
  openWithKeys(keys: string[]): Promise<OpenConversation[]>;
}

export interface ConversationResolver {
  /**
   * The workflow id under which this customer is served: an open conversation that knows one of his identifiers, else the
   * id of his own key. Costs nothing where this process has seen the same keys within the hour, else one look-up.
   */
  resolve(phoneNumberId: string, customer: CustomerProfile): Promise<string>;
  /** From now on these keys mean this conversation. */
  learn(phoneNumberId: string, keys: string[], workflowId: string): void;
  /** As `resolve`, always looked up, and says whether the conversation is open. */
  find(phoneNumberId: string, customer: CustomerProfile): Promise<FoundConversation>;
}

interface Entry {
  found: Promise<OpenConversation>;
  keys: Set<string>;
  until: number;
}

interface ResolverOptions {
  directory: ConversationDirectory;
  /** How many keys are remembered. */
  capacity?: number;
  now?: () => number;
}

// Short enough that two gateways do not disagree for long after a conversation has ended.
const REMEMBERED_MS = 3_600_000;

/** Brings webhooks that name one customer by his number, his user id or both to the same conversation. */
export function createConversationResolver(options: ResolverOptions): ConversationResolver {
  const { directory, capacity = 50_000, now = Date.now } = options;
  const cache = createCache(capacity, now);

  const lookUp = (phoneNumberId: string, customer: CustomerProfile): Promise<OpenConversation> => {
    const found = search(directory, phoneNumberId, customer).then(
      (open) => open ?? { workflowId: ownWorkflowId(phoneNumberId, customer), keys: [] },
    );
    const entry = { found, keys: new Set(customer.keys), until: now() + REMEMBERED_MS };
    cache.point(phoneNumberId, customer.keys, entry);
    // A failed look-up must not answer the next webhook.
    found.catch(() => cache.forget(entry));
    return found;
  };

  return {
    async resolve(phoneNumberId, customer) {
      let entry = cache.get(phoneNumberId, customer.keys);
      while (entry) {
        // Claimed before anything is awaited: a webhook with another of these keys may be right behind.
        cache.point(phoneNumberId, customer.keys, entry);
        const { workflowId, keys } = await entry.found;
        if (isSamePerson([...keys, ...entry.keys], customer)) {
          customer.keys.forEach((key) => entry?.keys.add(key));
          return workflowId;
        }
        const latest = cache.get(phoneNumberId, customer.keys);
        entry = latest === entry ? undefined : latest;
      }
      return (await lookUp(phoneNumberId, customer)).workflowId;
    },
    learn(phoneNumberId, keys, workflowId) {
      const found = Promise.resolve({ workflowId, keys });
      cache.point(phoneNumberId, keys, { found, keys: new Set(keys), until: now() + REMEMBERED_MS });
    },
    async find(phoneNumberId, customer) {
      const own = ownWorkflowId(phoneNumberId, customer);
      const open = (await search(directory, phoneNumberId, customer)) ?? (await directory.open(own));
      return { workflowId: open?.workflowId ?? own, open: open !== undefined };
    },
  };
}

function ownWorkflowId(phoneNumberId: string, { keys: [own] }: CustomerProfile): string {
  if (own === undefined) throw new Error('A customer without any identifier has no conversation.');
  return workflowIdOfKey(phoneNumberId, own);
}

async function search(
  directory: ConversationDirectory,
  phoneNumberId: string,
  customer: CustomerProfile,
): Promise<OpenConversation | undefined> {
  const own = ownWorkflowId(phoneNumberId, customer);
  const isKnownByBoth = customer.userId !== undefined && customer.waId !== undefined;
  const byNumber = isKnownByBoth ? customer.keys[1] : undefined;
  const [listed, described] = await Promise.all([
    settled(directory.openWithKeys(customer.keys)),
    // The one that the list may not know of yet. What is open under the own id needs no looking up: it is the default.
    byNumber === undefined ? undefined : directory.open(workflowIdOfKey(phoneNumberId, byNumber)),
  ]);
  const found = described ? [described] : [];
  if ('error' in listed) {
    const started = choose([...found, await directory.open(own)], own, customer);
    if (started) return started;
    throw listed.error;
  }
  // The same person may also write to another number of the business: that is another conversation.
  const here = listed.value.filter(({ workflowId }) => workflowId.startsWith(workflowIdOfKey(phoneNumberId, '')));
  return choose([...here, ...found], own, customer);
}

const settled = <T>(promise: Promise<T>): Promise<{ value: T } | { error: unknown }> =>
  promise.then(
    (value) => ({ value }),
    (error: unknown) => ({ error }),
  );

function choose(
  found: (OpenConversation | undefined)[],
  own: string,
  customer: CustomerProfile,
): OpenConversation | undefined {
  const open = found.filter((one) => one !== undefined);
  return (
    open.find(({ workflowId }) => workflowId === own) ??
    open.find(({ keys }) => keys.some((key) => key === customer.keys[0])) ??
    open.find(({ keys }) => isSamePerson(keys, customer))
  );
}

// A number may belong to somebody new while the conversation with its last owner is still open. Then the conversation
// knows an identifier that the webhook contradicts, and what was said in it is none of the new owner's business.
export const isSamePerson = (known: string[], customer: CustomerProfile): boolean =>
  customer.userId === undefined ||
  known.some((key) => key === customer.keys[0]) ||
  known.every((key) => customer.keys.includes(key));

function createCache(capacity: number, now: () => number) {
  const entries = new Map<string, Entry>();
  const name = (phoneNumberId: string, key: string): string => `${phoneNumberId}/${key}`;
  return {
    get(phoneNumberId: string, keys: string[]): Entry | undefined {
      const found = keys.map((key) => entries.get(name(phoneNumberId, key)));
      return found.find((entry) => entry !== undefined && entry.until > now());
    },
    point(phoneNumberId: string, keys: string[], entry: Entry): void {
      for (const key of keys) {
        entries.delete(name(phoneNumberId, key));
        entries.set(name(phoneNumberId, key), entry);
      }
      for (const oldest of entries.keys()) {
        if (entries.size <= capacity) break;
        entries.delete(oldest);
      }
    },
    forget(entry: Entry): void {
      for (const [key, value] of entries) if (value === entry) entries.delete(key);
    },
  };
}
