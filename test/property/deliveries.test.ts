import fc from 'fast-check';
import { classification, draftOf, PIETER, THANDI } from '../support/driver';
import { announce, exploration } from '../support/exploration';
import { productSettings } from '../support/settings';
import { createWorld, type Delivery, type World } from './world';

const MINUTE = 60_000;
const CUSTOMER = { waId: '27825551234', keys: ['k1'] };
const { seed, steps, endOnFailure } = exploration();

const HAPPENINGS = [
  'asks',
  'asks the same',
  'wants a person',
  'yes',
  'taps',
  'taps the last button',
  'takes over',
  'writes',
  'notes',
  'keeps',
  'hands back',
  'resolves',
  'read',
] as const;
interface Happening {
  what: (typeof HAPPENINGS)[number];
  gap: number;
}

const happenings = fc.array(
  fc.record({ what: fc.constantFrom(...HAPPENINGS), gap: fc.constantFrom(1000, MINUTE, 31 * MINUTE, 45 * MINUTE) }),
  { minLength: 1, maxLength: 25, size: 'max' },
);

/** After which happening which of the earlier deliveries comes again, and where the run continues as new. */
const disturbances = fc.record({
  repeats: fc.array(fc.tuple(fc.nat({ max: 24 }), fc.nat({ max: 24 }), fc.boolean()), { maxLength: 12 }),
  carries: fc.array(fc.nat({ max: 24 }), { maxLength: 3 }),
});

/** Everything ends well and at once, the same way for the same words. */
function settle(world: World): void {
  for (let job = world.running()[0]; job !== undefined; job = world.running()[0]) {
    if (job.kind === 'classify') {
      const text = job.request.messages.at(-1) ?? '';
      const change = { wantsHuman: text.includes('person'), questionKey: text.includes('hours') ? 'hours' : text };
      world.finish(job, { is: 'done', result: { kind: 'classify', value: classification(world.settings, change) } });
    } else if (job.kind === 'draft') {
      const text = `answer to ${job.request.messages.at(-1) ?? ''}`;
      world.finish(job, { is: 'done', result: { kind: 'draft', value: draftOf({ text, basis: text }) } });
    } else world.finish(job, world.success(job));
  }
}

function delivery(world: World, what: Happening['what'], number: number): Delivery | undefined {
  const at = 0;
  const id = `id-${number}`;
  const says = (text: string): Delivery => ({
    type: 'customerMessage',
    at,
    message: { id, sentAt: world.now(), customer: CUSTOMER, content: { kind: 'text', text } },
  });
  const taps = (button = ''): Delivery => ({
    type: 'customerMessage',
    at,
    message: { id, sentAt: world.now(), customer: CUSTOMER, content: { kind: 'button', id: button, title: button } },
  });
  const clicks = (kind: 'takeOver' | 'keepPaused' | 'resume' | 'resolve'): Delivery => {
    const question = world.state().questions.agents?.question;
    const agent = number % 3 === 0 ? PIETER : THANDI;
    const command = { updateId: id, kind, agent, epoch: world.state().epoch };
    const asked = kind === 'keepPaused' && question !== undefined ? { ...command, question } : command;
    return { type: 'agentCommand', at, signalled: false, command: asked };
  };
  const writes = (note: boolean): Delivery => ({
    type: 'agentMessage',
    at,
    message: {
      id,
      channel: 'C1',
      threadTs: '1.0',
      agent: THANDI,
      text: `words ${number}`,
      note,
      mentions: false,
      files: 0,
    },
  });
  const buttons = world.intents.flatMap((intent) => intent.buttons);
  switch (what) {
    case 'asks':
      return says(`Question ${number}?`);
    case 'asks the same':
      return says('What are your hours?');
    case 'wants a person':
      return says('a person please');
    case 'yes':
      return says('yes');
    case 'taps':
      return taps(buttons[0]);
    case 'taps the last button':
      return taps(buttons.at(-1));
    case 'takes over':
      return clicks('takeOver');
    case 'keeps':
      return clicks('keepPaused');
    case 'hands back':
      return clicks('resume');
    case 'resolves':
      return clicks('resolve');
    case 'writes':
      return writes(false);
    case 'notes':
      return writes(true);
    case 'read': {
      const intentId = world.intents.at(-1)?.id;
      return intentId === undefined
        ? undefined
        : { type: 'deliveryStatus', at, status: { intentId, messageId: 'x', status: 'read', at: world.now() } };
    }
  }
}

