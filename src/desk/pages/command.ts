import type { ConversationSnapshot } from '../../../workflows/conversation/messages';
import type { Agent } from '../../../workflows/conversation/ports';
import { html, type Html } from '../../http/html';
import type { Viewer } from '../viewer';

export interface ActionContext {
  snapshot: ConversationSnapshot;
  viewer: Viewer;
  /** Names this state of the conversation: what is pressed twice on it counts once. */
  revision: string;
  colleagues: Agent[];
}

export const hidden = (name: string, value: string | number | undefined): Html | false =>
  value !== undefined && html`<input type="hidden" name="${name}" value="${value}" />`;

interface Look {
  primary?: boolean;
  fields?: Html | (Html | false)[];
}

/** A form for one command: it says what its presser has seen, so that the conversation can refuse what is out of date. */
export function command(
  { snapshot, viewer, revision }: ActionContext,
  kind: string,
  words: Html,
  { primary = false, fields }: Look,
): Html {
  const address = `/desk/conversations/${snapshot.workflowId}/commands/${kind}`;
  return html`<form method="post" action="${address}" hx-post="${address}" hx-target="#said" data-command="${kind}">
    ${hidden('csrf', viewer.csrf)}${hidden('revision', revision)}${hidden('epoch', snapshot.epoch)}${hidden('handoff', snapshot.handoffNumber)}${fields ?? ''}
    <button type="submit" ${primary ? html` class="primary"` : ''}>${words}</button>
  </form>`;
}
