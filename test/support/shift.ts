import type { Environment } from '../../src/config';
import type { JournalEntry } from '../../src/simulator/journal';
import type { ScreenMessage, ScreenThread } from '../../src/simulator/slack/screen';
import { deliveryStatusSignal, type ConversationSnapshot } from '../../workflows/conversation/messages';
import type { Control, PhoneMessage, SlackAnswer } from './control';
import { until } from './until';
import { untilQuiet, WORK_LEFT } from './quiescence';
import { createScene, THANDI, type Scene } from './scene';
import { PATIENT_TEAM } from './settings';
import { createSlackClient } from './slack-client';
import { startSystem, type System, type SystemOptions } from './system';

/** A scene in which time passes: agents with a day's work in front of them. */
export interface Shift extends Scene {
  system: System;
  control: Control;
  /** A customer who asked for a person; his card is in the channel. */
  waiting(words?: string): Promise<string>;
  /** … and an agent has it. */
  claimed(user?: string): Promise<string>;
  /** The customer writes; resolves once the conversation has it. */
  hears(phone: string, text: string): Promise<void>;
  /** … and once it has nothing left to do with it. */
  says(phone: string, text: string): Promise<ConversationSnapshot>;
  /** The customer taps a button, named by id or title; resolves like `says`. */
  taps(phone: string, button: string): Promise<ConversationSnapshot>;
  /** An agent answers in the thread, and the customer reads it. */
  replies(phone: string, text: string, user?: string): Promise<PhoneMessage>;
  /** Everything in the threads of this customer's cards that says this, oldest first. */
  lines(phone: string, pattern: RegExp): Promise<ScreenMessage[]>;
  /** What the conversation's clock says, ms UTC. */
  now(phone: string): Promise<number>;
  /** Moves the conversation's clock and waits until it has done what was due. */
  passes(phone: string, milliseconds: number): Promise<ConversationSnapshot>;
  /** … to a moment of its clock, ms UTC, at least some seconds ahead. */
  passesTo(phone: string, at: number): Promise<ConversationSnapshot>;
  /** Waits until the conversation has nothing left to do. */
  quiet(phone: string): Promise<ConversationSnapshot>;
  /** A click on a button as it was on the screen earlier: Slack on a phone may show it for long. */
  clicksOld(user: string, message: ScreenMessage, actionId: string): Promise<void>;
  /** … once it is made ready. */
  preparesOld(user: string, message: ScreenMessage, actionId: string): Promise<() => Promise<void>>;
  /** A click of somebody in the Home tab that another one sees. */
  clicksHomeOf(owner: string, user: string, actionId: string, value: string | undefined): Promise<void>;
  /** What the clicker is told, once he is. */
  told(user: string, act: () => Promise<unknown>): Promise<string>;
  /** Every request that WhatsApp got for this customer, by any author. */
  requests(phone: string): Promise<JournalEntry[]>;
}

/** So little time passes while one looks, ms. */
const WALKS_BY_ITSELF = 1_000;

/** One running system for all tests of a file, with the local engine and no wait for bursts. */
export function useShift(
  environment: Environment = {},
  more: () => Promise<Partial<SystemOptions>> = () => Promise.resolve({}),
): () => Shift {
  let shift: Shift | undefined;
  beforeAll(async () => {
    const settings = { BATON_QUIET: '0', BATON_SILENCE_MACHINES: 'false', ...PATIENT_TEAM, ...environment };
    const system = await startSystem({ engine: 'local', environment: settings, ...(await more()) });
    shift = createShift(system);
    // Slack's one post a second would make every customer wait for the ones before.
    const posts = { burst: 1000, perSecond: 1000 };
    await system.control.call('PUT', '/control/slack/settings', { limits: { posts, updates: posts } });
  });
  afterEach(() => shift?.control.clearFaults());
  afterAll(() => shift?.system.stop());
  return () => {
    if (!shift) throw new Error('The system runs only while tests do.');
    return shift;
  };
}

function createShift(system: System): Shift {
  const { control } = system;
  const scene = createScene(system);
  const quiet = async (phone: string) => untilQuiet(system, await system.workflowIdOf(phone));
  const arrived = async (phone: string, id: string): Promise<void> => {
    await until(
      () => control.phone(phone),
      (messages) => messages.some((message) => message.id === id && message.status !== 'sent'),
    );
  };
  // A query is answered with the time of the last thing that happened; a status of a message that nobody sent is one.
  const now = async (phone: string): Promise<number> => {
    const handle = system.client.workflow.getHandle(await system.workflowIdOf(phone));
    await handle.signal(deliveryStatusSignal, { intentId: 'nobodys', messageId: 'nobodys', status: 'sent', at: 0 });
    return (await system.snapshot(phone)).now;
  };
  const passes = async (phone: string, milliseconds: number): Promise<ConversationSnapshot> => {
    if (milliseconds <= 0) return quiet(phone);
    const arrival = (await now(phone)) + milliseconds;
    // The clock stops where something is due: on its way further it may pass a timer that has fired before the
    // conversation has heard of it, which then happens too late.
    for (;;) {
      const before = await now(phone);
      const { nextDeadline: due } = await system.snapshot(phone);
      const stop = due === undefined || WORK_LEFT.includes(due.what) ? arrival : Math.min(due.at, arrival);
      const left = stop - before;
      if (left > WALKS_BY_ITSELF) await system.advance(phone, left);
      await until(
        () => system.snapshot(phone),
        ({ nextDeadline }) => nextDeadline === undefined || nextDeadline.at > stop,
      );
      if (stop === arrival) return quiet(phone);
    }
  };
  // Nothing of what happens to his words is on the writer's own screen, so he does not look for it.
  const write = async (phone: string, user: string, text: string): Promise<SlackAnswer> => {
    system.outputs.remember(text);
    const { ts } = await scene.card(phone);
    return control.call('POST', '/control/slack/messages', { user, thread_ts: ts, text, wait: 0 });
  };
  const waiting = async (words = 'I want to talk to a person'): Promise<string> => {
    const phone = system.newCustomer();
    await control.say(phone, words);
    await scene.card(phone, /summary[^]*Waiting for an agent/);
    await quiet(phone);
    return phone;
  };
  return {
    ...scene,
    ...{ system, control, quiet, now, passes, waiting, write },
    ...createSlackClient(system),
    async claimed(user = THANDI) {
      const phone = await waiting();
      await scene.takeOver(phone, user);
      await quiet(phone);
      return phone;
    },
    hears: async (phone, text) => arrived(phone, await control.say(phone, text)),
    async says(phone, text) {
      await arrived(phone, await control.say(phone, text));
      return quiet(phone);
    },
    async taps(phone, button) {
      await arrived(phone, await control.tap(phone, button));
      return quiet(phone);
    },
    async replies(phone, text, user = THANDI) {
      const reply = await scene.answerAfter(phone, () => write(phone, user, text));
      await quiet(phone);
      return reply;
    },
    lines: async (phone, pattern) =>
      (await scene.cards(phone)).flatMap(({ replies }) => replies).filter(({ text }) => pattern.test(text)),
    passesTo: async (phone, at) => passes(phone, at - (await now(phone))),
    requests: (phone) => control.journal({ direction: 'toVendor', kind: 'message', customer: phone }),
  };
}

export const titles = ({ buttons }: PhoneMessage): string[] | undefined => buttons?.map(({ title }) => title);
export const labels = ({ actions }: ScreenMessage): string[] => actions.map(({ label }) => label);
export type { ScreenMessage, ScreenThread, SlackAnswer };
