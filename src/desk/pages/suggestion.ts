import type { ConversationSnapshot } from '../../../workflows/conversation/messages';
import { html, type Html } from '../../http/html';
import { isAgent, type Viewer } from '../viewer';
import { isColleagues } from '../whose';
import { COMPOSER, SUGGESTED } from './composer';

/** The first reply that is suggested to this viewer, as long as there is none. */
export function suggestedReply(snapshot: ConversationSnapshot, viewer: Viewer): string | undefined {
  const { handoff, mode, summary } = snapshot;
  const isAsked = mode !== 'active' && (handoff === 'waiting' || handoff === 'claimed');
  return isAgent(viewer) && isAsked && !isColleagues(snapshot, viewer) ? summary?.suggestedReply : undefined;
}

/** The button belongs to the composer's form, which stays as it is while this changes. */
export function renderSuggestion(snapshot: ConversationSnapshot, viewer: Viewer): Html | false {
  const text = suggestedReply(snapshot, viewer);
  return (
    text !== undefined &&
    html`<div class="suggestion">
      <p class="small" id="suggested">Suggested first reply</p>
      <blockquote tabindex="0" aria-labelledby="suggested">${text}</blockquote>
      <button
        type="submit"
        form="${COMPOSER}"
        name="as"
        value="${SUGGESTED}"
        formnovalidate
        aria-describedby="suggested"
      >
        Use this reply
      </button>
    </div>`
  );
}
