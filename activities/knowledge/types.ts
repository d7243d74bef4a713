/** The business's own facts and fixed sentences, as read from the folder `knowledge/`. */
import type { AlwaysHumanIntent, ButtonKey, Language, NoticeKey } from '../../workflows/conversation/words';

/** What the team does once the customer has sent what a topic asks for; `human_requested`: anything else. */
export type TeamMatter = AlwaysHumanIntent | 'human_requested';

/** One thing the business has written an answer about. */
export interface Topic {
  /** The file's name without `.md`. */
  id: string;
  title: string;
  language: Language;
  /** As customers ask it; any language. */
  questions: string[];
  keywords: string[];
  /** The answer asks the customer to send something, which goes to people for this reason. */
  team?: TeamMatter;
  /** Its answer begins with whether people work at this moment. */
  aboutHours?: boolean;
  /** First and last day on which it is true (`YYYY-MM-DD` in the business's time zone). */
  validFrom?: string;
  validUntil?: string;
  /** Day by which somebody of the business wants to have looked at it again. */
  reviewBy?: string;
  /** The answer, exactly as the customer reads it. */
  body: string;
}

/** "08:00-17:00" (over midnight where it ends earlier than it begins), or the whole day, or not at all. */
export type DayHours = 'open' | 'closed' | `${string}-${string}`;
export type Weekday = 'monday' | 'tuesday' | 'wednesday' | 'thursday' | 'friday' | 'saturday' | 'sunday';

/** When people of the business work, in its time zone. */
export interface BusinessHours {
  week: Record<Weekday, DayHours>;
  /** ISO 3166 country, or a part of one such as `DE-BY`; absent: holidays are days like others. */
  holidaysOf?: string;
  publicHolidays: DayHours;
  /** `2026-12-28`, or `2026-12-24 12:00 - 2027-01-04 08:00`. */
  closedDays: string[];
  /** By day; they win over week and holidays. */
  openDays: Record<string, DayHours>;
  /** When a text that a customer has not just asked for may reach him. */
  writeBetween: DayHours;
}

/** What agents send again and again, in words that somebody of the business has weighed. */
export interface Reply {
  /** The file's name without `.md`; agents type it. */
  name: string;
  title: string;
  /** For customers in whose language it is not written. */
  text: string;
  inLanguage: Partial<Record<Language, string | undefined>>;
}

export interface Business {
  name: string;
  about: string;
  privacyUrl: string;
  /** IANA name; `validFrom`, `validUntil` and `reviewBy` are days in it. */
  timeZone: string;
  hours: BusinessHours;
  /** Three short things the assistant can do, for the greeting; English where a language is missing. */
  canDo: { en: string[] } & Partial<Record<Language, string[] | undefined>>;
  /** Every value of `business.yml` as a line `path: value`, for prompts and for grounding. */
  facts: string[];
  /** Words that are wrong wherever they stand, for the check alone. */
  mustNotAppear: string[];
}

/** Keys of the texts that are not notices of their own: they open, close or continue another text. */
export const EXTRA_TEXT_KEYS = ['first_contact', 'answer_intro', 'more_asked', 'open_now', 'closed_now', 'assistant_name'] as const;
export type TextKey = NoticeKey | (typeof EXTRA_TEXT_KEYS)[number];

export interface LanguageTexts {
  notices: Partial<Record<TextKey, string | undefined>>;
  buttons: Partial<Record<ButtonKey, string | undefined>>;
}

export interface Knowledge {
  business: Business;
  /** Sorted by id. */
  topics: Topic[];
  texts: Record<Language, LanguageTexts>;
}

/** One file of the folder; `path` relative to it, with `/`. */
export interface KnowledgeFile {
  path: string;
  content: string;
}
