import type { ApprovedTemplate } from '../../../workflows/conversation/template';
import { html, type Html } from '../../http/html';
import { filled, placeholdersOf, type Placeholder, type Values } from '../../templates';
import { icon } from './icons';

/** Whose page it is, and for which conversation. */
export interface TemplatePage {
  workflowId: string;
  csrf: string;
  /** The customer. */
  title: string;
}

/** What has been chosen and filled in so far. */
interface Asked {
  template: ApprovedTemplate;
  values: Values;
  /** Names this one message: sent twice it counts once. */
  nonce: string;
  handoff: number | undefined;
}

const addressOf = ({ workflowId }: TemplatePage): string => `/desk/conversations/${workflowId}/template`;

const step = (page: TemplatePage, inner: Html): Html =>
  html`<div class="template">
    <p><a href="/desk/conversations/${page.workflowId}">${icon('back')}${page.title}</a></p>
    <h1>Send a template</h1>
    ${inner}
  </div>`;

/** There is none to send, and why. */
export const noTemplate = (page: TemplatePage | undefined, sentence: string): Html =>
  page === undefined
    ? html`<div class="template">
        <h1>Send a template</h1>
        <p>${sentence}</p>
      </div>`
    : step(page, html`<p role="alert">${sentence}</p>`);

/** Which one? `all`: at least one. */
export function chooseTemplate(page: TemplatePage, all: ApprovedTemplate[], preferred: string | undefined): Html {
  const first = all.find(({ name }) => name === preferred) ?? all[0];
  return step(
    page,
    html`<p>
        WhatsApp takes no free text for this customer now. An approved template asks them to write; what you have
        written meanwhile follows as soon as they do.
      </p>
      <form method="get" action="${addressOf(page)}">
        <label class="field"
          >Template
          <select name="template">
            ${all.map(
              ({ id, name, language }) =>
                html`<option value="${id}" ${id === first?.id ? html` selected` : ''}>${name} · ${language}</option>`,
            )}
          </select></label
        >
        <button type="submit" class="primary">Next</button>
      </form>`,
  );
}

const hidden = (name: string, value: string | number | undefined): Html | false =>
  value !== undefined && html`<input type="hidden" name="${name}" value="${value}" />`;

const remembered = ({ csrf }: TemplatePage, { template, nonce, handoff }: Asked): (Html | false)[] => [
  hidden('csrf', csrf),
  hidden('template', template.id),
  hidden('nonce', nonce),
  hidden('handoff', handoff),
];

/** Its text, and a field for each placeholder; `problems` by the key of the placeholder. */
export const fillTemplate = (page: TemplatePage, asked: Asked, problems: Record<string, string>): Html =>
  step(
    page,
    html`<p><b>${asked.template.name}</b></p>
      <blockquote>${filled(asked.template, {}).text}</blockquote>
      <form method="post" action="${addressOf(page)}">
        ${remembered(page, asked)}
        ${placeholdersOf(asked.template).map((one) => field(one, asked.values[one.key] ?? '', problems[one.key]))}
        <button type="submit" class="primary">Preview</button>
      </form>`,
  );

const field = ({ key, part, name }: Placeholder, value: string, problem: string | undefined): Html =>
  html`<label class="field"
    >${part === 'header' ? 'In the headline' : 'In the text'}: {{${name}}}
    <input
      name="value_${key}"
      value="${value}"
      required
      maxlength="300"
      autocomplete="off"
      ${problem === undefined ? '' : html` aria-invalid="true" aria-describedby="problem-${key}"`}
    />
    ${problem !== undefined && html`<span class="problem" id="problem-${key}" role="alert">${problem}</span>`}</label
  >`;

/** As the customer reads it. */
export const confirmTemplate = (page: TemplatePage, asked: Asked): Html =>
  step(
    page,
    html`<p><b>The customer reads:</b></p>
      <blockquote>${filled(asked.template, asked.values).text}</blockquote>
      ${asked.template.buttons.length > 0 && html`<p class="small">${asked.template.buttons.map((title) => `[${title}]`).join(' ')}</p>`}
      <form method="post" action="${addressOf(page)}">
        ${remembered(page, asked)}${Object.entries(asked.values).map(([key, value]) => hidden(`value_${key}`, value))}
        <button type="submit" name="send" value="yes" class="primary">${icon('send')}Send</button>
        <a class="button" href="${addressOf(page)}">Another one</a>
      </form>`,
  );
