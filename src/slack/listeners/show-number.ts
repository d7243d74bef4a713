import { parsePhoneNumberFromString } from 'libphonenumber-js';
import { readClick, tellClicker, type ButtonListenerArguments, type Click } from '../click';
import { refusalFor, type Desk } from '../desk';
import { escapeMarkup, SENTENCES } from '../sentences';

const READ_WITHIN_MS = 5_000;

/** [Show number] on a card: the customer's number, for members of the agents' group only, and for nobody but the one who asks. */
export function showNumber(desk: Desk) {
  return async (args: ButtonListenerArguments): Promise<void> => {
    const click = readClick(args);
    desk.afterwards('show_number', async () => tellClicker(args, click, escapeMarkup(await answer(desk, click))));
    await args.ack();
  };
}

async function answer(desk: Desk, { user, channel, value }: Click): Promise<string> {
  if (value === undefined) return SENTENCES.unreadableButton;
  const refusal = await refusalFor(desk, user.id, channel);
  if (refusal !== undefined) return refusal;
  try {
    const { waId } = await desk.gateway.customer(value.w, desk.now() + READ_WITHIN_MS);
    return waId === undefined ? SENTENCES.numberNotShared : inWords(waId);
  } catch (error) {
    desk.log.warn({ component: 'slack', kind: 'show_number', error }, 'A number could not be read.');
    return SENTENCES.numberNotRead;
  }
}

const inWords = (waId: string): string => parsePhoneNumberFromString(`+${waId}`)?.formatInternational() ?? `+${waId}`;
