import type { FaultRequest } from '../../src/simulator/faults';
import type { JournalEntry, JournalFilter } from '../../src/simulator/journal';
import type { ScreenMessage, ScreenThread } from '../../src/simulator/slack/screen';

/** What a customer's phone shows. */
export interface PhoneMessage {
  id: string;
  from: 'customer' | 'business';
  author?: 'assistant' | 'agent' | 'notice';
  /** As WhatsApp calls it: text, image, interactive … */
  kind: string;
  text: string;
  buttons?: { id: string; title: string }[];
  /** Id of the message that it answers. */
  answers?: string;
  /** Of the business. */
  reaction?: string;
  status: string;
  at: number;
}

/** What a clicker or writer in Slack was shown in return. */
export interface SlackAnswer {
  status?: number;
  ok?: boolean;
  [more: string]: unknown;
}

type Action = Record<string, unknown>;
type FaultFilter = Partial<Pick<FaultRequest, 'vendor' | 'kind' | 'direction'>>;

/** The simulator's control API, for tests: the people around the product and the vendors' moods. */
export interface Control {
  /** The customer types. Returns WhatsApp's id of the message. */
  say(phone: string, text: string): Promise<string>;
  /** The customer sends anything else, e.g. `{ audio: { seconds: 5 } }`. */
  send(phone: string, action: Action): Promise<string>;
  /** The customer taps a button that is showing, named by its id or its title. */
  tap(phone: string, button: string): Promise<string>;
  /** The phone's screen, oldest first. */
  phone(phone: string): Promise<PhoneMessage[]>;
  /** Profile and clock of a customer. */
  change(phone: string, profile: Action): Promise<void>;
  /** An agent answered on the business's phone. */
  echo(phone: string, text: string): Promise<string>;
  /** The channel, oldest first, threads nested. */
  slack(): Promise<ScreenThread[]>;
  ephemerals(user?: string): Promise<(ScreenMessage & { user: string })[]>;
  /** An agent clicks; `value` where several buttons share an action id. */
  click(user: string, ts: string, actionId: string, value?: string): Promise<SlackAnswer>;
  /** An agent writes in a thread. */
  write(user: string, threadTs: string, text: string): Promise<SlackAnswer>;
  command(user: string, command: string, text: string): Promise<SlackAnswer>;
  putFault(fault: FaultRequest): Promise<void>;
  clearFaults(filter?: FaultFilter): Promise<void>;
  /** All of it, or what matches. */
  journal(filter?: JournalFilter): Promise<JournalEntry[]>;
  /** Any other call, e.g. `call('POST', '/control/reset')`. Throws with the answer where it is not 2xx. */
  call<T>(method: string, path: string, body?: unknown): Promise<T>;
}

export interface ControlOptions {
  /** Told of everything personal that passes, for the search of the outputs. */
  remember?: (secret: string) => void;
}

export function createControl(origin: string, { remember = () => undefined }: ControlOptions = {}): Control {
  const call = createCall(origin);
  const customer = (phone: string): string => {
    remember(phone);
    return `/control/customers/${phone}`;
  };
  const send = async (phone: string, action: Action): Promise<string> => {
    Object.values(action).forEach((value) => typeof value === 'string' && remember(value));
    const { id } = await call<{ id: string }>('POST', `${customer(phone)}/messages`, action);
    remember(id);
    return id;
  };
  const screen = (phone: string) => call<PhoneMessage[]>('GET', `${customer(phone)}/messages`);
  return {
    call,
    send,
    say: (phone, text) => send(phone, { text }),
    phone: screen,
    async tap(phone, button) {
      const buttons = (await screen(phone)).flatMap((message) => message.buttons ?? []).reverse();
      const { id } = buttons.find(({ id, title }) => id === button || title === button) ?? { id: button };
      return send(phone, { button: id });
    },
    change: (phone, profile) => call('PUT', customer(phone), profile),
    async echo(phone, text) {
      remember(text);
      return (await call<{ id: string }>('POST', `${customer(phone)}/echoes`, { text })).id;
    },
    ...slackControl(call, remember),
    putFault: (fault) => call('PUT', '/control/faults', fault),
    clearFaults: (filter = {}) => call('DELETE', `/control/faults?${new URLSearchParams(filter as never).toString()}`),
    journal: async (filter = {}) =>
      parseLines(await call<string>('GET', `/control/journal?${new URLSearchParams(filter as never).toString()}`)),
  };
}

type SlackPart = 'slack' | 'ephemerals' | 'click' | 'write' | 'command';

const slackControl = (call: Control['call'], remember: (secret: string) => void): Pick<Control, SlackPart> => ({
  slack: () => call('GET', '/control/slack/messages'),
  ephemerals: (user) => call('GET', `/control/slack/ephemerals${user === undefined ? '' : `?user=${user}`}`),
  click: (user, ts, action_id, value) =>
    call('POST', '/control/slack/actions', { user, ts, action_id, ...(value === undefined ? {} : { value }) }),
  write(user, thread_ts, text) {
    remember(text);
    return call('POST', '/control/slack/messages', { user, thread_ts, text });
  },
  command: (user, command, text) => call('POST', '/control/slack/commands', { user, command, text }),
});

const parseLines = (text: string): JournalEntry[] =>
  text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as JournalEntry);

function createCall(origin: string): Control['call'] {
  return async <T>(method: string, path: string, body?: unknown): Promise<T> => {
    const sent = body === undefined ? {} : { body: JSON.stringify(body) };
    // On a connection of its own: one that is kept may have been closed by the other side while this one was busy.
    const headers = { 'content-type': 'application/json', connection: 'close' };
    const response = await fetch(`${origin}${path}`, { method, headers, ...sent });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`);
    const isJson = response.headers.get('content-type')?.includes('application/json') ?? false;
    return (isJson ? JSON.parse(text) : text) as T;
  };
}
