import type { Chance } from '../../test/support/chance';
import type { FaultRequest } from '../../src/simulator/faults';

/** What vendors do to us for a while. */
export interface VendorFault {
  what: string;
  seconds: number;
  faults: FaultRequest[];
}

/** After it Baton posts once a second for as long as there is more to post. */
export const SLACK_LIMITS = 'Slack limits the rate';

type Draw = (chance: Chance) => Omit<VendorFault, 'seconds'>;

const FROM = 'fromVendor' as const;
const whatsapp = { vendor: 'whatsapp' } as const;
const webhooks = { vendor: 'whatsapp', direction: FROM } as const;
const slack = { vendor: 'slack' } as const;
const llm = { vendor: 'llm' } as const;

const one =
  (what: string, ...faults: FaultRequest[]): Draw =>
  () => ({ what, faults });

const FROM_WHATSAPP: Draw[] = [
  one('webhooks twice', { ...webhooks, kind: 'duplicate', probability: 0.4 }),
  one('webhooks in another order', { ...webhooks, kind: 'reorder', probability: 0.4 }),
  one('webhooks late', { ...webhooks, kind: 'latency', ms: 0, maxMs: 3_000, probability: 0.5 }),
  one('webhooks that never arrive and come again', { ...webhooks, kind: 'resetBefore', probability: 0.3 }),
  one('webhooks whose answer is lost', { ...webhooks, kind: 'resetAfter', probability: 0.3 }),
  one('webhooks cut in half', { ...webhooks, kind: 'garbage', probability: 0.2 }),
  one('statuses that never come', { ...webhooks, kind: 'drop', only: 'status', probability: 0.3 }),
  one('WhatsApp away', { ...whatsapp, kind: 'outage' }),
  one('WhatsApp limits the rate', { ...whatsapp, kind: 'rateLimit', probability: 0.4 }),
  one('WhatsApp answers 500', { ...whatsapp, kind: 'status', code: 500, only: 'message', probability: 0.3 }),
  one('connections to WhatsApp break before', { ...whatsapp, kind: 'resetBefore', only: 'message', probability: 0.3 }),
  one('connections to WhatsApp break after', { ...whatsapp, kind: 'resetAfter', only: 'message', probability: 0.3 }),
  one('WhatsApp answers nonsense', { ...whatsapp, kind: 'garbage', only: 'message', probability: 0.2 }),
  one('WhatsApp never answers', { ...whatsapp, kind: 'drop', only: 'message', probability: 0.1 }),
  one('WhatsApp slow', { ...whatsapp, kind: 'latency', only: 'message', ms: 200, maxMs: 4_000 }),
  one('a long road to WhatsApp', { ...whatsapp, kind: 'lag', only: 'message', ms: 200, maxMs: 4_000 }),
  one(
    'answers of WhatsApp and all statuses lost',
    { ...whatsapp, kind: 'resetAfter', only: 'message', probability: 0.5 },
    { ...webhooks, kind: 'drop', only: 'status' },
  ),
];

const FROM_OTHERS: Draw[] = [
  one('Slack away', { ...slack, kind: 'outage' }),
  one(SLACK_LIMITS, { ...slack, kind: 'rateLimit', probability: 0.4, retryAfter: 1 }),
  one('Slack answers 503', { ...slack, kind: 'status', code: 503, probability: 0.3 }),
  one('connections to Slack break after', { ...slack, kind: 'resetAfter', probability: 0.7 }),
  one('Slack slow', { ...slack, kind: 'latency', ms: 100, maxMs: 3_000 }),
  one('events of Slack twice', { ...slack, direction: FROM, kind: 'duplicate', probability: 0.5 }),
  one('events of Slack whose answer is lost', { ...slack, direction: FROM, kind: 'resetAfter', probability: 0.4 }),
  one('the model away', { ...llm, kind: 'outage' }),
  one('the model slow', { ...llm, kind: 'latency', ms: 500, maxMs: 9_000 }),
  one('the model limits the rate', { ...llm, kind: 'rateLimit', probability: 0.4 }),
  (chance) => {
    const form = chance.oneOf(['body', 'content', 'truncated', 'refusal', 'toolCall'] as const);
    return {
      what: `wrong answers of the model (${form})`,
      faults: [{ ...llm, kind: 'garbage', form, probability: 0.5 }],
    };
  },
];

/** What fails side by side: faults of one group never undo those of the other. */
export const VENDOR_GROUPS = [FROM_WHATSAPP, FROM_OTHERS];

/** How they are called, whatever is drawn. */
export const vendorKinds = (chance: Chance): string[] => VENDOR_GROUPS.flat().map((draw) => draw(chance).what);

/** Draws all kinds of a group before any comes again; `without`: those that never do. */
export function vendorFaults(chance: Chance, group: Draw[], without: readonly string[] = []): () => VendorFault {
  let left: Draw[] = [];
  return () => {
    for (;;) {
      if (left.length === 0) left = chance.shuffled(group);
      const draw = left.pop() ?? one('nothing');
      const fault = { ...draw(chance), seconds: chance.between(3, 6) };
      if (!without.includes(fault.what)) return fault;
    }
  };
}
