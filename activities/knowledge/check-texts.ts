import { BUTTON_KEYS, NOTICE_KEYS, type Language } from '../../workflows/conversation/words';
import { fillIn, placeholdersOf, sharedParameters } from './placeholders';
import { ALWAYS } from './hours';
import { LANGUAGES } from './schemas';
import { EXTRA_TEXT_KEYS, type Business, type LanguageTexts, type TextKey } from './types';

/** WhatsApp: the body of a message with buttons, and the title of a reply button. */
const NOTICE_LIMIT = 1024;
const BUTTON_LIMIT = 20;

/** What the workflow gives with a notice, at its longest. */
const OWN_PARAMETERS: Partial<Record<TextKey, Record<string, string>>> = {
  now_with_agent: { name: 'N'.repeat(80) },
  order_not_found: { number: '0'.repeat(40) },
  order_missing: { number: '0'.repeat(40) },
  handoff_closed: { opens: 'N'.repeat(40) },
  handoff_keep_open: { opens: 'N'.repeat(40) },
  ask_keep_open: { opens: 'N'.repeat(40) },
  closed_now: { opens: 'N'.repeat(40) },
};

const STAND_IN: Business = {
  name: 'N'.repeat(60),
  about: '',
  privacyUrl: 'https://www.example.com/privacy',
  timeZone: 'UTC',
  hours: ALWAYS,
  canDo: { en: [] },
  facts: [],
  mustNotAppear: [],
};

function missing(texts: LanguageTexts): string[] {
  const notices = [...NOTICE_KEYS, ...EXTRA_TEXT_KEYS].filter((key) => texts.notices[key] === undefined);
  const buttons = BUTTON_KEYS.filter((key) => texts.buttons[key] === undefined);
  return [
    ...notices.map((key) => `texts/en.yml: the notice ${key} is missing.`),
    ...buttons.map((key) => `texts/en.yml: the button ${key} is missing.`),
  ];
}

function problemsOfNotice(key: TextKey, text: string, given: Record<string, string>): string[] {
  const unknown = placeholdersOf(text).filter((name) => !(name in given));
  if (unknown.length > 0) return unknown.map((name) => `${key} has the unknown placeholder {${name}}.`);
  const longest = fillIn(text, given).length;
  if (longest <= NOTICE_LIMIT) return [];
  return [`${key} has up to ${longest} characters with its values; WhatsApp takes ${NOTICE_LIMIT}.`];
}

function problemsOfLanguage(language: Language, texts: LanguageTexts, business: Business): string[] {
  const shared = sharedParameters(business, language);
  const notices = Object.entries(texts.notices).flatMap(([key, text]) =>
    problemsOfNotice(key as TextKey, text ?? '', { ...shared, ...OWN_PARAMETERS[key as TextKey] }),
  );
  const buttons = Object.entries(texts.buttons)
    .map(([key, title]) => [key, title ?? ''] as const)
    .filter(([, title]) => title.length > BUTTON_LIMIT)
    .map(([key, title]) => `the button ${key} has ${title.length} characters; WhatsApp takes ${BUTTON_LIMIT}.`);
  return [...notices, ...buttons].map((problem) => `texts/${language}.yml: ${problem}`);
}

/** What is wrong with the fixed sentences: English gaps, unknown placeholders, texts too long for WhatsApp. */
export function problemsOfTexts(texts: Record<Language, LanguageTexts>, business: Business = STAND_IN): string[] {
  const problems = missing(texts.en);
  for (const language of LANGUAGES) problems.push(...problemsOfLanguage(language, texts[language], business));
  return problems;
}
