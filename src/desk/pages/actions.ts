import type { ConversationSnapshot, TranscriptLine } from '../../../workflows/conversation/messages';
import type { Agent } from '../../../workflows/conversation/ports';
import { OUTCOME_WORDS } from '../../../workflows/conversation/wording';
import { OUTCOMES } from '../../../workflows/conversation/words';
import { icon as transcriptIcon } from '../../http/transcript/icons';
import { html, type Html } from '../../http/html';
import { isAgent } from '../viewer';
import { isColleagues, isMine } from '../whose';
import { command, hidden, type ActionContext } from './command';

/** What can be done with the conversation as it is now, by whoever looks at it. */
export function renderActions(context: ActionContext): Html {
  const { snapshot, viewer } = context;
  if (snapshot.movedTo !== undefined) {
    return html`<p class="small">
      The customer has a new number:
      <a href="/desk/conversations/${snapshot.movedTo}">the conversation goes on there</a>.
    </p>`;
  }
  if (!isAgent(viewer)) return html`<p class="small">You read along: only agents act and write.</p>`;
  return html`<div class="buttons">${choices(context)}</div>
    ${snapshot.transcript.filter(({ intentId }) => intentId !== undefined).map((line) => sendAgain(line, context))}`;
}

function choices(context: ActionContext): (Html | false)[] {
  const { snapshot, viewer } = context;
  const { handoff, agent, mode } = snapshot;
  if (agent !== undefined && isColleagues(snapshot, viewer)) return [takeFrom(context, agent)];
  const others = agent !== undefined && agent.id !== viewer.agent.id && handoff !== 'waiting';
  const free = handoff === 'waiting' || mode === 'active' || others || handoff === 'snoozed';
  const open = handoff !== 'none';
  return [
    free && command(context, 'takeOver', html`${transcriptIcon('agent')}Take over<kbd>t</kbd>`, { primary: true }),
    mode === 'confirming' &&
      !others &&
      command(context, 'keepPaused', snapshot.theirTurn ? html`Keep until they answer` : html`Keep it with us`, {}),
    isMine(snapshot, viewer) && windowClosed(snapshot) && sendTemplate(snapshot),
    open && !others && resolve(context),
    mode !== 'active' && !others && command(context, 'resume', html`${transcriptIcon('assistant')}Hand back`, {}),
    open && !others && mode !== 'active' && transfer(context),
    open && !others && mode !== 'active' && handoff !== 'snoozed' && snooze(context),
  ];
}

const windowClosed = ({ windowEndsAt, now }: ConversationSnapshot): boolean =>
  windowEndsAt !== undefined && windowEndsAt <= now;

const sendTemplate = ({ workflowId }: ConversationSnapshot): Html =>
  html`<a class="button primary" href="/desk/conversations/${workflowId}/template">Send a template…</a>`;

const drawer = (name: string, title: Html | string, inner: Html): Html =>
  html`<details class="drawer" data-drawer="${name}">
    <summary>${title}</summary>
    <div>${inner}</div>
  </details>`;

const resolve = (context: ActionContext): Html =>
  drawer(
    'resolve',
    html`${transcriptIcon('tick')}Resolve<kbd>e</kbd>`,
    command(context, 'resolve', html`Resolve`, {
      primary: true,
      fields: html`<fieldset>
        <legend>What came of it?</legend>
        ${OUTCOMES.map(
          (outcome, index) =>
            html`<label class="choice"
              ><input
                type="radio"
                name="outcome"
                value="${outcome}"
                ${index === 0 ? html` checked` : ''}
              />${OUTCOME_WORDS[outcome]}</label
            >`,
        )}
      </fieldset>`,
    }),
  );

/** What nobody has can be given to one of the others; only what somebody has goes back to whoever comes first. */
function transfer(context: ActionContext): Html | false {
  const { colleagues, snapshot, viewer } = context;
  const isFree = snapshot.handoff === 'waiting';
  const others = colleagues.filter(({ id }) => id !== viewer.agent.id);
  if (isFree && others.length === 0) return false;
  const fields = html`<label class="field"
    >Who has it from now on?
    <select name="to">
      ${!isFree && html`<option value="group">Whoever comes first</option>`}
      ${others.map(({ id, name }) => html`<option value="${id}">${name}</option>`)}
    </select></label
  >`;
  const words = isFree ? html`Give it to them` : html`Transfer`;
  const form = command(context, 'transfer', words, { primary: true, fields });
  return drawer('transfer', isFree ? 'Give it to …' : 'Transfer', form);
}

const snooze = (context: ActionContext): Html =>
  drawer(
    'snooze',
    html`${transcriptIcon('clock')}Snooze`,
    command(context, 'snooze', html`Snooze`, {
      primary: true,
      fields: html`<label class="field"
        >Until, or for how long?
        <input name="until" value="1 h" required maxlength="40" autocomplete="off" />
        <span class="small">45 min, 14:00, tomorrow 09:00</span></label
      >`,
    }),
  );

const takeFrom = (context: ActionContext, { id, name }: Agent): Html =>
  drawer(
    'take',
    html`${transcriptIcon('agent')}Take it from ${name}<kbd>t</kbd>`,
    command(context, 'takeOver', html`Take over`, {
      primary: true,
      fields: html`${hidden('from', id)}<label class="field"
          >Why? ${name} reads this. <input name="reason" required maxlength="200" autocomplete="off"
        /></label>`,
    }),
  );

const sendAgain = ({ intentId, text, delivery, number }: TranscriptLine, context: ActionContext): Html =>
  html`<div class="again" id="again-${number}">
    <p>
      ${transcriptIcon('warning')}${delivery === 'failed' ? 'Not delivered' : 'Delivery unconfirmed'}:
      <q>${text.length > 80 ? `${text.slice(0, 80)}…` : text}</q>
    </p>
    ${command(context, 'sendAgain', html`Send again`, { fields: [hidden('intentId', intentId)] })}
  </div>`;
