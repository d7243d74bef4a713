import { BUTTON_KEYS, NOTICE_KEYS, type Language } from '../../../workflows/conversation/words';
import { placeholdersOf } from '../placeholders';
import { LANGUAGES } from '../schemas';
import { EXTRA_TEXT_KEYS, type KnowledgeFile, type LanguageTexts, type Topic } from '../types';
import { fileOf, notice, wrong, type Finding } from './findings';

/** What a customer reads on a telephone without scrolling for long. */
const LONGEST_ANSWER = 700;

const NAMES: Record<Language, string> = {
  en: 'English',
  af: 'Afrikaans',
  zu: 'isiZulu',
  xh: 'isiXhosa',
  st: 'Sesotho',
};

/** Answers that are too long to be read. */
export function lengthFindings(topics: Topic[]): Finding[] {
  return topics
    .filter(({ body }) => body.length > LONGEST_ANSWER)
    .map((topic) =>
      wrong(
        'too_long',
        fileOf(topic),
        `has ${topic.body.length} characters: shorten it to ${LONGEST_ANSWER}, or make two topics of it.`,
      ),
    );
}

/** The word that brings a person; people type it in every language. */
const TYPED_WORD = '*agent*';

function problemsOfNotice(key: string, text: string, english: string): string[] {
  const lost = placeholdersOf(english)
    .filter((name) => !name.startsWith('can_do_') && !placeholdersOf(text).includes(name))
    .map((name) => `${key} lacks {${name}}, which the English one has: put it in.`);
  const word = english.includes(TYPED_WORD) && !text.includes(TYPED_WORD);
  return word ? [...lost, `${key} lacks ${TYPED_WORD}: leave this word as it is, customers type it.`] : lost;
}

function problemsOfLanguage(texts: LanguageTexts, english: LanguageTexts): string[] {
  const notices = [...NOTICE_KEYS, ...EXTRA_TEXT_KEYS];
  const missing = [
    ...notices.filter((key) => texts.notices[key] === undefined).map((key) => `the notice ${key}`),
    ...BUTTON_KEYS.filter((key) => texts.buttons[key] === undefined).map((key) => `the button ${key}`),
  ].map((what) => `lacks ${what}, so customers read it in English: translate it.`);
  const spoilt = notices.flatMap((key) => {
    const text = texts.notices[key];
    return text === undefined ? [] : problemsOfNotice(key, text, english.notices[key] ?? '');
  });
  return [...missing, ...spoilt];
}

/** What the four other languages lack beside English. A language without a file is left out on purpose. */
export function languageFindings(texts: Record<Language, LanguageTexts>, files: KnowledgeFile[]): Finding[] {
  return LANGUAGES.filter((language) => language !== 'en').flatMap((language) => {
    const file = `texts/${language}.yml`;
    if (!files.some(({ path }) => path === file)) {
      const sentence = `is missing, so customers who write ${NAMES[language]} read English: write it if you have such customers.`;
      return [notice('language', file, sentence)];
    }
    return problemsOfLanguage(texts[language], texts.en).map((sentence) => wrong('language', file, sentence));
  });
}
