import type { JobFailure } from '../../workflows/conversation/events';
import type { Job } from '../../workflows/conversation/jobs';
import type { AgentCommand, CustomerContent } from '../../workflows/conversation/messages';
import { ASSISTANT_PAUSED } from '../../workflows/conversation/ports';
import { classification, draftOf, PIETER, THANDI } from '../support/driver';
import { CLASSIFICATIONS, CONTENTS, DRAFTS, TEXTS, UNKNOWN, type Action, type AgentName } from './actions';
import type { Delivery, Outcome, World } from './world';

const AGENTS = { THANDI, PIETER };
const HOUR = 60 * 60_000;
const CUSTOMER = { waId: '27825551234', name: 'Sam', keys: ['k1'] };

type Of<Name extends Action['do']> = Extract<Action, { do: Name }>;

/** Lets one thing happen. */
export function act(world: World, action: Action): void {
  switch (action.do) {
    case 'write':
      write(world, { kind: 'text', text: textOf(world, action.text) }, action.age);
      return;
    case 'share':
      write(world, CONTENTS[action.content] ?? { kind: 'welcome' }, 0);
      return;
    case 'burst':
      burst(world, action);
      return;
    case 'tap':
      tap(world, action);
      return;
    case 'ask':
      ask(world, action);
      return;
    case 'repeat':
      repeat(world, action);
      return;
    case 'late':
      late(world, action);
      return;
    case 'think':
      think(world, action);
      return;
    case 'end':
      end(world, action);
      return;
    case 'vendors':
      vendors(world);
      return;
    case 'status':
      status(world, action);
      return;
    case 'click':
      click(world, action);
      return;
    case 'say':
      say(world, action);
      return;
    case 'change':
      change(world, action);
      return;
    case 'pass':
      world.pass(action.ms, action.away);
      return;
    case 'carryOver':
      world.drain();
      return;
    case 'phone':
      world.deliver({
        type: 'phoneReply',
        at: 0,
        reply: { ...message(world, action.age), text: 'from the phone app' },
      });
      return;
    case 'moved':
      world.deliver({ type: 'customerMoved', at: 0, moved: { ...message(world), customer: { keys: ['k2'] } } });
      return;
    case 'park':
      world.step({ type: 'parked', at: world.now() });
      return;
  }
}

function message(world: World, age = 0) {
  return { id: `wamid.${world.nextId()}`, sentAt: world.now() - age, customer: CUSTOMER };
}

function textOf(world: World, text: number): string {
  return (TEXTS[text] ?? TEXTS[0]).replace('#', String(world.nextId()));
}

function write(world: World, content: CustomerContent, age: number): void {
  world.deliver({ type: 'customerMessage', at: 0, message: { ...message(world, age), content } });
}

/** Several messages that one activation drains together, in whatever order they came. */
function burst(world: World, { size, reversed }: Of<'burst'>): void {
  const events = Array.from({ length: size }, (_, index): Delivery => {
    const content = { kind: 'text' as const, text: textOf(world, 0) };
    return { type: 'customerMessage', at: 0, message: { ...message(world, (size - index) * 200), content } };
  });
  world.deliver(...(reversed ? events.reverse() : events));
}

/** Any button that was ever on the phone, the newest the likeliest. */
function tap(world: World, { back }: Of<'tap'>): void {
  const shown = world.intents.flatMap(({ buttons }) => buttons);
  const id = shown.at(-1 - back) ?? shown.at(-1);
  if (id !== undefined) write(world, { kind: 'button', id, title: id.split(':')[0] ?? '' }, 0);
}

function ask(world: World, { until }: Of<'ask'>): void {
  write(world, { kind: 'text', text: textOf(world, 0) }, 0);
  world.pass(12_000);
  think(world, { do: 'think', classification: 0, draft: UNKNOWN, draftFirst: false });
  if (until === 'thought') return;
  vendors(world);
  if (until === 'shown') return;
  say(world, { do: 'say', agent: 'PIETER', note: false, mentions: false, files: 0, thread: 'question' });
  if (until === 'replied') return;
  think(world, { do: 'think', classification: 0, draft: 0, draftFirst: true });
  vendors(world);
}

function repeat(world: World, { back, signalled }: Of<'repeat'>): void {
  const event = world.deliveries.at(-1 - back * 3) ?? world.deliveries.at(-1);
  if (event !== undefined) world.step({ ...event, ...('signalled' in event && { signalled }), at: world.now() });
}

