import { z } from 'zod';
import { ALWAYS_HUMAN_INTENTS, BUTTON_KEYS, NOTICE_KEYS, type Language } from '../../workflows/conversation/words';
import { hasHolidays } from './business-clock';
import { EXTRA_TEXT_KEYS, type DayHours } from './types';

export const LANGUAGES = ['en', 'af', 'zu', 'xh', 'st'] as const satisfies Language[];

const words = z.string('must be text').trim().min(1, 'must not be empty');
const webAddress = z.url({ protocol: /^https?$/, error: 'must be a web address that begins with https://' });

const timeZone = words.refine(isTimeZone, 'is no name from the IANA time zone list, such as Africa/Johannesburg');

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

const hours = words.regex(/^(closed|([01]\d|2[0-3]):[0-5]\d-([01]\d|2[0-4]):[0-5]\d)$/, 'must be "08:00-17:00" or closed');
const weekOf = (day: typeof hours) =>
  z.strictObject({ monday: day, tuesday: day, wednesday: day, thursday: day, friday: day, saturday: day, sunday: day });
const week = weekOf(hours);
const threeThings = z.array(words).length(3, 'must have exactly three things');

const isDay = (text: string): boolean =>
  /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text)) && new Date(text).toISOString().startsWith(text);
const isMoment = (text: string): boolean => isDay(text.slice(0, 10)) && /^.{10}( ([01]\d|2[0-3]):[0-5]\d)?$/.test(text);
const dayHours = words
  .regex(/^(open|closed|([01]\d|2[0-3]):[0-5]\d-([01]\d|2[0-3]):[0-5]\d|([01]\d|2[0-3]):[0-5]\d-24:00)$/, 'must be "08:00-17:00", open or closed')
  .transform((text) => text as DayHours);
const closedDay = words.refine((text) => {
  const [from = '', until, ...more] = text.split(' - ');
  if (until === undefined) return isDay(from);
  return more.length === 0 && isMoment(from) && isMoment(until) && from < until;
}, 'must be a day such as "2026-12-28", or a stretch such as "2026-12-24 12:00 - 2027-01-04 08:00"');

/** What says when people work; in `business.yml`, and in the file of hours that wins over it. */
const hoursFields = {
  hours: z.union([z.literal('always'), week], 'must be always, or "08:00-17:00" or closed for each day from monday to sunday').optional(),
  holidays_of: words.refine(hasHolidays, 'is no country that public holidays are known of, such as ZA').optional(),
  public_holidays: dayHours.optional(),
  closed_days: z.array(closedDay, 'must be a list').optional(),
  open_days: z.record(words.refine(isDay, 'must be a day such as "2026-12-28"'), dayHours).optional(),
  write_between: dayHours.optional(),
};

/** The file of hours. */
export const hoursFileSchema = z.strictObject(hoursFields);
export type WrittenHours = z.infer<typeof hoursFileSchema>;

/** `business.yml`: what the product itself reads is required, everything else is the business's own. */
export const businessSchema = z.looseObject({
  name: words.max(60, 'must have at most 60 characters'),
  about: words,
  privacy_url: webAddress,
  time_zone: timeZone,
  ...hoursFields,
  phone_hours: week.optional(),
  // YAML reads 0235550142 as a number and drops its zero.
  contact: z.record(z.string(), z.string('must stand between quotation marks')).optional(),
  must_not_appear: z.array(words, 'must be a list').optional(),
  assistant: z.strictObject({
    can_do: z.strictObject({
      en: threeThings,
      af: threeThings.optional(),
      zu: threeThings.optional(),
      xh: threeThings.optional(),
      st: threeThings.optional(),
    }),
  }),
});

const day = z
  .string('must be a day such as 2026-11-30')
  .refine((text) => /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text)), 'must be a day such as 2026-11-30');

const TEAM_MATTERS = [...ALWAYS_HUMAN_INTENTS, 'human_requested'] as const;

/** The block at the top of a topic. */
export const topicSchema = z
  .strictObject({
    title: words,
    language: z.enum(LANGUAGES, 'must be one of en, af, zu, xh, st'),
    questions: z.array(words, 'must be a list').min(1, 'must have at least one question'),
    keywords: z.array(words, 'must be a list').default([]),
    team: z.enum(TEAM_MATTERS, `must be one of ${TEAM_MATTERS.join(', ')}`).optional(),
    about_hours: z.boolean('must be true or false').optional(),
    valid_from: day.optional(),
    valid_until: day.optional(),
    review_by: day.optional(),
  })
  .refine(({ valid_from: from, valid_until: until }) => !from || !until || from <= until, 'valid_until is before valid_from');

/** Titles stand in lists of Slack, texts in a form of it (docs.slack.dev: option object, plain_text_input). */
const LONGEST_TITLE = 75;
const LONGEST_REPLY = 3_000;
const replyText = words.max(LONGEST_REPLY, `must have at most ${LONGEST_REPLY} characters`);

/** A file of `replies/`: the block at its top, and what stands below it. */
export const replySchema = z.strictObject({
  title: words.max(LONGEST_TITLE, `must have at most ${LONGEST_TITLE} characters`),
  ...(Object.fromEntries(LANGUAGES.map((language) => [language, replyText.optional()])) as Record<
    Language,
    z.ZodOptional<typeof replyText>
  >),
  text: replyText,
});

const optionalTexts = <K extends string>(keys: readonly K[]) =>
  z.strictObject(Object.fromEntries(keys.map((key) => [key, words.optional()])) as Record<K, z.ZodOptional<z.ZodString>>);

/** A file of `texts/`. */
export const textsSchema = z.strictObject({
  notices: optionalTexts([...NOTICE_KEYS, ...EXTRA_TEXT_KEYS]),
  buttons: optionalTexts(BUTTON_KEYS),
});

/** For the check and the greeting; no facts for answers. */
const NO_FACTS = ['assistant', 'must_not_appear', 'holidays_of', 'write_between'];

/** Every value as `path: value`. */
export function factsOf(value: unknown, path = ''): string[] {
  if (NO_FACTS.includes(path)) return [];
  if (typeof value !== 'object' || value === null) return [`${path}: ${String(value)}`];
  return Object.entries(value).flatMap(([key, inner]) => factsOf(inner, path === '' ? key : `${path}.${key}`));
}
