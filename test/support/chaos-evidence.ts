/** A small world for the checker of chaos: one conversation in which everything went well, for tests that spoil one thing. */
import type { ConversationEvidence, Evidence } from '../../chaos/checker/evidence';
import type { JournalEntry } from '../../src/simulator/journal';
import type { TranscriptLine } from '../../workflows/conversation/messages';
import { addEntry } from './journal-entry';

export const CUSTOMER = '27820000001';
export const WORKFLOW = 'whatsapp-1-0123456789abcdef01234567';
const AUTHORS = { a: 'assistant', h: 'agent', n: 'notice' } as const;
const MINUTE = 60_000;

interface CardOptions {
  words?: string;
  handoff?: number;
  isNew?: boolean;
  since?: number;
  epoch?: number;
  post?: string;
}

/** What stands on a button beside the conversation. */
interface ButtonOptions {
  epoch?: number;
  handoff?: number;
}

export function createEvidence() {
  const journal: JournalEntry[] = [];
  const transcript: TranscriptLine[] = [];
  const record: ConversationEvidence = {
    ...{ addresses: [CUSTOMER], workflowId: WORKFLOW, transcript, recordBegins: 1 },
    ...{ mode: 'active', handoff: 'none', now: 0, runs: [{ runId: 'r1', status: 'RUNNING' }] },
  };
  const evidence: Evidence = {
    ...{ seed: 1, episodes: [], calmAt: 10_000, journal, conversations: [record] },
    agents: [
      { id: 'U_THANDI', name: 'Thandi' },
      { id: 'U_PIETER', name: 'Pieter' },
    ],
  };

  const entry = (change: Partial<JournalEntry>): JournalEntry =>
    addEntry(journal, { answer: { status: 200 }, ...change });

  const webhook = (value: object): object => ({ entry: [{ changes: [{ value }] }] });

  const world = {
    evidence,
    record,
    journal,
    transcript,
    entry,
    line(from: TranscriptLine['from'], text: string, more: Partial<TranscriptLine> = {}): TranscriptLine {
      const whole: TranscriptLine = { number: transcript.length + 1, at: 0, from, text, ...more };
      transcript.push(whole);
      return whole;
    },
    /** The customer writes or taps; `status`: what the product answered. */
    customer(at: number, text: string, { id = `wamid.${text}`, button = '', status = 200 } = {}): void {
      const tapped = { type: 'interactive', interactive: { button_reply: { id: button, title: text } } };
      const words = button === '' ? { type: 'text', text: { body: text } } : tapped;
      const body = webhook({ messages: [{ id, from: CUSTOMER, ...words }] });
      entry({ at, direction: 'fromVendor', customer: CUSTOMER, body, answer: { status } });
    },
    /** … and the conversation has it. */
    said(at: number, text: string, more: { button?: string } = {}): void {
      world.customer(at, text, more);
      world.line('customer', text);
    },
    /** A request at WhatsApp. */
    send(at: number, intent: string, text: string, status = 200, button = ''): void {
      const buttons = [{ type: 'reply', reply: { id: button, title: 'Ask the assistant' } }];
      const asked = { type: 'interactive', interactive: { body: { text }, action: { buttons } } };
      const body = button === '' ? { type: 'text', text: { body: text } } : asked;
      const author = AUTHORS[intent[0] as keyof typeof AUTHORS];
      entry({ at, customer: CUSTOMER, intent, author, body, answer: { status } });
    },
    /** … that was recorded as sent. */
    sent(at: number, intent: string, text: string, button = ''): void {
      world.send(at, intent, text, 200, button);
      world.line(AUTHORS[intent[0] as keyof typeof AUTHORS], text, { delivery: 'sent' });
    },
    status(at: number, intent: string, status: string, code?: number): void {
      const errors = code === undefined ? {} : { errors: [{ code }] };
      const body = webhook({ statuses: [{ status, ...errors }] });
      entry({ at, direction: 'fromVendor', kind: 'status', customer: CUSTOMER, intent, body });
    },
    /** A card as Slack takes it, or a line in its thread. */
    card(at: number, text: string, options: CardOptions = {}): void {
      const { words = '', handoff = 1, isNew = false, since = 1, epoch: e, post = `p${journal.length}` } = options;
      const moments = [since, 99].map((timestamp) => ({ type: 'date', timestamp }));
      const value = JSON.stringify({ w: WORKFLOW, e, h: handoff });
      const blocks = [
        { type: 'rich_text', elements: [{ type: 'rich_text_section', elements: [words, text, ...moments] }] },
        { type: 'actions', elements: [{ type: 'button', action_id: 'transcript', value }] },
      ];
      const metadata = isNew ? { metadata: { event_payload: { post, conversation: WORKFLOW } } } : {};
      const kind = isNew ? 'chat.postMessage' : 'chat.update';
      slack(at, kind, { blocks, ...metadata }, '1.1');
    },
    thread(at: number, text: string, post = `p${journal.length}`): void {
      const metadata = { event_payload: { post, conversation: WORKFLOW } };
      slack(
        at,
        'chat.postMessage',
        { thread_ts: '1.1', blocks: [{ type: 'section', text }], metadata },
        `2.${journal.length}`,
      );
    },
    click(at: number, user: string, action: string, { epoch: e, handoff: h }: ButtonOptions = {}): string {
      const actions = [{ action_id: action, value: JSON.stringify({ w: WORKFLOW, e, h }) }];
      const responseUrl = `http://slack/${journal.length}`;
      const body = { user: { id: user }, response_url: responseUrl, actions };
      entry({ at, vendor: 'slack', direction: 'fromVendor', kind: 'block_actions', body });
      return responseUrl;
    },
    /** What the clicker reads. */
    answer(at: number, responseUrl: string, text: string): void {
      entry({ at, vendor: 'slack', kind: 'response_url', body: { response_url: responseUrl, text } });
    },
    command(at: number, user: string, text: string): void {
      const body = { user_id: user, text: `take +${CUSTOMER}`, response_url: `http://slack/${journal.length}` };
      entry({
        at,
        vendor: 'slack',
        direction: 'fromVendor',
        kind: 'command',
        body,
        answer: { status: 200, body: { response_type: 'ephemeral', text } },
      });
    },
    /** An agent writes in the thread. */
    writes(at: number, user: string, text: string, status = 200): void {
      const body = { event: { user, text, ts: String(at / 1_000), thread_ts: '1.1' } };
      entry({ at, vendor: 'slack', direction: 'fromVendor', body, answer: { status } });
    },
    /** Only this agent sees it, in the thread. */
    told(at: number, user: string, text: string): void {
      slack(at, 'chat.postEphemeral', { user, thread_ts: '1.1', text }, '3.1');
    },
    /** The conversation's own line about who may speak. */
    event(minutes: number, text: string, mode: TranscriptLine['mode']): void {
      world.line('event', text, { at: minutes * MINUTE, ...(mode && { mode }) });
    },
  };

  function slack(at: number, kind: string, body: object, ts: string): void {
    entry({ at, vendor: 'slack', kind, body, answer: { status: 200, body: { ok: true, ts } } });
  }

  return world;
}

