import type { TemplateMessage, TemplateValue } from '../../workflows/conversation/ports';

/** A template that WhatsApp has approved. Placeholders stand in its texts as `{{1}}` or `{{name}}`. */
export interface Template {
  id: string;
  name: string;
  language: string;
  header?: string;
  body: string;
  footer?: string;
  buttons: string[];
  /** Whether its placeholders have names. */
  named: boolean;
}

export interface Templates {
  /** Throws where WhatsApp does not say. */
  list(): Promise<Template[]>;
  /** Name of the one that is chosen to begin with. */
  preferred: string | undefined;
}

/** One placeholder; `key` is the same in every view. */
export interface Placeholder {
  key: string;
  part: 'header' | 'body';
  name: string;
}

export type Values = Record<string, string>;

const PLACEHOLDER = /\{\{\s*(\w+)\s*\}\}/g;
const LONGEST_VALUE = 300;

function placeholdersIn(part: Placeholder['part'], text = ''): Placeholder[] {
  const names = [...new Set([...text.matchAll(PLACEHOLDER)].map(([, name]) => name!))];
  const ordered = names.every((name) => /^\d+$/.test(name)) ? names.sort((a, b) => Number(a) - Number(b)) : names;
  return ordered.map((name) => ({ key: `${part}_${name}`, part, name }));
}

/** All that have to be filled in, in the order in which WhatsApp wants them. */
export const placeholdersOf = ({ header, body }: Template): Placeholder[] => [
  ...placeholdersIn('header', header),
  ...placeholdersIn('body', body),
];

/** What is wrong with a value, as a sentence for whoever typed it. WhatsApp takes no line breaks and no runs of spaces. */
export function problemOf(value: string): string | undefined {
  if (value.trim() === '') return 'This must not be empty.';
  if (/[\r\n\t]| {5,}/.test(value)) return 'WhatsApp takes one line here, without tabs and long gaps.';
  return value.length > LONGEST_VALUE ? `At most ${LONGEST_VALUE} characters.` : undefined;
}

/** The template with its values, and as the customer reads it. */
export function filled(template: Template, values: Values): TemplateMessage {
  const { name, language, header, body, footer, named } = template;
  const valuesOf = (part: Placeholder['part']): TemplateValue[] =>
    placeholdersOf(template)
      .filter((one) => one.part === part)
      .map((one) => ({ ...(named && { name: one.name }), text: values[one.key] ?? '' }));
  const words = (part: Placeholder['part'], text: string): string =>
    text.replace(PLACEHOLDER, (_whole, key: string) => values[`${part}_${key}`] ?? `{{${key}}}`);
  const texts = [header && words('header', header), words('body', body), footer];
  const text = texts.filter((one) => one !== undefined && one !== '').join('\n');
  return { name, language, header: valuesOf('header'), body: valuesOf('body'), text };
}
