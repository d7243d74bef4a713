import type { Answer } from '../edge';
import { graphError } from './graph-errors';

interface Component {
  type: 'HEADER' | 'BODY' | 'FOOTER' | 'BUTTONS';
  format?: 'TEXT' | 'IMAGE';
  text?: string;
  example?: object;
  buttons?: { type: 'QUICK_REPLY' | 'URL'; text: string; url?: string }[];
}

interface Template {
  id: string;
  name: string;
  language: string;
  status: 'APPROVED' | 'PENDING' | 'REJECTED' | 'PAUSED';
  category: 'UTILITY' | 'MARKETING' | 'AUTHENTICATION';
  parameter_format: 'POSITIONAL' | 'NAMED';
  components: Component[];
}

/** What the business has made in the WhatsApp Manager, and what Meta has said to it. */
const TEMPLATES: Template[] = [
  {
    ...{ id: '604100000000001', name: 'your_answer_is_here', language: 'en', status: 'APPROVED', category: 'UTILITY' },
    parameter_format: 'POSITIONAL',
    components: [
      {
        type: 'BODY',
        text: 'Hello {{1}}, our team has an answer to your question. Tap below, and you read it here.',
        example: { body_text: [['Sipho']] },
      },
      { type: 'FOOTER', text: 'Sent because you asked us something' },
      { type: 'BUTTONS', buttons: [{ type: 'QUICK_REPLY', text: 'Show me the answer' }] },
    ],
  },
  {
    ...{ id: '604100000000002', name: 'your_answer_is_here', language: 'af', status: 'APPROVED', category: 'UTILITY' },
    parameter_format: 'POSITIONAL',
    components: [
      { type: 'BODY', text: 'Hallo {{1}}, ons span het vir jou ’n antwoord. Skryf net terug, dan lees jy dit hier.' },
    ],
  },
  {
    ...{ id: '604100000000003', name: 'order_news', language: 'en', status: 'APPROVED', category: 'UTILITY' },
    parameter_format: 'NAMED',
    components: [
      { type: 'HEADER', format: 'TEXT', text: 'Order {{order}}' },
      { type: 'BODY', text: 'There is news of your order: {{news}}. Answer here if you have a question.' },
    ],
  },
  {
    ...{ id: '604100000000004', name: 'we_are_back', language: 'en', status: 'APPROVED', category: 'UTILITY' },
    parameter_format: 'POSITIONAL',
    components: [{ type: 'BODY', text: 'We are back and have read your message. May we answer you here?' }],
  },
  {
    ...{ id: '604100000000005', name: 'spring_sale', language: 'en', status: 'APPROVED', category: 'MARKETING' },
    parameter_format: 'POSITIONAL',
    components: [
      { type: 'HEADER', format: 'IMAGE' },
      { type: 'BODY', text: 'Our spring sale has begun.' },
    ],
  },
  {
    ...{ id: '604100000000006', name: 'still_being_looked_at', language: 'en', status: 'PENDING', category: 'UTILITY' },
    parameter_format: 'POSITIONAL',
    components: [{ type: 'BODY', text: 'Nobody at Meta has looked at this yet.' }],
  },
  {
    ...{ id: '604100000000007', name: 'paused_by_meta', language: 'en', status: 'PAUSED', category: 'UTILITY' },
    parameter_format: 'POSITIONAL',
    components: [{ type: 'BODY', text: 'Too many customers did not like this.' }],
  },
];

const FIELDS = ['id', 'name', 'language', 'status', 'category', 'parameter_format', 'components'] as const;
const USUAL_FIELDS = ['id', 'name', 'language', 'status', 'category', 'parameter_format', 'components'];
const USUAL_LIMIT = 25;

const words = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);

