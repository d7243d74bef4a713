import type { JournalEntry } from '../../src/simulator/journal';
import type { ScreenMessage, ScreenThread } from '../../src/simulator/slack/screen';
import type { ConversationSnapshot } from '../../workflows/conversation/messages';
import type { PhoneMessage, SlackAnswer } from './control';
import { until } from './until';
import type { System } from './system';

export const THANDI = 'U_THANDI';
export const PIETER = 'U_PIETER';
export const VISITOR = 'U_VISITOR';

/** What people see and do around one running system: phones on one side, the agents' channel on the other. */
export interface Scene {
  /** The customer writes, and this is the next message that the business sends him. */
  answerTo(phone: string, text: string): Promise<PhoneMessage>;
  /** The customer sends or taps something, and this is what the business answers. */
  answerAfter(phone: string, act: () => Promise<unknown>): Promise<PhoneMessage>;
  /** Everything that the business has sent to this phone, oldest first. */
  received(phone: string): Promise<PhoneMessage[]>;
  /** Waits until WhatsApp has told all there is to tell of the newest message, whether or not it arrived. */
  reported(phone: string): Promise<void>;
  /** The newest message of the business that matches, once there is one. */
  reads(phone: string, pattern: RegExp): Promise<PhoneMessage>;
  /** Every card of this customer, oldest first. */
  cards(phone: string): Promise<ScreenThread[]>;
  /** The newest card, once it says this. */
  card(phone: string, pattern?: RegExp): Promise<ScreenThread>;
  /** The newest line that says this in the thread of the newest card, once it is there. */
  line(phone: string, pattern: RegExp): Promise<ScreenMessage>;
  /** An agent clicks, and once more where he is told to try again. */
  click(user: string, ts: string, actionId: string): Promise<SlackAnswer>;
  /** An agent takes a customer by `/baton take`, and once more where he is told to. */
  take(phone: string, user: string): Promise<SlackAnswer>;
  /** An agent clicks a button of the newest card. */
  clickCard(phone: string, user: string, actionId: string): Promise<SlackAnswer>;
  /** An agent writes in the thread of the newest card. */
  write(phone: string, user: string, text: string): Promise<SlackAnswer>;
  /** An agent takes over by the card's button; resolves when the card says that he has it. */
  takeOver(phone: string, user?: string): Promise<ScreenThread>;
  /** The conversation itself, once it is so. */
  conversation(phone: string, satisfied: (snapshot: ConversationSnapshot) => boolean): Promise<ConversationSnapshot>;
  /** What was sent to this phone by one author, as the vendor's journal has it. */
  sends(phone: string, author: JournalEntry['author']): Promise<JournalEntry[]>;
}

// Slack gives three seconds, in which a busy server does not always record a click or find a new conversation.
const AGAIN = /Try again|did not respond in time|operation_timeout|There is no open conversation/;

/** Other tests run beside this one. */
const PATIENCE_MS = 40_000;

const NAMES: Record<string, string> = { [THANDI]: 'Thandi', [PIETER]: 'Pieter' };

export function createScene(system: System): Scene {
  const { control, snapshot, workflowIdOf } = system;
  const received = async (phone: string) => (await control.phone(phone)).filter(({ from }) => from === 'business');
  const cards = async (phone: string): Promise<ScreenThread[]> => {
    const workflowId = await workflowIdOf(phone);
    return (await control.slack()).filter(({ actions }) => actions.some(({ value }) => value?.includes(workflowId)));
  };
  // What the conversation says of itself tells why something did not come.
  const found = async <Seen, Found>(
    phone: string,
    look: () => Promise<Seen>,
    pick: (seen: Seen) => Found | undefined,
  ): Promise<Found> => {
    try {
      return await lookFor(look, pick);
    } catch (error) {
      const conversation = await snapshot(phone).catch(String);
      throw new Error(`${String(error)}\nThe conversation: ${JSON.stringify(conversation)}`, { cause: error });
    }
  };
  const card = async (phone: string, pattern = /./): Promise<ScreenThread> =>
    found(
      phone,
      () => cards(phone),
      (all) => lastMatch(all.slice(-1), pattern),
    );
  const persist = (act: () => Promise<SlackAnswer>): Promise<SlackAnswer> =>
    until(act, ({ shown }) => !AGAIN.test(JSON.stringify(shown)));
  const click = (user: string, ts: string, actionId: string): Promise<SlackAnswer> =>
    persist(() => control.click(user, ts, actionId));
  const answerAfter = async (phone: string, act: () => Promise<unknown>): Promise<PhoneMessage> => {
    const before = (await received(phone)).length;
    await act();
    return found(
      phone,
      () => received(phone),
      (messages) => messages[before],
    );
  };
  return {
    received,
    cards,
    card,
    click,
    answerAfter,
    async reported(phone) {
      await until(
        () => received(phone),
        (messages) => messages.at(-1)?.status === 'read',
        PATIENCE_MS,
      );
    },
    take: (phone, user) => persist(() => control.command(user, '/baton', `take +${phone}`)),
    answerTo: (phone, text) => answerAfter(phone, () => control.say(phone, text)),
    reads: (phone, pattern) =>
      found(
        phone,
        () => received(phone),
        (messages) => lastMatch(messages, pattern),
      ),
    line: (phone, pattern) =>
      found(
        phone,
        () => cards(phone),
        (all) => lastMatch(all.at(-1)?.replies ?? [], pattern),
      ),
    clickCard: async (phone, user, actionId) => click(user, (await card(phone)).ts, actionId),
    write: async (phone, user, text) => control.write(user, (await card(phone)).ts, text),
    async takeOver(phone, user = THANDI) {
      await click(user, (await card(phone)).ts, 'take_over');
      return card(phone, new RegExp(`${NAMES[user]} has it`));
    },
    conversation: (phone, satisfied) => until(() => snapshot(phone), satisfied, PATIENCE_MS),
    sends: (phone, author) => control.journal({ direction: 'toVendor', kind: 'message', customer: phone, author }),
  };
}

const lastMatch = <T extends { text: string }>(all: T[], pattern: RegExp): T | undefined =>
  all.filter(({ text }) => pattern.test(text)).at(-1);

async function lookFor<Seen, Found>(
  look: () => Promise<Seen>,
  pick: (seen: Seen) => Found | undefined,
): Promise<Found> {
  const seen = await until(look, (value) => pick(value) !== undefined, PATIENCE_MS);
  const picked = pick(seen);
  if (picked === undefined) throw new Error('It was there a moment ago.');
  return picked;
}