/** The outcome of a job that has ended already, or that nobody wants any more. */
function late(world: World, { back, failed }: Of<'late'>): void {
  const job = world.ended.at(-1 - back);
  if (job === undefined) return;
  const { key, result } = job;
  if (failed) world.step({ type: 'jobFailed', at: world.now(), key, failure: failure('unknown', false) });
  else world.step({ type: 'jobDone', at: world.now(), key, result });
}

function think(world: World, action: Of<'think'>): void {
  const order: Job['kind'][] = action.draftFirst ? ['draft', 'classify'] : ['classify', 'draft'];
  for (const kind of order) {
    const job = world.running().find((candidate) => candidate.kind === kind);
    if (job !== undefined) world.finish(job, thought(world, job, action));
  }
}

function thought(world: World, job: Job, action: { classification: number; draft: number }): Outcome {
  if (job.kind === 'classify') {
    const value = classification(world.settings, CLASSIFICATIONS[action.classification]);
    return { is: 'done', result: { kind: 'classify', value } };
  }
  return { is: 'done', result: { kind: 'draft', value: draftOf(DRAFTS[action.draft]) } };
}

function end(world: World, { pick, how, hard }: Of<'end'>): void {
  // Sends are rare among posts and summaries, and most depends on how they end.
  const all = world.running();
  const running = [...all.filter(({ kind }) => kind === 'send'), ...all.filter(({ kind }) => kind !== 'send')];
  const job = running[pick % Math.max(1, running.length)];
  if (job === undefined) return;
  if (how === 'done') world.finish(job, world.success(job));
  else if (how === 'cancelled') world.finish(job, { is: 'cancelled' });
  else if (how === 'withheld') withhold(world, job);
  else world.finish(job, { is: 'failed', failure: failure(how, hard), happened: how === 'unknown' && pick % 2 === 0 });
}

/** Operators have paused the assistant: no draft is made, and nothing goes out that is said for it. */
function withhold(world: World, job: Job): void {
  if (job.kind !== 'draft' && !(job.kind === 'send' && job.request.forAssistant)) return;
  const paused = { class: 'not_sent', code: ASSISTANT_PAUSED, reason: 'paused', retryable: false } as const;
  world.finish(job, { is: 'failed', failure: paused, happened: false });
}

function failure(how: JobFailure['class'], hard: boolean): JobFailure {
  const plain = {
    class: how,
    code: hard ? '131056' : 'connection',
    reason: 'it failed',
    retryable: how !== 'rejected',
  };
  return hard ? { ...plain, retryable: false } : plain;
}

function vendors(world: World): void {
  for (let round = 0; round < 60; round += 1) {
    const job = world.running().find(({ kind }) => ['send', 'slack', 'list', 'summarise'].includes(kind));
    if (job === undefined) return;
    world.finish(job, world.success(job));
  }
}

function status(world: World, { back, status: how }: Of<'status'>): void {
  const intent = world.intents.at(-1 - back) ?? world.intents.at(-1);
  if (intent === undefined) return;
  const error = how === 'failed' ? { error: { code: '131026', reason: 'not on WhatsApp' } } : {};
  const told = { intentId: intent.id, messageId: `out-${intent.id}`, status: how, at: world.now(), ...error };
  world.deliver({ type: 'deliveryStatus', at: 0, status: told });
}

function say(world: World, { agent, note, mentions, files, thread }: Of<'say'>): void {
  const cards = world.state().cards;
  const card = thread === 'newest' ? cards.at(-1) : cards[0];
  const question = thread === 'question' ? world.state().teamQuestions?.at(-1)?.place : undefined;
  const { channel = 'C1', ts: threadTs = '0' } = question ?? card ?? {};
  const place = { channel, threadTs };
  const id = world.nextId();
  const said = { id: `${place.channel}:${id}`, ...place, agent: AGENTS[agent], text: `agent says ${id}` };
  const attachments = files > 0 ? { attachments: [{ fileId: `F${id}`, name: 'lid.png' }] } : {};
  world.deliver({ type: 'agentMessage', at: 0, message: { ...said, note, mentions, files, ...attachments } });
}

