import { isOn } from './controls.js';
import { cardOf } from './store.js';

/**
 * The story, one step at a time. Of each step:
 *   role     whose hands the reader has: customer, agent, clock or operator
 *   say      what to do
 *   suggest  what the composer of the phone or of Slack proposes meanwhile
 *   target   the control that does it, as a selector; the last that matches
 *   done     whether it has really happened, by what the page was told since `mark` was taken
 *   happened what that was, in a sentence or two
 *   goesOn   the next step follows at once, because it has to be quick
 *   event    the moment of the workflow's history to look at: `{kind, name?}`
 * `mark` is what there was when the step began: `{messages, moment, replies}`.
 */

const conversation = (world) => world.workflow.conversation ?? {};
const since = (world, mark) => world.messages.slice(mark.messages);
const saidBy = (author) => (world, mark) => since(world, mark).some((message) => message.author === author);
const heard = (text) => (world) => repliesOf(world).some((reply) => reply.text.includes(text));
const repliesOf = (world) => cardOf(world, world.phone)?.replies ?? [];

/** How many lines the thread of this customer's newest card has. */
export const repliesSoFar = (world) => repliesOf(world).length;

const onCard = (action) => (world) => `[data-thread="${cardOf(world, world.phone)?.ts}"] [data-action="${action}"]`;

const customerSays = (text) => ({
  role: 'customer',
  tab: 'phone',
  suggest: { phone: [text] },
  target: '#phone-try .suggested',
});

const HELLO = 'Hello? Is anybody there?';
const WHICH_PART = 'Hi, this is Thandi. Which part is missing?';
const VOUCHERS = 'Do you also sell gift vouchers?';
const DURBAN = 'How long does delivery to Durban take?';

export const createSteps = ({ order, phone }) => [
  ...questions(order),
  ...handoff(),
  ...comingBack(),
  ...midAir(phone),
  ...deadWorker(),
];

const questions = (order) => [
  {
    title: 'Ask something routine',
    say: 'You are the customer. Ask for the trading hours.',
    ...customerSays('What are your trading hours?'),
    done: saidBy('assistant'),
    happened:
      'The message became a signal to one durable workflow. A model classified it and drafted an answer side by side; the draft went out because everything in it stands in the shop’s own knowledge.',
    event: { kind: 'activity', name: 'draft' },
  },
  {
    title: 'Ask about an order',
    say: `Ask where order #${order} is.`,
    ...customerSays(`Where is my order #${order}?`),
    done: saidBy('assistant'),
    happened:
      'The assistant looked the order up. It tells of an order only to the number that placed it, and an answer with an invented order, price or date would not have gone out.',
    event: { kind: 'activity', name: 'sendWhatsAppMessage' },
  },
];

const handoff = () => [
  {
    title: 'Be out of its depth',
    say: 'Tell it that a part is missing. That is for people.',
    ...customerSays('It was delivered but a part is missing'),
    done: (world) => conversation(world).mode === 'paused' && cardOf(world, world.phone) !== undefined,
    happened:
      'A rule decided: a person is needed. The draft was dropped, the customer read one notice, and the card with the whole story is in Slack. The summary is added as soon as it is written.',
    event: { kind: 'activity', name: 'postToSlack' },
  },
  {
    title: 'Take over',
    say: 'Now you are Thandi, an agent. Press Take over on the card.',
    role: 'agent',
    tab: 'slack',
    target: onCard('take_over'),
    done: (world) => conversation(world).handoff === 'claimed',
    happened:
      'The click is an update of the workflow, and it completed only when nothing of the assistant’s was in flight any more. From here on no message of the assistant starts. The card says who has it.',
    event: { kind: 'update', name: 'takeOver' },
  },
  {
    title: 'Try to wake the assistant',
    say: 'As the customer, write whatever you like. The assistant stays silent.',
    ...customerSays(HELLO),
    done: heard(HELLO),
    happened: 'Your words are in the agent’s thread. No turn started, no model was asked: the mode does not allow it.',
    event: { kind: 'signal', name: 'customerMessage' },
  },
  {
    title: 'Answer as the agent',
    say: 'Write in the thread. The customer reads it on the phone.',
    role: 'agent',
    tab: 'slack',
    suggest: { slack: [{ text: WHICH_PART }] },
    target: '#slack-try .suggested',
    done: saidBy('agent'),
    happened:
      'The thread is the chat. The message was recorded before it was sent, so a killed process neither loses nor doubles it; its ticks come back as signals.',
    event: { kind: 'activity', name: 'sendWhatsAppMessage' },
  },
];

