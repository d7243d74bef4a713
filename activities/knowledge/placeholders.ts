import type { Language } from '../../workflows/conversation/words';
import type { Business } from './types';

const PLACEHOLDER = /\{([a-z0-9_]+)\}/g;

/** The names between braces, each once. */
export const placeholdersOf = (text: string): string[] => [
  ...new Set([...text.matchAll(PLACEHOLDER)].map((match) => match[1]!)),
];

/** Puts the values in; a placeholder without a value stays as it is. */
export const fillIn = (text: string, values: Record<string, string>): string =>
  text.replace(PLACEHOLDER, (whole, name: string) => values[name] ?? whole);

/** What every text may use: `shop`, `url` and the three things the assistant can do. */
export function sharedParameters(business: Business, language: Language): Record<string, string> {
  const canDo = business.canDo[language] ?? business.canDo.en;
  return {
    shop: business.name,
    url: business.privacyUrl,
    can_do_1: canDo[0] ?? '',
    can_do_2: canDo[1] ?? '',
    can_do_3: canDo[2] ?? '',
  };
}
