/** HTML that may be sent as it is: made by `html`, so everything that was put into it has been escaped. */
export interface Html {
  readonly markup: string;
}

type Value = string | number | Html | undefined | false | Value[];

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

const escape = (text: string): string => text.replace(/[&<>"']/g, (character) => ENTITIES[character]!);

function render(value: Value): string {
  if (value === undefined || value === false) return '';
  if (Array.isArray(value)) return value.map(render).join('');
  return typeof value === 'object' ? value.markup : escape(String(value));
}

/** A template whose values are escaped unless they are templates themselves. Attributes must be in double quotes. */
export const html = (parts: TemplateStringsArray, ...values: Value[]): Html => ({
  markup: parts.map((part, index) => part + render(values[index])).join(''),
});
