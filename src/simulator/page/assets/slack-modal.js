import * as api from './api.js';
import { byId, el } from './dom.js';
import { blocksOf } from './slack-blocks.js';
import { attempt } from './toasts.js';

/** The modal that the app has opened for one person, as Slack shows it. `tell` gets what Slack shows him afterwards. */
export function createSlackModal(tell) {
  let open;

  /** Shows the view with this id as it is now; where it is gone, the modal closes. `errors`: by block id. */
  async function show(user, viewId, errors = {}) {
    const views = await attempt(() => api.slackViews());
    const found = views?.find(({ id }) => id === viewId);
    open = found && { user, viewId };
    const dialog = byId('slack-modal');
    if (!found) return dialog.close();
    dialog.replaceChildren(form(found.view, errors));
    if (!dialog.open) dialog.showModal();
  }

  async function submit(event) {
    event.preventDefault();
    const { user, viewId } = open;
    const values = {};
    for (const input of event.target.elements) {
      if (input.dataset.block && input.value !== '')
        values[input.dataset.block] = { [input.dataset.action]: input.value };
    }
    const answer = await attempt(() => api.submitView({ user, view_id: viewId, values }));
    if (answer === undefined) return;
    tell({ shown: answer.shown.filter(({ kind }) => kind !== 'modal') });
    await show(user, viewId, answer.shown.find(({ errors }) => errors)?.errors);
  }

  function form({ title, submit: send, close, blocks }, errors) {
    return el(
      'form.modal-form',
      { onsubmit: submit },
      el('h2', { id: 'slack-modal-title' }, title.text),
      blocks.map((block) => partOf(block, errors[block.block_id])),
      el(
        'p.block-actions',
        {},
        el(
          'button.slack-button',
          { type: 'button', onclick: () => byId('slack-modal').close() },
          close?.text ?? 'Close',
        ),
        send ? el('button.slack-button.primary', { type: 'submit' }, send.text) : undefined,
      ),
    );
  }

  return { show };
}

function partOf(block, error) {
  if (block.type !== 'input') return blocksOf({ blocks: [block] }, new Map(), () => undefined);
  const { element, label, block_id: id } = block;
  const named = { id: `input-${id}`, 'data-block': id, 'data-action': element.action_id, required: !block.optional };
  return el(
    'p.modal-input',
    {},
    el('label', { for: named.id }, label.text),
    element.type === 'static_select'
      ? el(
          'select',
          named,
          element.options.map((option) => optionOf(option, element.initial_option)),
        )
      : el('input', { ...named, type: 'text', maxlength: element.max_length, value: element.initial_value }),
    error ? el('span.modal-error', { role: 'alert' }, error) : undefined,
  );
}

const optionOf = ({ value, text }, initial) => el('option', { value, selected: initial?.value === value }, text.text);
