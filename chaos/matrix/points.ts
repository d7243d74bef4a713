import type { FaultRequest } from '../../src/simulator/faults';
import type { Written } from '../../test/support/journal-events';
import { modelIsDone } from '../../test/support/takeover-race';

/** Whose message is on its way when the strike comes. */
export interface Subject {
  customer: string;
  workflowId: string;
  /** What was written: by the customer, or by the agent. */
  text: string;
}

/** One moment on the way of a message, and how the vendors make it long enough to be hit. */
export interface Point {
  name: string;
  /** A customer's question that the assistant answers, an agent's reply, or a wish for a person. */
  path: 'question' | 'reply' | 'wish';
  faults: FaultRequest[];
  isNow(subject: Subject): (written: Written) => boolean;
  /** A worker that stands still here must do so for longer than the server waits for the message. */
  inHand: boolean;
}

type Seen = Written['entry'];

const HOLD_MS = 2_000;
const whatsapp = { vendor: 'whatsapp', only: 'message' } as const;
const posts = { vendor: 'slack', only: 'chat.postMessage' } as const;
const noStatus: FaultRequest = { vendor: 'whatsapp', direction: 'fromVendor', kind: 'drop', only: 'status' };
const held = (target: typeof whatsapp | typeof posts): FaultRequest => ({ ...target, kind: 'latency', ms: HOLD_MS });
const lost = (target: typeof whatsapp | typeof posts): FaultRequest => ({ ...target, kind: 'resetAfter', count: 1 });

const isLost = ({ answer }: Seen): boolean => answer?.error === 'reset after acceptance';
const isAnswered = ({ answer }: Seen): boolean => answer !== null;
const isSeen = ({ answer }: Seen): boolean => answer === null;

const webhook =
  (kind: string, fits: (entry: Seen) => boolean) =>
  ({ customer }: Subject) =>
  ({ entry }: Written): boolean =>
    entry.direction === 'fromVendor' &&
    entry.vendor === 'whatsapp' &&
    entry.kind === kind &&
    entry.customer === customer &&
    fits(entry);

/** The message itself: an answer of the assistant, or the agent's words. */
const message =
  (author: 'assistant' | 'agent', fits: (entry: Seen) => boolean) =>
  ({ customer, text }: Subject) =>
  (written: Written): boolean => {
    const { entry } = written;
    const isOurs = entry.direction === 'toVendor' && entry.kind === 'message' && entry.customer === customer;
    return isOurs && entry.author === author && (author === 'assistant' || written.text.includes(text)) && fits(entry);
  };

const card =
  (fits: (entry: Seen) => boolean) =>
  ({ workflowId }: Subject) =>
  ({ entry, text }: Written): boolean =>
    entry.kind === 'chat.postMessage' && text.includes(workflowId) && fits(entry);

const point = (
  path: Point['path'],
  name: string,
  isNow: Point['isNow'],
  faults: FaultRequest[] = [],
  inHand = false,
): Point => ({ name, path, faults, isNow, inHand });

const fromWhatsApp = { vendor: 'whatsapp', direction: 'fromVendor', only: 'message' } as const;

/** In the order in which a message meets them. */
export const POINTS: Point[] = [
  point('question', 'a customer’s message has left WhatsApp', webhook('message', isSeen)),
  point('question', '… is recorded, the 200 is lost', webhook('message', isAnswered), [
    { ...fromWhatsApp, kind: 'resetAfter', count: 1 },
  ]),
  point('question', '… is answered with 200', webhook('message', isAnswered)),
  point(
    'question',
    'the model is asked',
    ({ text }) =>
      (written) =>
        written.entry.vendor === 'llm' && written.text.includes(text),
    [{ vendor: 'llm', kind: 'latency', ms: HOLD_MS }],
  ),
  point('question', 'the model has answered', ({ text }) => modelIsDone(text), [], true),
  point('question', 'an answer is at WhatsApp', message('assistant', isSeen), [held(whatsapp)], true),
  point('question', '… is taken, the reply is lost', message('assistant', isLost), [lost(whatsapp)], true),
  point('question', '… and no status comes', message('assistant', isLost), [lost(whatsapp), noStatus], true),
  point('question', '… is taken, the reply is there', message('assistant', isAnswered), [], true),
  point('question', 'its status has left WhatsApp', webhook('status', isSeen)),
  point(
    'reply',
    'an agent’s words have left Slack',
    ({ text }) =>
      (written) =>
        written.entry.vendor === 'slack' && written.entry.direction === 'fromVendor' && written.text.includes(text),
  ),
  point('reply', '… are at WhatsApp', message('agent', isSeen), [held(whatsapp)], true),
  point(
    'reply',
    '… are taken, the reply is lost, no status',
    message('agent', isLost),
    [lost(whatsapp), noStatus],
    true,
  ),
  point('reply', '… are taken, the reply is there', message('agent', isAnswered), [], true),
  point('wish', 'a card is at Slack', card(isSeen), [held(posts)], true),
  point('wish', '… the card is taken, the reply is lost', card(isLost), [lost(posts)], true),
  point('wish', '… the card is taken, the reply is there', card(isAnswered), [], true),
];
