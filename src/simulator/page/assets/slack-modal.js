import { el } from './dom.js';
import { blocksOf } from './slack-blocks.js';

/** The form that the person behind the keyboard has open in Slack, as a dialog over the page. `on`: `submit`, `cancel`. */
export function showModal(dialog, views, on) {
  const view = views.at(-1);
  const look = view === undefined ? '' : JSON.stringify(view);
  if (dialog.dataset.look === look) return;
  dialog.dataset.look = look;
  if (view === undefined) {
    if (dialog.open) dialog.close();
    return;
  }
  dialog.replaceChildren(formOf(view, on));
  dialog.oncancel = (event) => {
    event.preventDefault();
    on.cancel(view);
  };
  if (!dialog.open) dialog.showModal();
}

function formOf(view, on) {
  const parts = view.blocks.map((block) =>
    block.type === 'input'
      ? fieldOf(block, view.errors)
      : { node: blocksOf({ blocks: [block] }, new Map(), () => undefined) },
  );
  const fields = parts.filter(({ read }) => read);
  const form = el(
    'form.slack-form',
    { novalidate: true },
    el('h3', { id: 'slack-modal-title' }, view.title),
    parts.map(({ node }) => node),
    el(
      'p.slack-form-end',
      {},
      el('button.slack-button', { type: 'button', onclick: () => on.cancel(view) }, view.close ?? 'Cancel'),
      el('button.slack-button.primary', { type: 'submit' }, view.submit ?? 'Submit'),
    ),
  );
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    on.submit(view, Object.fromEntries(fields.map(({ id, actionId, read }) => [id, { [actionId]: read() }])));
  });
  return form;
}

function fieldOf({ block_id: id, label, hint, element }, errors) {
  const { node: control, read } = controlOf(element);
  const error = errors[id];
  control.setAttribute('aria-invalid', String(error !== undefined));
  const node = el(
    'label.slack-field',
    {},
    el('strong', {}, label.text),
    control,
    hint ? el('span.quiet', {}, hint.text) : undefined,
    error ? el('span.slack-error', { role: 'alert' }, error) : undefined,
  );
  return { id, actionId: element.action_id, node, read };
}

function controlOf(element) {
  switch (element.type) {
    case 'static_select': {
      const options = element.options.map(({ text, value }) => el('option', { value }, text.text));
      const node = el('select', {}, options);
      if (element.initial_option) node.value = element.initial_option.value;
      return { node, read: () => node.value };
    }
    case 'datetimepicker': {
      const node = el('input', { type: 'datetime-local', value: wallClock(element.initial_date_time) });
      return { node, read: () => String(Math.floor(new Date(node.value).getTime() / 1000)) };
    }
    default: {
      const limits = { maxlength: element.max_length };
      const node = element.multiline ? el('textarea', { ...limits, rows: 5 }) : el('input', limits);
      node.value = element.initial_value ?? '';
      return { node, read: () => node.value };
    }
  }
}

const two = (number) => String(number).padStart(2, '0');

function wallClock(seconds) {
  const at = new Date(seconds * 1000);
  const day = `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
  return `${day}T${two(at.getHours())}:${two(at.getMinutes())}`;
}
