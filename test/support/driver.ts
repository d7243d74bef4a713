/** Drives the pure rules without Temporal: what the plumbing does, in a few lines and in the test's own order. */
import type { ConversationEvent, JobFailure, JobResult } from '../../workflows/conversation/events';
import { hashId } from '../../workflows/conversation/hash';
import { fileWords, type OutgoingFile, type UploadedFile } from '../../workflows/conversation/file';
import { jobs, type Job } from '../../workflows/conversation/jobs';
import type {
  AgentMessage,
  AgentCommand,
  AgentCommandKind,
  CustomerContent,
  CustomerProfile,
} from '../../workflows/conversation/messages';
import type { Classification, Draft, OutgoingContent } from '../../workflows/conversation/ports';
import { NEWEST_RULES } from '../../workflows/conversation/rules';
import type { Settings } from '../../workflows/conversation/settings';
import { initialState, type ConversationState } from '../../workflows/conversation/state';
import { nextDeadline, transition } from '../../workflows/conversation/transition';
import { productSettings } from './settings';

export const THANDI = { id: 'U_THANDI', name: 'Thandi' };
export const PIETER = { id: 'U_PIETER', name: 'Pieter' };
const TYPING = 1000;
const START = Date.UTC(2026, 10, 23, 8);

export interface Sent {
  intentId: string;
  text: string;
  buttons: string[];
  at: number;
}

const CUSTOMER: CustomerProfile = { waId: '27825551234', name: 'Sam', keys: ['k1'] };

type Watch = (before: ConversationState, after: ConversationState) => void;

