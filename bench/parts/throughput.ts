import { openLoop } from '../measure/parallel';
import { cpuMs } from '../../test/support/figures/processes';
import { median, ratioOfRounds, rounded, spread, sum, type Spread } from '../../test/support/figures/statistics';
import { ask, openConversations, type Contender, type Customer } from '../world/contender';
import { inTurn, nothingRefused, type Bare, type Progress, type Scale } from './part';

type Name = Contender['name'];

export interface ThroughputFigures {
  /** Answered messages per second, median of the rounds. */
  perSecond: Record<Name, number>;
  /** Baton's over the floor's, round by round. */
  ratio: number;
  /** Processor time of a contender's own processes for one answered message, ms. Absent where the system does not tell. */
  cpuMs?: Record<Name, number>;
}

/** More than anybody can answer on two cores. */
const OFFERED = 250;

/** Everybody writes at once, each in a conversation of his own: how fast is the pile worked off? */
export async function measureThroughput(bare: Bare, { quick }: Scale, progress: Progress): Promise<ThroughputFigures> {
  const contenders: Contender[] = [bare.baton, bare.floor, bare.seed];
  const [rounds, messages] = quick ? [2, 60] : [4, 200];
  const rates: Record<Name, number[]> = { baton: [], floor: [], seed: [] };
  const cpu: Record<Name, number[]> = { baton: [], floor: [], seed: [] };
  const customers = new Map<Contender, Customer[]>();
  for (const contender of contenders) {
    progress(`opening ${messages} conversations: ${contender.name}`);
    customers.set(contender, await openConversations(contender, messages));
  }
  for (let round = 0; round < rounds; round += 1) {
    progress(`${messages} messages at once, round ${round + 1} of ${rounds}`);
    for (const contender of inTurn(contenders, round)) {
      const { perSecond, cpuEach } = await workOff(contender, customers.get(contender) ?? []);
      rates[contender.name].push(perSecond);
      if (cpuEach !== undefined) cpu[contender.name].push(cpuEach);
    }
  }
  nothingRefused(contenders);
  return {
    perSecond: each((name) => rounded(median(rates[name]))),
    ratio: ratioOfRounds(rates.baton, rates.floor),
    ...(cpu.baton.length > 0 && { cpuMs: each((name) => rounded(median(cpu[name]))) }),
  };
}

const each = (of: (name: Name) => number): Record<Name, number> => ({
  baton: of('baton'),
  floor: of('floor'),
  seed: of('seed'),
});

/** All of them ask; resolves when the last status of the last answer is through. */
export async function workOff(
  contender: Contender,
  customers: Customer[],
): Promise<{ perSecond: number; cpuEach: number | undefined }> {
  const settled = customers.map(({ phone }) => contender.vendors.watch.settled(phone));
  const cpuBefore = cpuOf(contender);
  const began = Date.now();
  const asked = await openLoop(customers, OFFERED, (customer) => ask(contender, customer));
  const seconds = (Math.max(...asked.map(({ answeredAt }) => answeredAt)) - began) / 1_000;
  await Promise.all(settled);
  const cpuAfter = cpuOf(contender);
  return {
    perSecond: customers.length / seconds,
    cpuEach: cpuBefore === undefined || cpuAfter === undefined ? undefined : (cpuAfter - cpuBefore) / customers.length,
  };
}

function cpuOf(contender: Contender): number | undefined {
  const used = contender.pids().map(cpuMs);
  return used.every((one) => one !== undefined) ? sum(used) : undefined;
}

/** At one offered rate. Latencies in ms, from the time at which each message was meant to be sent. */
export interface LoadPoint {
  perSecond: number;
  baton: { ack: Spread; answer: Spread };
  floor: { ack: Spread; answer: Spread };
}

/** Open loop: messages come at their own pace, whether or not the earlier ones have been answered. */
export async function measureLoad(bare: Bare, { quick }: Scale, progress: Progress): Promise<LoadPoint[]> {
  const contenders = [bare.baton, bare.floor];
  const [rates, seconds] = quick ? [[5, 10], 3] : [[2, 5, 10, 20], 5];
  const most = Math.max(...rates) * seconds;
  const customers = new Map<Contender, Customer[]>();
  for (const contender of contenders) customers.set(contender, await openConversations(contender, most));
  const points: LoadPoint[] = [];
  for (const [round, perSecond] of rates.entries()) {
    const point: Partial<LoadPoint> = { perSecond };
    for (const contender of inTurn(contenders, round)) {
      progress(`${perSecond} messages a second: ${contender.name}`);
      const asking = (customers.get(contender) ?? []).slice(0, perSecond * seconds);
      const settled = asking.map(({ phone }) => contender.vendors.watch.settled(phone));
      const asked = await openLoop(asking, perSecond, async (customer, intendedAt) => {
        const late = Date.now() - intendedAt;
        const { ack, answer } = await ask(contender, customer, intendedAt);
        return { ack: ack + late, answer };
      });
      await Promise.all(settled);
      point[contender.name] = {
        ack: spread(asked.map(({ ack }) => ack)),
        answer: spread(asked.map(({ answer }) => answer)),
      };
    }
    points.push(point as LoadPoint);
  }
  nothingRefused(contenders);
  return points;
}
