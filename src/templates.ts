import type { ApprovedTemplate, TemplateMessage, TemplateValue } from '../workflows/conversation/template';

export interface Templates {
  /** Throws where WhatsApp does not say. */
  list(): Promise<ApprovedTemplate[]>;
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
/** Of what the customer reads, in characters. */
const LONGEST_PART = { header: 60, body: 1_024 };

function placeholdersIn(part: Placeholder['part'], text = ''): Placeholder[] {
  const names = [...new Set([...text.matchAll(PLACEHOLDER)].map(([, name]) => name!))];
  const ordered = names.every((name) => /^\d+$/.test(name)) ? names.sort((a, b) => Number(a) - Number(b)) : names;
  return ordered.map((name) => ({ key: `${part}_${name}`, part, name }));
}

/** All that have to be filled in, in the order in which WhatsApp wants them. */
export const placeholdersOf = ({ header, body }: ApprovedTemplate): Placeholder[] => [
  ...placeholdersIn('header', header),
  ...placeholdersIn('body', body),
];

/** What is wrong with a value, as a sentence for whoever typed it. WhatsApp takes no line breaks and no runs of spaces. */
function problemOf(value: string): string | undefined {
  if (value.trim() === '') return 'This must not be empty.';
  if (/[\r\n\t]| {5,}/.test(value)) return 'WhatsApp takes one line here, without tabs and long gaps.';
  return value.length > LONGEST_VALUE ? `At most ${LONGEST_VALUE} characters.` : undefined;
}

/** What is wrong with the values, by the key of the placeholder. */
export function problemsOf(template: ApprovedTemplate, values: Values): Record<string, string> {
  const single = placeholdersOf(template).flatMap(({ key }) => {
    const problem = problemOf(values[key] ?? '');
    return problem === undefined ? [] : [[key, problem] as const];
  });
  const whole = (['header', 'body'] as const).flatMap((part) => {
    const last = placeholdersOf(template).findLast((one) => one.part === part);
    const { length } = wordsOf(part, template[part], values);
    if (last === undefined || length <= LONGEST_PART[part]) return [];
    const sentence = `Filled in it has ${length} characters; WhatsApp takes ${LONGEST_PART[part]} at most.`;
    return [[last.key, sentence] as const];
  });
  return Object.fromEntries([...whole, ...single]);
}

const wordsOf = (part: Placeholder['part'], text = '', values: Values): string =>
  text.replace(PLACEHOLDER, (_whole, key: string) => values[`${part}_${key}`] ?? `{{${key}}}`);

/** The template with its values, and as the customer reads it. */
export function filled(template: ApprovedTemplate, values: Values): TemplateMessage {
  const { name, language, header, body, footer, named } = template;
  const valuesOf = (part: Placeholder['part']): TemplateValue[] =>
    placeholdersOf(template)
      .filter((one) => one.part === part)
      .map((one) => ({ ...(named && { name: one.name }), text: values[one.key] ?? '' }));
  const texts = [wordsOf('header', header, values), wordsOf('body', body, values), footer];
  const text = texts.filter((one) => one !== undefined && one !== '').join('\n');
  return { name, language, header: valuesOf('header'), body: valuesOf('body'), text };
}
