import { askAndSettle, newCustomers, openConversations, ask, type Contender } from '../world/contender';
import { createComparison, type Comparison } from './compare';
import { inTurn, nothingRefused, type Bare, type Progress, type Scale } from './part';

const IN_A_ROUND = 8;
const CROWD = 32;

export interface AnswerFigures {
  /** Webhook → 200, one at a time. */
  ack: Comparison;
  /** The same for customers whom the gateway has not met before. */
  firstAck: Comparison;
  /** Webhook → the answer arrives at WhatsApp. */
  answer: Comparison;
}

/** One message at a time: nothing else is under way. */
export async function measureAnswer(bare: Bare, { quick }: Scale, progress: Progress): Promise<AnswerFigures> {
  const contenders: Contender[] = [bare.baton, bare.floor, bare.seed];
  const rounds = quick ? 3 : 12;
  const [ack, firstAck, answer] = [createComparison(), createComparison(), createComparison()];
  const known = new Map(await opened(contenders, IN_A_ROUND));
  for (let round = 0; round < rounds; round += 1) {
    progress(`one at a time, round ${round + 1} of ${rounds}`);
    for (const contender of inTurn(contenders, round)) {
      const asked = [];
      for (const customer of known.get(contender) ?? []) asked.push(await askAndSettle(contender, customer));
      ack.add(
        contender.name,
        asked.map((one) => one.ack),
      );
      answer.add(
        contender.name,
        asked.map((one) => one.answer),
      );
      const first = [];
      for (const customer of await newCustomers(contender, IN_A_ROUND / 2)) {
        first.push((await askAndSettle(contender, customer)).ack);
      }
      firstAck.add(contender.name, first);
    }
  }
  nothingRefused(contenders);
  return { ack: ack.result(), firstAck: firstAck.result(), answer: answer.result() };
}

/** Webhook → 200 where 32 come at the same moment. */
export async function measureCrowd(bare: Bare, { quick }: Scale, progress: Progress): Promise<Comparison> {
  const contenders: Contender[] = [bare.baton, bare.floor, bare.seed];
  const rounds = quick ? 3 : 10;
  const ack = createComparison();
  const known = new Map(await opened(contenders, CROWD));
  for (let round = 0; round < rounds; round += 1) {
    progress(`${CROWD} at a time, round ${round + 1} of ${rounds}`);
    for (const contender of inTurn(contenders, round)) {
      const customers = known.get(contender) ?? [];
      const settled = customers.map(({ phone }) => contender.vendors.watch.settled(phone));
      const asked = await Promise.all(customers.map((customer) => ask(contender, customer)));
      await Promise.all(settled);
      ack.add(
        contender.name,
        asked.map((one) => one.ack),
      );
    }
  }
  nothingRefused(contenders);
  return ack.result();
}

const opened = (contenders: Contender[], count: number) =>
  Promise.all(contenders.map(async (one) => [one, await openConversations(one, count)] as const));
