import fc from 'fast-check';
import type { CustomerMoved } from '../../workflows/conversation/messages';
import { announce, exploration } from '../support/exploration';
import { classification, draftOf, THANDI } from '../support/driver';
import { productSettings } from '../support/settings';
import { intentKind, type Observer } from './observer';
import { createWorld, type World } from './world';

/** Numbers that one customer has had, each with a conversation of its own. */
const NUMBERS = 3;
const SECOND = 1000;
const PERIOD = 3 * SECOND;

const OPERATIONS = [
  'say',
  'sayToOld',
  'think',
  'send',
  'refuse',
  'lose',
  'post',
  'take',
  'write',
  'phone',
  'move',
  'back',
  'tell',
  'tellLast',
  'pass',
  'passAndFail',
  'wait',
] as const;
type Operation = (typeof OPERATIONS)[number];

interface Told {
  to: number;
  moved: CustomerMoved;
}

const nameOf = (number: number): string => `whatsapp-1-number${number}`;
const customerOf = (number: number) => ({ waId: `2782555000${number}`, userId: `ZA.${number}`, keys: [`k${number}`] });

/** The conversations under a customer's numbers, what WhatsApp tells them, and what they tell each other. */
function createNetwork(fail: (problem: string) => void) {
  const settings = productSettings({ quiet: 0 });
  const said: string[] = [];
  const written: string[] = [];
  const sent: string[] = [];
  /** Of every change of number what is still to be told: first where he goes to, then where he comes from. */
  const untold: Told[][] = [];
  let current = 0;
  const had = new Set([current]);
  let clock = 1;
  let ids = 0;
  let held = false;

  // A post that has come back here is looked up before it is made again.
  const reported = (invariant: string, problem: string): void => {
    if (!/^slack:.* was asked for again$/.test(problem)) fail(`${invariant}: ${problem}`);
  };

  /**
   * That somebody moved is told in the wrong order, and one who has gone further himself passes it on. The same with what a
   * number knew that he has left and come back to: docs/reliability.md has it among what is not promised.
   */
  const newsIsUnderWay = (): boolean =>
    worlds.some((one) => one.state().moved?.waiting.some(({ type }) => type === 'customerMoved' || type === 'carried'));

  const watch = (number: number): Observer => ({
    transition(before, event, after) {
      const taken = before.verdicts.length < after.verdicts.length && after.verdicts.at(-1)?.accepted === true;
      if (taken && event.type !== 'carried') held = true;
      if (event.type === 'phoneReply' && before.seen.length < after.seen.length && after.mode === 'paused') held = true;
    },
    started(job, state) {
      if (job.kind !== 'send') return;
      if (state.moved !== undefined) fail(`${job.intentId} starts from a number that he has left`);
      if (intentKind(job.intentId) === 'agent') {
        const { content } = job.request;
        sent.push(`${content.kind === 'text' ? content.text : ''} ${job.key.split(':').at(-1)}`);
      } else if (held && untold.length === 0 && !newsIsUnderWay())
        fail(`${job.intentId} starts at number ${number}, and an agent has him`);
    },
  });
  const worlds = Array.from({ length: NUMBERS }, (_, number) =>
    createWorld(settings, [watch(number)], reported, nameOf(number)),
  );
  const world = (number: number): World => worlds[number]!;
  const nextId = (what: string): string => `${what}.${(ids += 1)}`;

  function say(number: number): void {
    const id = nextId('wamid');
    said.push(id);
    const content = { kind: 'text' as const, text: `Question ${id}?` };
    const message = { id, sentAt: world(number).now(), content, customer: customerOf(number) };
    world(number).deliver({ type: 'customerMessage', at: 0, message });
  }

  function move(to: number): void {
    const moved = { id: nextId('wamid'), sentAt: (clock += 1), customer: customerOf(to) };
    untold.push([
      { to, moved: { ...moved, from: nameOf(current) } },
      { to: current, moved: { ...moved, to: nameOf(to) } },
    ]);
    current = to;
    had.add(to);
  }

  function tell(webhook: Told[] | undefined): void {
    const next = webhook?.shift();
    if (next === undefined) return;
    // While it is told, the one that he comes from does not know yet.
    world(next.to).deliver({ type: 'customerMoved', at: 0, moved: next.moved });
    const done = untold.findIndex((told) => told.length === 0);
    if (done >= 0) untold.splice(done, 1);
  }

  function pass(number: number, fails = false): void {
    const job = world(number)
      .running()
      .find(({ kind }) => kind === 'pass');
    if (job?.kind !== 'pass') return;
    const target = worlds.find((_, other) => nameOf(other) === job.to);
    target?.deliver({ ...job.event, at: 0 });
    const failure = { class: 'unknown' as const, code: 'timeout', reason: 'no answer', retryable: true };
    if (fails) world(number).finish(job, { is: 'failed', failure, happened: true });
    else world(number).finish(job, world(number).success(job));
  }

  function end(number: number, kind: 'send' | 'slack', how: 'done' | 'not_sent' | 'unknown'): void {
    const job = world(number)
      .running()
      .find((one) => one.kind === kind);
    if (job === undefined) return;
    if (how === 'done') world(number).finish(job, world(number).success(job));
    else {
      const failure = { class: how, code: 'connection', reason: 'it failed', retryable: true };
      world(number).finish(job, { is: 'failed', failure, happened: false });
    }
  }

  function think(number: number): void {
    for (const job of world(number).running()) {
      if (job.kind === 'classify') {
        world(number).finish(job, { is: 'done', result: { kind: 'classify', value: classification(settings) } });
      }
      if (job.kind === 'draft') {
        world(number).finish(job, {
          is: 'done',
          result: { kind: 'draft', value: draftOf({ text: nextId('answer') }) },
        });
      }
    }
  }

  function write(number: number): void {
    const { handoff, moved } = world(number).state();
    const text = nextId('agent');
    if (handoff?.status === 'claimed' || moved !== undefined) written.push(text);
    const message = { id: `C1:${text}`, channel: 'C1', threadTs: '1.0', agent: THANDI, text };
    const event = { type: 'agentMessage' as const, at: 0 };
    world(number).deliver({ ...event, message: { ...message, note: false, mentions: false, files: 0 } });
  }

  function operate(operation: Operation, drawn: number): void {
    const number = had.has(drawn) ? drawn : current;
    const here = world(number);
    switch (operation) {
      case 'say':
        return say(current);
      case 'sayToOld':
        return say(number);
      case 'think':
        return think(number);
      case 'send':
        return end(number, 'send', 'done');
      case 'refuse':
        return end(number, 'send', 'not_sent');
      case 'lose':
        return end(number, 'send', 'unknown');
      case 'post':
        return end(number, 'slack', 'done');
      case 'take': {
        const command = { updateId: nextId('update'), kind: 'takeOver' as const, agent: THANDI };
        return here.deliver({ type: 'agentCommand', at: 0, command, signalled: false });
      }
      case 'write':
        return write(number);
      case 'phone': {
        const reply = { id: nextId('wamid'), sentAt: here.now(), text: 'phone', customer: customerOf(number) };
        return here.deliver({ type: 'phoneReply', at: 0, reply });
      }
      case 'move':
        return move((current + 1) % NUMBERS);
      case 'back':
        return move((current + NUMBERS - 1) % NUMBERS);
      case 'tell':
        return tell(untold[0]);
      case 'tellLast':
        return tell(untold.at(-1));
      case 'pass':
        return pass(number);
      case 'passAndFail':
        return pass(number, true);
      case 'wait':
        return worlds.forEach((one) => one.pass(PERIOD));
    }
  }

  function settle(): void {
    while (untold.length > 0) tell(untold[0]);
    for (let round = 0; round < 200; round += 1) {
      for (let number = 0; number < NUMBERS; number += 1) {
        for (let again = 0; again < 20; again += 1) {
          pass(number);
          end(number, 'slack', 'done');
          end(number, 'send', 'done');
        }
        think(number);
        for (const job of world(number).running()) {
          if (job.kind === 'summarise') world(number).finish(job, world(number).success(job));
        }
      }
      if (round > 20 && worlds.every((one) => one.running().length === 0)) break;
      worlds.forEach((one) => one.pass(PERIOD));
    }
  }

  function check(): void {
    const home = world(current).state();
    const others = worlds.filter((_, number) => number !== current).map((one) => one.state());
    if (home.moved !== undefined) fail('he is served nowhere');
    for (const other of others) {
      if (other.moved === undefined && (other.movedAt ?? 0) > 0) fail('two conversations serve him');
      if ((other.moved?.waiting.length ?? 0) > 0) fail('something was never passed on');
    }
    const connected = [home, ...others.filter(({ moved }) => moved !== undefined)];
    const recorded = connected.flatMap(({ transcript }) => transcript.flatMap(({ messageId }) => messageId ?? []));
    if (new Set(recorded).size !== recorded.length) fail('a message is recorded twice');
    const everywhere = worlds.flatMap((one) => one.state().transcript.map(({ messageId }) => messageId));
    for (const id of said) if (!everywhere.includes(id)) fail(`${id} is lost`);
    for (const id of home.transcript.filter(({ disposition }) => disposition === 'pending')) {
      fail(`message ${id.number} was left lying`);
    }
    const first = sent.filter((text) => text.endsWith(' 1'));
    if (new Set(first).size !== first.length) fail('an agent was heard twice');
  }

  return { operate, settle, check, moves: () => clock - 1, held: () => held };
}

const operations = fc.array(
  fc.tuple(
    fc.constantFrom<Operation[]>(...OPERATIONS, 'say', 'think', 'send', 'send', 'post', 'take', 'tell', 'pass', 'pass'),
    fc.nat({ max: NUMBERS - 1 }),
  ),
  { minLength: 10, maxLength: 80, size: 'max' },
);

describe('a customer who changes his number again and again', () => {
  test('whatever comes in between, then no two speak, and nothing is lost or doubled', () => {
    const { seed, steps, endOnFailure } = exploration();
    const numRuns = Math.ceil(steps / 200);
    let moves = 0;
    let held = 0;
    fc.assert(
      fc.property(operations, (chosen) => {
        const network = createNetwork((problem) => {
          throw new Error(problem);
        });
        for (const [operation, number] of chosen) network.operate(operation, number);
        network.settle();
        network.check();
        moves += network.moves();
        held += Number(network.held());
      }),
      { seed, numRuns, endOnFailure },
    );
    announce(`moves: PROPERTY_SEED=${seed}, ${moves} changes of number in ${numRuns} runs`);
    expect(moves).toBeGreaterThan(numRuns);
    expect(held).toBeGreaterThan(numRuns / 4);
  }, 600_000);
});
