import { readClick, tellClicker, type ButtonListenerArguments, type Click } from '../click';
import { refusalFor, type Desk } from '../desk';
import { escapeMarkup, SENTENCES } from '../sentences';

/** [Full chat history] on a card: a fresh link, for members of the agents' group only. */
export function transcript(desk: Desk) {
  return async (args: ButtonListenerArguments): Promise<void> => {
    const click = readClick(args);
    const text = await answer(desk, click);
    desk.afterwards('ephemeral', () => tellClicker(args, click, text));
    await args.ack();
  };
}

async function answer(desk: Desk, { user, channel, value }: Click): Promise<string> {
  if (value === undefined) return SENTENCES.unreadableButton;
  const refusal = await refusalFor(desk, user.id, channel);
  return refusal === undefined ? linkText(desk.gateway.transcriptLink(value.w)) : escapeMarkup(refusal);
}

const linkText = (url: string): string => `<${escapeMarkup(url)}|Full chat history> · this link works for 24 hours.`;
