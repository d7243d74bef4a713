import { NotTakenError } from '../../agent-gateway';
import { readClick, tellClicker, type ButtonListenerArguments, type Click } from '../click';
import { refusalFor, type Desk } from '../desk';
import { escapeMarkup, SENTENCES } from '../sentences';

const WITHIN_MS = 2_700;

/** [Take it back] on a canned reply in the thread: as if its sender had deleted what he had written there. */
export function takeBack(desk: Desk) {
  return async (args: ButtonListenerArguments): Promise<void> => {
    const click = readClick(args);
    const problem = await carryOut(desk, click, String(args.body.container['message_ts'] ?? ''));
    if (problem !== undefined) desk.afterwards('ephemeral', () => tellClicker(args, click, escapeMarkup(problem)));
    await args.ack();
  };
}

async function carryOut(desk: Desk, click: Click, ts: string): Promise<string | undefined> {
  const { value, user, channel, rootTs: threadTs, updateId: id } = click;
  if (value === undefined) return SENTENCES.unreadableButton;
  const refusal = await refusalFor(desk, user.id, channel);
  if (refusal !== undefined) return refusal;
  if (value.f !== user.id) return SENTENCES.notYours;
  const agent = await desk.people.agent(user.id, user.name);
  const change = { id, messageId: `${channel}:${ts}`, channel, threadTs, agent };
  try {
    await desk.gateway.agentMessageChange(value.w, change, desk.now() + WITHIN_MS);
    return undefined;
  } catch (error) {
    return error instanceof NotTakenError && error.reason === 'closed' ? SENTENCES.closed : SENTENCES.notRecorded;
  }
}
