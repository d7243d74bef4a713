import type { App } from '@slack/bolt';
import type { Desk } from '../desk';
import { MODALS } from '../modals';
import { reply } from '../modals/reply';
import { replySubmitted } from './canned-reply';
import { closing, CLOSING_BUTTONS } from './closing';
import { command } from './command';
import { handBackAll } from './hand-back-all';
import { createHomeTab } from './home';
import { keepAsNote } from './keep-as-note';
import { keepPaused } from './keep-paused';
import { messageChange } from './message-change';
import { openModal, submitModal } from './modal';
import { more } from './more';
import { resolve } from './resolve';
import { resume } from './resume';
import { sendAgain } from './send-again';
import { sendHeld } from './send-held';
import { reaction } from './reaction';
import { REPLY_VIEW } from '../reply-modal';
import { VIEWS } from '../template-modal';
import { openTemplates, templateChosen, templateConfirmed, templateFilled } from './send-template';
import { showNumber } from './show-number';
import { takeBack } from './take-back';
import { takeOver } from './take-over';
import { threadMessage } from './thread-message';
import { transcript } from './transcript';

/** Tells Bolt which listener answers what. */
export function registerListeners(app: App, desk: Desk): void {
  const home = createHomeTab(desk);
  const buttons = {
    home_refresh: home.refresh,
    home_take_over: home.takeOver,
    take_over: takeOver(desk),
    take_over_and_send: takeOver(desk),
    hand_back: resume(desk),
    hand_back_all: handBackAll(desk),
    keep_with_us: keepPaused(desk),
    resolve: resolve(desk),
    send_held: sendHeld(desk),
    keep_as_note: keepAsNote(desk),
    send_again: sendAgain(desk),
    send_template: openTemplates(desk),
    transcript: transcript(desk),
    use_reply: openModal(desk, reply),
    take_back: takeBack(desk),
    show_number: showNumber(desk),
    more: more(desk),
    ...Object.fromEntries(CLOSING_BUTTONS.map((id) => [id, closing(desk, id)])),
  };
  for (const [actionId, listener] of Object.entries(buttons)) {
    app.action({ action_id: actionId, type: 'block_actions' }, listener as Parameters<typeof app.action>[1]);
  }
  // What nobody answers shows a warning to whoever clicked it.
  app.action(new RegExp(`^(?!(?:${Object.keys(buttons).join('|')})$)`), ({ ack }) => ack());
  app.view(VIEWS.choose, templateChosen(desk));
  app.view(VIEWS.fill, templateFilled(desk));
  app.view(VIEWS.confirm, templateConfirmed(desk));
  app.view(REPLY_VIEW, replySubmitted(desk));
  for (const modal of MODALS) {
    app.view({ callback_id: modal.id, type: 'view_submission' }, submitModal(desk, modal));
  }
  app.message(threadMessage(desk));
  app.message(messageChange(desk));
  app.event('app_home_opened', home.opened);
  app.event('reaction_added', reaction(desk));
  app.event('reaction_removed', reaction(desk));
  app.command('/baton', command(desk));
}
