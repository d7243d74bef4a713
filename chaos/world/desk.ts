import { buttonsIn, stringsIn, workflowIn, type Button } from '../checker/bodies';
import { followJournal, type Written } from '../../test/support/journal-events';

const ACCEPTED = 200;

/** A message in the agents' channel as it is now. */
interface Shown {
  ts: string;
  threadTs: string;
  text: string;
  buttons: Button[];
}

/** What people see of each conversation, read off the vendors' journal while it is written. */
export interface Desk {
  /** Newest card of a conversation. */
  card(workflowId: string): Shown | undefined;
  /** Newest message of a conversation that shows this button. */
  withButton(workflowId: string, actionId: string): Shown | undefined;
  /** How many messages of the business this customer's phone has got; digits. */
  received(customer: string): number;
  close(): void;
}

/** Follows the simulator at this origin. */
export async function openDesk(origin: string): Promise<Desk> {
  const shown = new Map<string, Map<string, Shown>>();
  const received = new Map<string, number>();
  const see = ({ entry: { vendor, direction, kind, body, answer, customer = '' } }: Written): void => {
    if (direction !== 'toVendor') return;
    if (vendor === 'whatsapp' && kind === 'message' && answer?.status === ACCEPTED)
      received.set(customer, (received.get(customer) ?? 0) + 1);
    if (vendor !== 'slack') return;
    if (kind !== 'chat.postMessage' && kind !== 'chat.update') return;
    const { ok, ts } = (answer?.body ?? {}) as { ok?: boolean; ts?: string };
    const workflowId = workflowIn(body);
    if (ok !== true || ts === undefined || workflowId === undefined) return;
    const messages = shown.get(workflowId) ?? new Map<string, Shown>();
    shown.set(workflowId, messages);
    const { thread_ts: threadTs = ts } = body as { thread_ts?: string };
    messages.set(ts, { ts, threadTs, text: stringsIn(body).join(''), buttons: buttonsIn(body) });
  };
  const stop = await followJournal(origin, see, ['whatsapp', 'slack']);
  const withButton = (workflowId: string, actionId: string): Shown | undefined =>
    [...(shown.get(workflowId)?.values() ?? [])].findLast(({ buttons }) =>
      buttons.some((button) => button.actionId === actionId),
    );
  return {
    withButton,
    card: (workflowId) => withButton(workflowId, 'transcript'),
    received: (customer) => received.get(customer) ?? 0,
    close: stop,
  };
}
