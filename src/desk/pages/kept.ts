import type { ConversationSnapshot } from '../../../workflows/conversation/messages';
import { html, type Html } from '../../http/html';
import { isAgent } from '../viewer';
import { isColleagues, isMine } from '../whose';
import { command, hidden, type ActionContext } from './command';

/** What agents have written and the customer has not got: nobody has decided, or WhatsApp's 24 hours are over. */
export function renderKept(context: ActionContext, timeZone: string): Html {
  const { held = [], parked = [] } = context.snapshot;
  return html`${group(
    'held',
    'Not sent: one of you decides what becomes of it.',
    held.map((one) => entry(context, one, one.name, sendHeld(context, one.id))),
  )}${group(
    'parked',
    'Waits until the customer writes:',
    parked.map((one) => entry(context, one, `${one.name} · ${timeOf(one.at, timeZone)}`, false)),
  )}`;
}

const group = (kind: 'held' | 'parked', title: string, entries: Html[]): Html | false =>
  entries.length > 0 &&
  html`<p class="small">${title}</p>
    <ul class="kept ${kind}">
      ${entries}
    </ul>`;

const entry = (
  context: ActionContext,
  { id, text }: NonNullable<ConversationSnapshot['held']>[number],
  who: string,
  send: Html | false,
): Html =>
  html`<li id="kept-${id.replace(/[^\w-]/g, '-')}">
    <p><b>${who}</b> ${text}</p>
    ${
      isAgent(context.viewer) &&
      html`<div class="buttons">
        ${send}${command(context, 'keepAsNote', html`Keep as note`, { fields: [hidden('heldId', id)] })}
      </div>`
    }
  </li>`;

/** Whoever does not have the conversation takes it over by sending; from a colleague it is taken with a reason first. */
function sendHeld(context: ActionContext, id: string): Html | false {
  const { snapshot, viewer } = context;
  const fields = [hidden('heldId', id)];
  if (isMine(snapshot, viewer)) return command(context, 'sendHeld', html`Send it`, { fields });
  return !isColleagues(snapshot, viewer) && command(context, 'takeOver', html`Take over and send`, { fields });
}

const timeOf = (at: number, timeZone: string): string =>
  new Intl.DateTimeFormat('en-GB', { timeZone, dateStyle: 'medium', timeStyle: 'short' }).format(at);
