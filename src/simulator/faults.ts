import { z } from 'zod';
import type { Direction, Vendor } from './journal';
import type { Timers } from './timers';

const ANSWERS = ['outage', 'lag', 'latency', 'status', 'resetBefore', 'resetAfter', 'rateLimit', 'drop', 'garbage'];
const TO_VENDOR = [...ANSWERS, 'cutOff', 'alter'];
const FROM_VENDOR = ['outage', 'latency', 'resetBefore', 'resetAfter', 'duplicate', 'reorder', 'drop', 'garbage'];

const fields = z.strictObject({
  vendor: z.enum(['whatsapp', 'slack', 'llm', 'orders', 'teams']),
  kind: z.enum([
    'outage',
    'lag',
    'latency',
    'status',
    'resetBefore',
    'resetAfter',
    'rateLimit',
    'duplicate',
    'reorder',
    'drop',
    'garbage',
    /** A file breaks off half-way, or is not what was announced. */
    'cutOff',
    'alter',
  ]),
  direction: z.enum(['toVendor', 'fromVendor']).default('toVendor'),
  /** Strikes only requests of this journal kind, e.g. `status` or `message`. */
  only: z.string().optional(),
  ms: z.number().int().nonnegative().optional(),
  /** With `ms`: the latency is drawn anew for each request, evenly between the two. */
  maxMs: z.number().int().nonnegative().optional(),
  code: z.number().int().min(400).max(599).optional(),
  /** Seconds. */
  retryAfter: z.number().int().nonnegative().default(1),
  /** Of `garbage` from the model: a body that is not JSON, or one of the ways in which models fail. */
  form: z.enum(['body', 'content', 'truncated', 'refusal', 'toolCall']).default('body'),
  probability: z.number().min(0).max(1).default(1),
  /** How often it strikes before it is gone. */
  count: z.number().int().positive().optional(),
  /** How long it lasts. */
  seconds: z.number().positive().optional(),
});

type Fields = z.infer<typeof fields>;

function problem(fault: Fields): string | undefined {
  const { vendor, kind, direction } = fault;
  if (direction === 'fromVendor' && vendor !== 'whatsapp' && vendor !== 'slack') {
    return `${vendor} never calls anybody: it has no direction fromVendor.`;
  }
  if (!(direction === 'toVendor' ? TO_VENDOR : FROM_VENDOR).includes(kind)) {
    return `The fault ${kind} does not exist in the direction ${direction}.`;
  }
  if (kind === 'outage' && fault.only !== undefined)
    return 'An outage strikes before anything is read: it has no only.';
  if (fault.form !== 'body' && (vendor !== 'llm' || kind !== 'garbage')) return 'Only garbage of llm has a form.';
  if ((kind === 'latency' || kind === 'lag') && fault.ms === undefined) return `The fault ${kind} needs ms.`;
  if (kind === 'status' && fault.code === undefined) return 'The fault status needs a code from 400 to 599.';
  return undefined;
}

export const faultSchema = fields.superRefine((fault, context) => {
  const message = problem(fault);
  if (message !== undefined) context.addIssue({ code: 'custom', message });
});

export type FaultRequest = z.input<typeof faultSchema>;
export type Fault = Fields;
export type FaultKind = Fault['kind'];
type FaultFilter = Partial<Pick<Fault, 'vendor' | 'kind' | 'direction'>>;

export interface Faults {
  /** Adds a fault; one of the same vendor, direction, kind and `only` is replaced. Throws ZodError. */
  put(request: FaultRequest): Fault;
  /** Removes the faults that match; without a filter, all. */
  clear(filter?: FaultFilter): void;
  list(): Fault[];
  /** Rolls the dice for one request and uses the fault up by one where it has a count. */
  strike(vendor: Vendor, direction: Direction, kind: FaultKind, requestKind?: string): Fault | undefined;
  /** True while the vendor is wholly away: an outage without a count or a probability. */
  isAway(vendor: Vendor, direction: Direction): boolean;
  /** Resolves when the vendor is not away, at once if it is there. */
  whenBack(vendor: Vendor, direction: Direction): Promise<void>;
  onChange(listener: () => void): () => void;
}

interface Active {
  fault: Fault;
  left: number;
  callOff?: () => void;
}

const isTotal = ({ fault }: Active): boolean =>
  fault.kind === 'outage' && fault.count === undefined && fault.probability === 1;

const isSame = (one: Fault, other: Fault): boolean =>
  one.vendor === other.vendor &&
  one.direction === other.direction &&
  one.kind === other.kind &&
  one.only === other.only;

const matches = (fault: Fault, filter: FaultFilter): boolean =>
  Object.entries(filter).every(([name, value]) => fault[name as keyof FaultFilter] === value);

const concerns = (fault: Fault, filter: FaultFilter, requestKind?: string): boolean =>
  matches(fault, filter) && (fault.only === undefined || fault.only === requestKind);

function whenBack(faults: Pick<Faults, 'isAway' | 'onChange'>, vendor: Vendor, direction: Direction): Promise<void> {
  return new Promise((resolve) => {
    if (!faults.isAway(vendor, direction)) return resolve();
    const stop = faults.onChange(() => {
      if (faults.isAway(vendor, direction)) return;
      stop();
      resolve();
    });
  });
}

/** The fault switches. `random` returns numbers in [0, 1). */
export function createFaults({ timers, random }: { timers: Timers; random: () => number }): Faults {
  let active: Active[] = [];
  const listeners = new Set<() => void>();
  const changed = (): void => [...listeners].forEach((listener) => listener());

  function remove(gone: Active[]): void {
    if (gone.length === 0) return;
    gone.forEach((one) => one.callOff?.());
    active = active.filter((one) => !gone.includes(one));
    changed();
  }

  function put(request: FaultRequest): Fault {
    const fault = faultSchema.parse(request);
    const added: Active = { fault, left: fault.count ?? Number.POSITIVE_INFINITY };
    const replaced = active.filter((one) => isSame(one.fault, fault));
    active.push(added);
    if (fault.seconds !== undefined) added.callOff = timers.after(fault.seconds * 1000, () => remove([added]));
    remove(replaced);
    changed();
    return fault;
  }

  const strike: Faults['strike'] = (vendor, direction, kind, requestKind) => {
    const found = active.find(({ fault }) => concerns(fault, { vendor, direction, kind }, requestKind));
    if (found === undefined || random() >= found.fault.probability) return undefined;
    found.left -= 1;
    if (found.left <= 0) remove([found]);
    return found.fault;
  };

  const isAway: Faults['isAway'] = (vendor, direction) =>
    active.some((one) => isTotal(one) && one.fault.vendor === vendor && one.fault.direction === direction);

  const onChange: Faults['onChange'] = (listener) => (listeners.add(listener), () => listeners.delete(listener));

  return {
    put,
    clear: (filter = {}) => remove(active.filter((one) => matches(one.fault, filter))),
    list: () => active.map((one) => one.fault),
    strike,
    isAway,
    whenBack: (vendor, direction) => whenBack({ isAway, onChange }, vendor, direction),
    onChange,
  };
}
