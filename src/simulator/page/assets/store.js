/**
 * What the page knows. Parts draw themselves from it whenever something in it changes; nothing else is shared.
 * `phone` and everything below it belong to the customer who is looked at.
 */
export function createStore(facts) {
  const world = {
    facts,
    phone: facts.phone,
    profile: undefined,
    messages: [],
    /** `{conversation, links, problem}`; a conversation that was seen stays while nobody answers for it. */
    workflow: {},
    /** `{workflowId, runId, moments}` */
    history: undefined,
    inbox: [],
    /** `{state, pid, since}`, or `{}` where nobody looks after a worker. */
    worker: {},
    faults: [],
    /** `{hours}`: `always`, `closed`, or `business`. */
    shop: {},
    screen: undefined,
    /** The Slack user behind the keyboard. */
    person: undefined,
    /** The thread that is answered; null is the channel, undefined the newest card of this customer. */
    thread: undefined,
    dismissed: new Set(),
    /** The Home tab stands where the channel is. */
    home: false,
    /** A clock is on its way; another move waits for it. */
    moving: false,
    /** What the tour proposes: `{phone: [text], slack: [{label, run}]}`. */
    suggested: {},
  };
  const listeners = new Set();
  let drawing = false;

  const draw = () => {
    drawing = false;
    listeners.forEach((listener) => listener(world));
  };
  return {
    world,
    /** Changes something; everything is drawn once, however much changes together. */
    set(changes) {
      Object.assign(world, changes);
      if (drawing) return;
      drawing = true;
      queueMicrotask(draw);
    },
    /** Told after every change. */
    onChange: (listener) => void listeners.add(listener),
  };
}

/** The workflow's clock, which the customer's phone shares. */
export const clockOf = ({ profile }) => Date.now() + (profile?.clockOffsetMs ?? 0);

/** A person in Slack by id. */
export const nameOf = ({ screen }, id) => screen?.people.find((person) => person.id === id)?.name ?? 'an agent';

/** The newest card of a customer, on which the end of his number stands. */
export function cardOf({ screen }, phone) {
  const mask = `••••• ${phone.slice(-4)}`;
  return screen?.messages.findLast((message) => message.user === undefined && message.text.includes(mask));
}

export const digitsOf = (text) => text.replace(/\D/g, '');

/** `27825551234` as people write it. */
export const numberOf = (phone) => `+${phone.slice(0, 2)} ${phone.slice(2, 4)} ${phone.slice(4, 7)} ${phone.slice(7)}`;

/** The thread that a message of the agent goes to, or undefined for the channel. */
export function targetThread(world) {
  return world.thread === undefined ? cardOf(world, world.phone)?.ts : (world.thread ?? undefined);
}

/** A number that no customer in the list has. */
export function unusedNumber({ inbox }) {
  for (;;) {
    const phone = `2782555${String(Math.floor(Math.random() * 10_000)).padStart(4, '0')}`;
    if (!inbox.some((row) => row.phone === phone)) return phone;
  }
}
