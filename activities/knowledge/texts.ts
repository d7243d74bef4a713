import type { Speaker } from '../../workflows/conversation/ports';
import type { ButtonKey, Language, NoticeKey } from '../../workflows/conversation/words';
import { weekdayAndTime } from './days';
import { fillIn, placeholdersOf, sharedParameters } from './placeholders';
import type { Knowledge, TextKey } from './types';

export interface Texts {
  /** The notice as the customer reads it. Throws when a parameter it needs is missing. */
  renderNotice(key: NoticeKey, language: Language, parameters: Record<string, string>): string;
  /** At most 20 characters. */
  buttonTitle(key: ButtonKey, language: Language): string;
  /** Appends the closing lines of a conversation's first answer. */
  withFirstContact(text: string, language: Language): string;
  /** The text behind the name of whoever says it, in bold. */
  withSpeaker(text: string, language: Language, speaker: Speaker): string;
  /** The line for an order that stands under no or another number, where others of the same message are told. */
  orderMissing(number: string, language: Language): string;
  /** The line after an answer that holds less than was asked. */
  moreAsked(language: Language): string;
  /** Whether people work at this moment, and else when they do again; times in ms UTC. */
  openNow(language: Language): string;
  closedNow(language: Language, opens: number, now: number): string;
  /** The fixed line before knowledge that is written in another language than the customer's. */
  answerIntro(language: Language): string;
}

/** Names come from Slack profiles: one line, and short enough for every notice. */
const oneLine = (value: string): string => value.replace(/\s+/g, ' ').trim().slice(0, 80);

/** The fixed sentences of the business; English where a language lacks one. */
export function createTexts({ business, texts }: Pick<Knowledge, 'business' | 'texts'>): Texts {
  const render = (key: TextKey, language: Language, parameters: Record<string, string> = {}): string => {
    const own = texts[language].notices[key];
    const text = own ?? texts.en.notices[key] ?? '';
    const given = Object.fromEntries(Object.entries(parameters).map(([name, value]) => [name, oneLine(value)]));
    const { opens, asked } = given;
    if (opens !== undefined)
      given['opens'] = weekdayAndTime(Number(opens), own === undefined ? 'en' : language, business.timeZone, Number(asked));
    const values = { ...given, ...sharedParameters(business, own === undefined ? 'en' : language) };
    const lacking = placeholdersOf(text).find((name) => !(name in values));
    if (lacking) throw new Error(`The notice ${key} needs the parameter ${lacking}.`);
    return fillIn(text, values);
  };
  return {
    renderNotice: render,
    buttonTitle: (key, language) => texts[language].buttons[key] ?? texts.en.buttons[key] ?? key,
    withFirstContact: (text, language) => `${text}\n\n${render('first_contact', language)}`,
    withSpeaker: (text, language, speaker) =>
      `*${speaker === 'assistant' ? render('assistant_name', language) : speaker.agent}*: ${text}`,
    orderMissing: (number, language) => render('order_missing', language, { number }),
    moreAsked: (language) => render('more_asked', language),
    openNow: (language) => render('open_now', language),
    closedNow: (language, opens, now) => render('closed_now', language, { opens: String(opens), asked: String(now) }),
    answerIntro: (language) => render('answer_intro', language),
  };
}