/** The agent edits one of the last things he wrote, or deletes it. */
function change(world: World, { back, how }: Of<'change'>): void {
  const said = world.deliveries.flatMap((event) => (event.type === 'agentMessage' ? [event.message] : []));
  const message = said.at(-1 - back) ?? said.at(-1);
  if (message === undefined) return;
  const { id: messageId, channel, threadTs, agent } = message;
  const words = { text: `agent corrects ${world.nextId()}`, note: how === 'note', mentions: how === 'mention' };
  const about = { id: `edit:${world.nextId()}`, messageId, channel, threadTs, agent };
  const told = how === 'delete' ? about : { ...about, edited: words };
  world.deliver({ type: 'agentMessageChange', at: 0, change: told });
}

function click(world: World, { kind, agent, button, signalled, form }: Of<'click'>): void {
  const command: AgentCommand = {
    updateId: `update-${world.nextId()}`,
    kind,
    agent: AGENTS[agent],
    source: { channel: 'C1', threadTs: '1.0' },
    ...valueOf(world, kind, button),
    // [Hand back all unclaimed] carries nothing of the one conversation.
    ...(kind === 'resume' && button === 'none' && { onlyUnclaimed: true as const }),
    ...(kind === 'snooze' && (form === 0 ? { until: world.now() + 2 * HOUR } : { forMs: HOUR })),
    ...(kind === 'transfer' && (form === 0 ? { to: AGENTS[other(agent)] } : { toGroup: true as const })),
    ...(kind === 'takeOver' && form === 1 && { from: { agent: AGENTS[other(agent)].id, reason: 'at lunch' } }),
    ...(kind === 'resolve' && form === 1 && { outcome: 'solved' as const }),
    ...(kind === 'reply' && { text: `agent replies ${world.nextId()}` }),
    ...(kind === 'sendTemplate' && { template: TEMPLATE }),
    ...(kind === 'react' && reactionTo(world, button, form)),
  };
  world.deliver({ type: 'agentCommand', at: 0, command, signalled });
}

/** To the newest line of the customer's that is shown, or to one that is nobody's. */
function reactionTo(world: World, button: Of<'click'>['button'], form: 0 | 1): Pick<AgentCommand, 'reaction'> {
  const at = button === 'wrong' ? 'C1:0.7' : world.state().transcript.findLast(({ shownAt }) => shownAt)?.shownAt;
  const [channel = 'C1', ts = '0.7'] = at?.split(':') ?? [];
  const emoji = button === 'older' ? '🙏' : '👍';
  return { reaction: { emoji, channel, ts, ...(form === 1 && { gone: true as const }) } };
}

const TEMPLATE = { name: 'reopen', language: 'en', header: [], body: [], text: 'We have an answer for you.' };

const other = (agent: AgentName): AgentName => (agent === 'THANDI' ? 'PIETER' : 'THANDI');

type Value = Pick<AgentCommand, 'epoch' | 'handoff' | 'question' | 'heldId' | 'intentId'>;

const OF_CARDS: AgentCommand['kind'][] = ['takeOver', 'resume', 'resolve', 'snooze', 'transfer', 'reply'];

/** What a button that Slack has shown carries; `wrong`: a button of a conversation long gone. */
function valueOf(world: World, kind: AgentCommand['kind'], button: Of<'click'>['button']): Value {
  if (button === 'none') return {};
  if (button === 'wrong') return { epoch: 7, handoff: 999, question: 999, heldId: 'C1:none', intentId: 'h-none' };
  const shown = world.posts.flatMap((post): Value[] => {
    if (post.kind === 'card' || post.kind === 'card_update') {
      return OF_CARDS.includes(kind) ? [{ epoch: post.card.epoch, handoff: post.card.handoff }] : [];
    }
    if (!('line' in post)) return [];
    const { line } = post;
    if (
      (line.kind === 'confirm_resume' || line.kind === 'whose_turn') &&
      (kind === 'resume' || kind === 'keepPaused')
    ) {
      return [{ epoch: line.epoch, question: line.question }];
    }
    if (line.kind === 'parked' && kind === 'keepAsNote') return [{ heldId: line.parkedId }];
    if (line.kind === 'parked' && kind === 'sendTemplate') return [{ handoff: line.handoff }];
    if (line.kind === 'held' && (kind === 'sendHeld' || kind === 'keepAsNote' || kind === 'takeOver')) {
      return [{ heldId: line.heldId }];
    }
    const again = (line.kind === 'unconfirmed' || line.kind === 'not_delivered') && line.again;
    return again && kind === 'sendAgain' ? [{ intentId: line.intentId }] : [];
  });
  return (button === 'newest' ? shown.at(-1) : shown.at(-4)) ?? shown[0] ?? {};
}