function live(script: Happening[], disturbed?: { repeats: [number, number, boolean][]; carries: number[] }) {
  const world = createWorld(productSettings(), [], (invariant, problem) => {
    throw new Error(`${invariant}: ${problem}`);
  });
  script.forEach(({ what, gap }, number) => {
    world.pass(gap);
    const event = delivery(world, what, number);
    if (event !== undefined) world.deliver(event);
    if (disturbed !== undefined) repeat(world, number, disturbed.repeats);
    settle(world);
    if (disturbed?.carries.includes(number)) world.drain();
    settle(world);
  });
  return outcome(world);
}

/** At once, or after everything has settled: an old delivery is as good as a new one. */
function repeat(world: World, number: number, repeats: [number, number, boolean][]): void {
  for (const [after, which, late] of repeats) {
    const again = world.deliveries[which];
    if (after !== number || again === undefined) continue;
    if (late) settle(world);
    world.step({ ...again, at: world.now(), ...('signalled' in again && { signalled: true }) });
  }
}

/** Everything that somebody outside can see. A run has a name of its own in its intents. */
function outcome(world: World) {
  const { transcript, mode, handoff, verdicts } = world.state();
  return {
    mode,
    handoff: handoff?.status,
    transcript: transcript.map(({ from, text, disposition, delivery: how }) => ({ from, text, disposition, how })),
    sent: world.intents.map(({ id }) => id.replace(/-[0-9a-f]{8}-/, '-')),
    posts: world.posts.map((post) => (post.kind === 'thread' || post.kind === 'channel' ? post.line.kind : post.kind)),
    verdicts,
  };
}

describe('what comes twice, late or in another order', () => {
  beforeAll(() => announce(`deliveries: PROPERTY_SEED=${seed}`));

  test('when deliveries are repeated and the run continues as new, then everything is as in the clean run', () => {
    fc.assert(
      fc.property(happenings, disturbances, (script, disturbed) => {
        expect(live(script, disturbed)).toEqual(live(script));
      }),
      { seed, endOnFailure, numRuns: Math.max(50, steps / 1000), interruptAfterTimeLimit: 30_000 },
    );
  });

  test('when the messages of a burst come in any order and twice, then one answer covers each of them', () => {
    const burst = fc.shuffledSubarray([0, 1, 2, 3], { minLength: 4 });
    fc.assert(
      fc.property(burst, fc.array(fc.nat({ max: 3 }), { maxLength: 6 }), (order, again) => {
        const world = createWorld(productSettings(), [], () => undefined);
        for (const number of [...order, ...again]) {
          const event = delivery(world, 'asks', number);
          if (event !== undefined) world.step({ ...event, at: world.now() });
        }
        world.pass(2_000, false);
        settle(world);
        const { transcript } = world.state();
        const asked = transcript.filter(({ from }) => from === 'customer');
        expect(asked.map(({ text }) => text).sort()).toEqual([0, 1, 2, 3].map((number) => `Question ${number}?`));
        expect(new Set(asked.map(({ answeredBy }) => answeredBy))).toEqual(new Set([world.intents[0]?.id]));
        expect(world.intents).toHaveLength(1);
      }),
      { seed, endOnFailure, numRuns: 100 },
    );
  });

  test('when the statuses of a message come in any order and often, then the furthest one stays', () => {
    const statuses = fc.array(
      fc.constantFrom('sent' as const, 'delivered' as const, 'read' as const, 'failed' as const),
      {
        minLength: 1,
        maxLength: 8,
      },
    );
    const order = ['sent', 'failed', 'delivered', 'read'];
    fc.assert(
      fc.property(statuses, fc.constantFrom('before', 'between', 'after'), (told, when) => {
        const world = createWorld(productSettings(), [], () => undefined);
        world.deliver(...[delivery(world, 'asks', 1)].filter((event) => event !== undefined));
        for (const job of world.running())
          if (job.kind === 'classify' || job.kind === 'draft') world.finish(job, world.success(job));
        const intentId = world.intents[0]?.id ?? '';
        if (when === 'after') settle(world);
        told.forEach((status, index) => {
          if (when === 'between' && index === 1) settle(world);
          const messageId = 'x';
          world.deliver({ type: 'deliveryStatus', at: 0, status: { intentId, messageId, status, at: world.now() } });
        });
        settle(world);
        const furthest = [...told].sort((one, other) => order.indexOf(other) - order.indexOf(one))[0];
        const entry = world.state().transcript.find((candidate) => candidate.intentId === intentId);
        expect(entry?.delivery).toBe(furthest);
      }),
      { seed, endOnFailure, numRuns: 300 },
    );
  });
});