/** `GET /{business account}/message_templates`, a page of it. */
export function listTemplates(query: Record<string, unknown>): Answer {
  const fields = (words(query.fields)?.split(',') ?? USUAL_FIELDS).map((field) => field.trim());
  const unknown = fields.find((field) => !(FIELDS as readonly string[]).includes(field));
  if (unknown !== undefined) return graphError(400, 100, `Tried accessing nonexisting field (${unknown}).`);
  const limit = Number(words(query.limit) ?? USUAL_LIMIT);
  if (!Number.isInteger(limit) || limit < 1) return graphError(400, 100, 'Param limit must be a positive number.');
  const status = words(query.status);
  const all = TEMPLATES.filter((one) => status === undefined || one.status === status);
  const from = Number(Buffer.from(words(query.after) ?? '', 'base64url').toString() || 0);
  const page = all.slice(from, from + limit);
  const after = Buffer.from(String(from + page.length)).toString('base64url');
  const data = page.map((one) =>
    Object.fromEntries(['id', ...fields].map((field) => [field, one[field as keyof Template]])),
  );
  return { status: 200, body: { data, paging: { cursors: { before: '', after } } } };
}

export interface TemplateRequest {
  name: string;
  language: { code: string };
  components?:
    { type: string; parameters: { type: 'text'; text: string; parameter_name?: string | undefined }[] }[] | undefined;
}

export interface RenderedTemplate {
  text: string;
  buttons: { id: string; title: string }[];
}

const PLACEHOLDER = /\{\{(\w+)\}\}/g;

/** What the customer reads, or Meta's refusal. */
export function renderTemplate(request: TemplateRequest): RenderedTemplate | Answer {
  const template = TEMPLATES.find(({ name, language }) => name === request.name && language === request.language.code);
  if (template?.status === 'PAUSED') return graphError(400, 132015, 'The template is paused because of low quality.');
  if (template?.status !== 'APPROVED')
    return graphError(404, 132001, `There is no template ${request.name} in ${request.language.code}.`);
  const problem = problemOf(template, request);
  if (problem !== undefined) return problem;
  const texts = template.components.flatMap(({ type, text }) =>
    type === 'BUTTONS' || text === undefined ? [] : [fill(template, text, valuesOf(request, type))],
  );
  const buttons = template.components
    .flatMap(({ buttons = [] }) => buttons)
    .filter(({ type }) => type === 'QUICK_REPLY');
  return { text: texts.join('\n'), buttons: buttons.map(({ text }) => ({ id: text, title: text })) };
}

type Value = NonNullable<TemplateRequest['components']>[number]['parameters'][number];

const valuesOf = ({ components = [] }: TemplateRequest, type: string): Value[] =>
  components.find((one) => one.type.toUpperCase() === type)?.parameters ?? [];

const namesIn = (text = ''): string[] => [...new Set([...text.matchAll(PLACEHOLDER)].map(([, name]) => name!))];

function fill({ parameter_format: format }: Template, text: string, values: Value[]): string {
  return text.replace(PLACEHOLDER, (_whole, name: string) => {
    const value = format === 'NAMED' ? values.find((one) => one.parameter_name === name) : values[Number(name) - 1];
    return value!.text;
  });
}

function problemOf(template: Template, request: TemplateRequest): Answer | undefined {
  for (const type of ['HEADER', 'BODY'] as const) {
    const part = template.components.find((one) => one.type === type);
    const names = namesIn(part?.text);
    const values = valuesOf(request, type);
    if (part?.format === 'IMAGE') return graphError(400, 132012, 'The header of this template needs an image.');
    if (values.length !== names.length) {
      const counts = `${values.length} where ${names.length} are expected`;
      return graphError(400, 132000, `Number of parameters in the ${type.toLowerCase()}: ${counts}.`);
    }
    const isNamed = template.parameter_format === 'NAMED';
    if (values.some(({ parameter_name: name }) => (isNamed ? !names.includes(name ?? '') : name !== undefined)))
      return graphError(400, 132012, 'The parameters do not have the format of the template.');
    if (values.some(({ text }) => text.trim() === '' || /[\n\t]| {5,}/.test(text)))
      return graphError(
        400,
        132018,
        'A parameter must not be empty or have line breaks, tabs or more than four spaces.',
      );
  }
  return undefined;
}