/** `watch` sees every transition. */
export function createDriver(
  change: Partial<Settings> = {},
  watch: Watch = () => undefined,
  rules: number = NEWEST_RULES,
  workflowId = 'whatsapp-1-abc',
  customer: CustomerProfile = CUSTOMER,
) {
  const settings = productSettings(change);
  // No two customers' messages have one id.
  const prefix = workflowId === 'whatsapp-1-abc' ? '' : `${workflowId}.`;
  let state: ConversationState = initialState({
    workflowId,
    runId: `${hashId(workflowId).slice(0, 8)}-0000-0000-0000-000000000000`,
    phoneNumberId: '1',
    settings,
    rules,
    now: START,
  });
  let now = START;
  let ids = 0;
  const running = new Map<string, Job>();
  const sent: Sent[] = [];
  const posts: Extract<Job, { kind: 'slack' }>['request'][] = [];
  const listed: string[] = [];

  function happened(event: ConversationEvent): void {
    const before = state;
    state = transition(before, event);
    watch(before, state);
  }

  function apply(event: ConversationEvent): void {
    happened(event);
    reconcile();
  }

  function reconcile(): void {
    const wanted = jobs(state);
    const keys = new Set(wanted.map(({ key }) => key));
    for (const [key, job] of running) {
      if (keys.has(key) || ['send', 'slack', 'list'].includes(job.kind)) continue;
      running.delete(key);
    }
    for (const job of wanted) {
      if (running.has(job.key) || (job.kind === 'pass' && job.alone && running.size > 0)) continue;
      running.set(job.key, job);
      if (job.kind === 'send') happened({ type: 'sendBegun', at: now, intentId: job.intentId });
    }
  }

  function finish(job: Job, result: JobResult): void {
    running.delete(job.key);
    if (job.kind === 'send') record(job);
    if (job.kind === 'slack') posts.push(job.request);
    if (job.kind === 'list') listed.push(job.news.what);
    apply({ type: 'jobDone', at: now, key: job.key, result });
  }

  function record(job: Extract<Job, { kind: 'send' }>): void {
    const { content } = job.request;
    const text = contentText(content);
    const buttons = content.kind === 'notice' ? content.buttons.map(({ id }) => id) : [];
    sent.push({ intentId: job.intentId, text, buttons, at: now });
  }

  const driver = {
    sent,
    posts,
    /** What the list of those who wait was told. */
    listed,
    settings,
    state: () => state,
    now: () => now,
    running: (kind?: Job['kind']) => [...running.values()].filter((job) => kind === undefined || job.kind === kind),
    apply,
    /** A second after his message before, unless `typed` is false: so fast people are. */
    customer(content: string | CustomerContent, sentAt?: number, typed = true): string {
      const before = state.transcript.findLast(({ from }) => from === 'customer')?.at ?? 0;
      if (typed && now - before < TYPING) driver.pass(before + TYPING - now);
      ids += 1;
      const id = `wamid.${prefix}${ids}`;
      const message = {
        id,
        sentAt: sentAt ?? now,
        content: typeof content === 'string' ? { kind: 'text' as const, text: content } : content,
        customer,
      };
      apply({ type: 'customerMessage', at: now, message });
      return id;
    },
    tap(action: string): string {
      const id =
        sent
          .flatMap(({ buttons }) => buttons)
          .filter((button) => button.startsWith(`${action}:`))
          .at(-1) ?? '';
      return driver.customer({ kind: 'button', id, title: action });
    },
    command(kind: AgentCommandKind, change: Partial<AgentCommand> = {}) {
      ids += 1;
      const updateId = change.updateId ?? `update-${prefix}${ids}`;
      const command = { updateId, kind, agent: THANDI, ...change };
      apply({ type: 'agentCommand', at: now, command, signalled: false });
      return () => state.verdicts.findLast((verdict) => verdict.id === state.verdicts.at(-1)?.id);
    },
    agent(text: string, agent = THANDI, attachments: OutgoingFile[] = [], judged: Partial<AgentMessage> = {}): string {
      ids += 1;
      const card = state.cards.at(-1);
      const place = { channel: card?.channel ?? 'C1', threadTs: card?.ts ?? '0' };
      const id = `${place.channel}:${ids}`;
      const message = {
        id,
        ...place,
        agent,
        text,
        note: false,
        mentions: false,
        files: attachments.length,
        attachments,
        ...judged,
      };
      apply({ type: 'agentMessage', at: now, message });
      return id;
    },
    /** Somebody answers from the WhatsApp app on the business's phone. */
    phone(text: string, sentAt = now): void {
      ids += 1;
      const reply = { id: `wamid.${prefix}${ids}`, sentAt, text, customer };
      apply({ type: 'phoneReply', at: now, reply });
    },
    finish,
    fail(job: Job, failure: Partial<JobFailure> = {}): void {
      running.delete(job.key);
      const whole = { class: 'unknown' as const, code: 'x', reason: 'x', retryable: true, ...failure };
      apply({ type: 'jobFailed', at: now, key: job.key, failure: whole });
    },
    cancelled(job: Job): void {
      running.delete(job.key);
      apply({ type: 'jobCancelled', at: now, key: job.key });
    },
    classify(change: Partial<Classification> = {}): void {
      const job = driver.running('classify')[0];
      if (job) finish(job, { kind: 'classify', value: classification(settings, change) });
    },
    draft(change: Partial<Draft> = {}): void {
      const job = driver.running('draft')[0];
      if (job) finish(job, { kind: 'draft', value: draftOf(change) });
    },
    send(): void {
      const job = driver.running('send')[0];
      if (job?.kind === 'send') {
        finish(job, { kind: 'send', value: { messageId: `out-${prefix}${ids}`, text: 'rendered', buttons: [] } });
      }
    },
    /** WhatsApp takes the file that is next. */
    upload(change: Partial<UploadedFile> = {}): void {
      const job = driver.running('upload')[0];
      const file = { mediaId: 'media-9', media: 'image' as const, type: 'image/png', size: 3, name: 'lid.png' };
      if (job) finish(job, { kind: 'upload', value: { ...file, ...change } });
    },
    /** Lets every send, post and summary finish well. */
    settle(): void {
      for (let round = 0; round < 200; round += 1) {
        const job = [...running.values()].find(({ kind }) =>
          ['send', 'slack', 'list', 'summarise', 'file', 'upload'].includes(kind),
        );
        if (job === undefined) return;
        if (job.kind === 'send') driver.send();
        else if (job.kind === 'list') finish(job, { kind: 'list' });
        else if (job.kind === 'upload') driver.upload();
        else if (job.kind === 'file')
          finish(job, { kind: 'file', value: { type: 'image/png', size: 3, name: 'photo.png', fileId: 'F1' } });
        else if (job.kind === 'slack')
          finish(job, { kind: 'slack', value: { channel: 'C1', ts: `${prefix}${posts.length + 1}.0` } });
        else
          finish(job, {
            kind: 'summarise',
            value: { engine: 'local', askedFor: 'a', told: 'b', tried: 'c', wants: 'd' },
          });
      }
    },
    answer(text: string, change: Partial<Classification> = {}, draft: Partial<Draft> = {}): void {
      driver.classify(change);
      driver.draft({ text, basis: text, ...draft });
      driver.settle();
    },
    /** Moves the clock and lets every timer on the way fire. */
    pass(ms: number): void {
      const end = now + ms;
      for (let round = 0; round < 500; round += 1) {
        const deadline = nextDeadline(state);
        if (deadline === undefined || deadline.at > end) break;
        now = deadline.at;
        apply({ type: 'tick', at: now });
      }
      now = end;
    },
  };
  return driver;
}

/** What is sent, or the notice's name. */
export function contentText(content: OutgoingContent): string {
  if (content.kind === 'notice') return content.key;
  if (content.kind === 'file') return fileWords(content);
  if (content.kind === 'reaction') return content.emoji;
  return content.kind === 'text' ? content.text : content.template.text;
}

export type Driver = ReturnType<typeof createDriver>;

export function classification(settings: Settings, change: Partial<Classification> = {}): Classification {
  return {
    engine: 'openai',
    language: 'en',
    wantsHuman: false,
    sentiment: 'neutral',
    intent: 'question',
    wantsAction: false,
    problem: false,
    settings,
    ...change,
  };
}

export function draftOf(change: Partial<Draft> = {}): Draft {
  return { engine: 'openai', answerable: true, text: 'an answer', basis: 'topic', violations: [], ...change };
}

/** The customer wants a refund and reads that a person is coming. */
export function wantsRefund(driver: Driver): void {
  driver.customer('I want a refund');
  driver.classify({ intent: 'refund_request', wantsAction: true });
  driver.settle();
}

/** … and Thandi has it. */
export function claimed(driver: Driver): Driver {
  wantsRefund(driver);
  driver.command('takeOver');
  driver.settle();
  return driver;
}

/** Thandi has the conversation of a customer who wants a refund. */
export const createClaimed = (change: Partial<Settings> = {}, rules?: number): Driver =>
  claimed(createDriver(change, undefined, rules));
