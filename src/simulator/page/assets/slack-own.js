import { el } from './dom.js';

/** What people can do to what they have written themselves; Slack offers it to nobody else. */
export function ownButtons({ ts, text }, content, view) {
  const edit = () => {
    const input = el('input', { type: 'text', value: text, 'aria-label': 'Your message' });
    const form = el('form.own-edit', {}, input, el('button', { type: 'submit' }, 'Save'));
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      const words = input.value.trim();
      form.replaceWith(...content);
      if (words !== '' && words !== text) view.edit(ts, words);
    });
    content[0].replaceWith(form);
    input.focus();
  };
  return el(
    'span.own',
    {},
    el('button', { type: 'button', onclick: edit }, 'Edit'),
    el('button', { type: 'button', onclick: () => view.remove(ts) }, 'Delete'),
  );
}