/** Answered, handed to people, taken over, answered by an agent, handed back, answered again. */
export function wholeStory() {
  const world = createEvidence();
  world.said(100, 'Qone here. What are your hours?');
  world.sent(200, 'a-run-1', 'From nine to five.');
  world.said(300, 'Qtwo here. I want a person');
  world.event(0, 'Handed to the team.', 'paused');
  world.card(350, 'Waiting for an agent', { words: 'Qtwo here. I want a person', isNew: true, post: 'card' });
  world.sent(400, 'n-handoff_open-run-2', 'Somebody is coming.');
  world.click(500, 'U_THANDI', 'take_over');
  world.event(1, 'Thandi took over.', 'paused');
  world.card(600, 'Thandi has it', { words: 'Qtwo here. I want a person', since: 60, epoch: 3 });
  world.writes(700, 'U_THANDI', 'Hello, this is Thandi.');
  world.sent(800, 'h-run-3', 'Hello, this is Thandi.');
  world.status(850, 'h-run-3', 'sent');
  world.click(900, 'U_THANDI', 'hand_back', { epoch: 3 });
  world.event(2, 'Thandi let the assistant come back.', 'active');
  world.card(950, 'Handed back to the assistant by Thandi');
  world.said(1_000, 'Qthree here. And on Sundays?');
  world.sent(1_100, 'a-run-4', 'Not on Sundays.');
  return world;
}