const comingBack = () => [
  {
    title: 'Leave something open',
    say: 'The customer asks one thing more, and Thandi is called away.',
    ...customerSays(VOUCHERS),
    done: heard(VOUCHERS),
    happened:
      'Nobody has answered it, and the assistant may not. The workflow’s timer is running: for the reminders, and for the question after 30 minutes.',
    event: { kind: 'signal', name: 'customerMessage' },
  },
  {
    title: 'Let 30 minutes pass',
    say: 'Move the workflow’s clock. Its timer really fires; nothing is shortened.',
    role: 'clock',
    tab: 'workflow',
    target: '#plus-30',
    done: (world) => conversation(world).mode === 'confirming',
    happened:
      'Thandi was reminded, then the whole group, and then she lost it. A timer may only ask: the thread now shows “Hand back to the assistant” and “Keep it with us”, and still nobody but people may speak.',
    event: { kind: 'timer', name: 'fired' },
  },
  {
    title: 'Ten minutes more',
    say: 'The agent does not answer, and the customer is still owed an answer. Move the clock again.',
    role: 'clock',
    tab: 'workflow',
    target: '#plus-10',
    done: (world, mark) => since(world, mark).some(({ buttons }) => buttons?.length === 2),
    happened: 'Now the customer is asked, with two WhatsApp buttons. Silence would change nothing, not in seven days.',
    event: { kind: 'timer', name: 'fired' },
  },
  {
    title: 'Confirm',
    say: 'As the customer, choose the assistant.',
    role: 'customer',
    tab: 'phone',
    target: '[data-button="Ask the assistant"]',
    done: (world, mark) => conversation(world).mode === 'active' && saidBy('assistant')(world, mark),
    happened:
      'Somebody confirmed, so the assistant is back, and it answered what nobody had answered. What the agent said and promised is in its next prompts.',
    event: { kind: 'activity', name: 'draft' },
  },
];

const midAir = (phone) => [
  {
    title: 'Make the model slow',
    say: 'You are the operator. Give the model six seconds for every answer.',
    role: 'operator',
    tab: 'workflow',
    target: '[data-fault="slow"]',
    done: ({ faults }) => isOn(faults, 'slow'),
    happened: 'Time enough to catch the assistant in the middle of an answer.',
  },
  {
    title: 'Make it think',
    say: 'As the customer, ask something. Then be quick: the next step comes at once.',
    ...customerSays(DURBAN),
    done: (world, mark) => conversation(world).turn?.phase === 'thinking' || saidBy('assistant')(world, mark),
    goesOn: true,
  },
  {
    title: 'Take over in mid-air',
    say: 'It is thinking. As the agent, take the conversation unasked, before it answers.',
    role: 'agent',
    tab: 'slack',
    suggest: { slack: [{ label: '/baton take', text: `/baton take +${phone}` }] },
    target: '#slack-try .suggested',
    done: (world) => conversation(world).handoff === 'claimed',
    happened:
      'No duel: the model call was cancelled without waiting for it, and whatever it still returns matches nothing and is dropped. Had an answer been on its way, the takeover would have waited for its true outcome.',
    event: { kind: 'update', name: 'takeOver' },
  },
  {
    title: 'Make the model fast again',
    say: 'Press Slow model once more.',
    role: 'operator',
    tab: 'workflow',
    target: '[data-fault="slow"]',
    done: ({ faults }) => !isOn(faults, 'slow'),
    happened: 'Faults are switches: try the others whenever you like.',
  },
  {
    title: 'Hand back',
    say: 'As the agent, hand the conversation back. The question about Durban is still open.',
    role: 'agent',
    tab: 'slack',
    target: onCard('hand_back'),
    // Where the assistant was faster than the takeover nothing is open, and a notice says that it is back.
    done: (world, mark) =>
      conversation(world).mode === 'active' && since(world, mark).some(({ from }) => from === 'business'),
    happened: 'The agent confirmed by handing back, so the assistant answered the open question, once.',
    event: { kind: 'update', name: 'resume' },
  },
];

const deadWorker = () => [
  {
    title: 'Kill the worker',
    say: 'As the operator, end the process that runs the workflows, with SIGKILL.',
    role: 'operator',
    tab: 'workflow',
    target: '#kill-worker',
    done: ({ worker }, mark) => worker.state === 'down' || worker.pid !== mark.worker,
    goesOn: true,
  },
  {
    title: 'Write while nobody is there',
    say: 'The process is gone, with all that it had in memory. As the customer, ask something now.',
    ...customerSays('Are you open on public holidays?'),
    done: saidBy('assistant'),
    happened:
      'WhatsApp got its 200 because Temporal had recorded the message. The new worker read the history, took the conversation up where it was, and answered once.',
    event: { kind: 'signal', name: 'customerMessage' },
  },
];
