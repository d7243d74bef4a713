import type { FaultRequest } from '../../src/simulator/faults';
import type { Written } from '../../test/support/journal-events';
import { modelIsDone } from '../../test/support/takeover-race';

/** Whose message is on its way when the strike comes. */
export interface Subject {
  customer: string;
  workflowId: string;
  /** What was written: by the customer, or by the agent. */
  text: string;
  /** Of words that are sent again: the intent that is in doubt. */
  doubtful?: string;
}

/** One moment on the way of a message, and how the vendors make it long enough to be hit. */
export interface Point {
  name: string;
  /** A customer's question that the assistant answers, an agent's reply, file or second attempt, or a wish for a person. */
  path: 'question' | 'reply' | 'file' | 'again' | 'wish';
  faults: FaultRequest[];
  isNow(subject: Subject): (written: Written) => boolean;
  /** Whatever stands still here must do so for longer than the server waits for the message. */
  inHand: boolean;
}

type Seen = Written['entry'];

/** What the file is called that goes with these words. */
export const fileNameOf = (text: string): string => `slip-${text.split(' ').at(-1)}.pdf`;

const HOLD_MS = 2_000;
const whatsapp = { vendor: 'whatsapp', only: 'message' } as const;
const posts = { vendor: 'slack', only: 'chat.postMessage' } as const;
const noStatus: FaultRequest = { vendor: 'whatsapp', direction: 'fromVendor', kind: 'drop', only: 'status' };
const downloads = { vendor: 'slack', only: 'file' } as const;
const uploads = { vendor: 'whatsapp', only: 'upload' } as const;
type Target = typeof whatsapp | typeof posts | typeof downloads | typeof uploads;
const held = (target: Target): FaultRequest => ({ ...target, kind: 'latency', ms: HOLD_MS });
const lost = (target: Target): FaultRequest => ({ ...target, kind: 'resetAfter', count: 1 });
/** What makes a message one of which nobody can say whether it arrived, and how long its status is waited for, ms. */
export const NEVER_CONFIRMED = [lost(whatsapp), noStatus];
export const STATUS_MS = 31_000;

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
  ({ customer, text, doubtful }: Subject) =>
  (written: Written): boolean => {
    const { entry } = written;
    const isMessage = entry.direction === 'toVendor' && entry.kind === 'message' && entry.intent !== doubtful;
    const isOurs = isMessage && entry.customer === customer;
    return isOurs && entry.author === author && (author === 'assistant' || written.text.includes(text)) && fits(entry);
  };

/** Slack names a file by its id alone, which the agent's message has told before. */
const download = ({ text }: Subject): ((written: Written) => boolean) => {
  const ids = new Set<string>();
  return ({ entry, text: whole }) => {
    const { event, id } = entry.body as { event?: { files?: { id: string }[] }; id?: string };
    if (entry.vendor === 'slack' && whole.includes(text)) event?.files?.forEach((file) => ids.add(file.id));
    return entry.vendor === 'slack' && entry.kind === 'file' && ids.has(id ?? '') && isSeen(entry);
  };
};

const upload =
  (fits: (entry: Seen) => boolean) =>
  ({ text }: Subject) =>
  ({ entry, text: whole }: Written): boolean =>
    entry.vendor === 'whatsapp' && entry.kind === 'upload' && whole.includes(fileNameOf(text)) && fits(entry);

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
  point('question', '… and no status comes', message('assistant', isLost), NEVER_CONFIRMED, true),
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
  point('reply', '… are taken, the reply is lost, no status', message('agent', isLost), NEVER_CONFIRMED, true),
  point('reply', '… are taken, the reply is there', message('agent', isAnswered), [], true),
  point('file', 'an agent’s file is on its way from Slack', download, [held(downloads)], true),
  point('file', '… is at WhatsApp', upload(isSeen), [held(uploads)], true),
  point('file', '… is up, the reply is lost', upload(isLost), [lost(uploads)], true),
  point('file', 'the message with the file is at WhatsApp', message('agent', isSeen), [held(whatsapp)], true),
  point(
    'file',
    '… with the file is taken, the reply is lost, no status',
    message('agent', isLost),
    NEVER_CONFIRMED,
    true,
  ),
  point('again', 'words sent again are at WhatsApp', message('agent', isSeen), [held(whatsapp)], true),
  point(
    'again',
    '… sent again are taken, the reply is lost, no status',
    message('agent', isLost),
    NEVER_CONFIRMED,
    true,
  ),
  point('again', '… sent again are taken, the reply is there', message('agent', isAnswered), [], true),
  point('wish', 'a card is at Slack', card(isSeen), [held(posts)], true),
  point('wish', '… the card is taken, the reply is lost', card(isLost), [lost(posts)], true),
  point('wish', '… the card is taken, the reply is there', card(isAnswered), [], true),
];
