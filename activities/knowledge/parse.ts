import { parse as parseYaml } from 'yaml';
import type { Language } from '../../workflows/conversation/words';
import { hoursOf } from './hours';
import {
  businessSchema,
  factsOf,
  hoursFileSchema,
  LANGUAGES,
  replySchema,
  textsSchema,
  topicSchema,
  type WrittenHours,
} from './schemas';
import { problemsOfTexts } from './check-texts';
import type { Business, Knowledge, KnowledgeFile, LanguageTexts, Reply, Topic } from './types';

/** Everything that is wrong with the folder, at once; `message` has one line a problem. */
export class KnowledgeError extends Error {
  constructor(readonly problems: string[]) {
    super(`The knowledge cannot be used:\n${problems.map((problem) => `- ${problem}`).join('\n')}`);
    this.name = 'KnowledgeError';
  }
}

const NOT_UTF_8 = 'is not saved as UTF-8: save it again and choose the encoding UTF-8.';

// Some editors begin a file with an invisible mark.
const plain = (content: string): string => content.replace(/^\uFEFF/, '');

/** False where bytes were no UTF-8, as when a Windows editor saves "ANSI" or "Unicode". */
const isText = (content: string): boolean => !/[\uFFFD\0]/.test(content);

interface Issue {
  path: PropertyKey[];
  message: string;
}

type Schema<T> = { safeParse(value: unknown): { success: true; data: T } | { success: false; error: { issues: Issue[] } } };

const READ = /^(?:business\.yml|(?:topics|replies)\/[^/]+\.md|texts\/(?:en|af|zu|xh|st)\.yml)$/;
// What editors and computers leave beside a file while it is open, and this folder's own explanations.
const ASIDE = /(?:^|\/)(?:[.~][^/]*|README\.md)$/;

/** Whether a file of the folder is read; `path` is relative to it, with `/`. */
export const isRead = (path: string): boolean => READ.test(path) && !ASIDE.test(path);

/** Whether a file that is not read is left alone on purpose. */
export const isAside = (path: string): boolean => ASIDE.test(path);

const FRONT_MATTER = /^---\r?\n([\s\S]*?)\r?\n---[ \t]*(?:\r?\n([\s\S]*))?$/;

function createReader(problems: string[]) {
  const yaml = (path: string, content: string): unknown => {
    try {
      return parseYaml(content);
    } catch (error) {
      problems.push(`${path}: is not valid YAML (${(error as Error).message.split('\n')[0]}).`);
      return undefined;
    }
  };
  const check = <T>(path: string, value: unknown, schema: Schema<T>): T | undefined => {
    if (value === undefined) return undefined;
    const parsed = schema.safeParse(value);
    if (parsed.success) return parsed.data;
    for (const issue of parsed.error.issues) {
      problems.push(`${path}: ${issue.path.length > 0 ? `${issue.path.map(String).join('.')}: ` : ''}${issue.message}.`);
    }
    return undefined;
  };
  return { yaml, check };
}

type Reader = ReturnType<typeof createReader>;

function readBusiness(reader: Reader, file: KnowledgeFile, privacyUrl: string | undefined): Business | undefined {
  const raw = reader.yaml(file.path, file.content);
  const business = reader.check(file.path, raw ?? {}, businessSchema);
  if (!business) return undefined;
  return {
    name: business.name,
    about: business.about,
    privacyUrl: privacyUrl ?? business.privacy_url,
    timeZone: business.time_zone,
    hours: hoursOf(business),
    canDo: business.assistant.can_do,
    facts: factsOf(business),
    mustNotAppear: business.must_not_appear ?? [],
  };
}

/** The block at the top of a file and what stands below it; `empty` names what is missing where nothing does. */
function partsOf(reader: Reader, file: KnowledgeFile, problems: string[], empty: string): { raw: unknown; body: string } | undefined {
  const parts = FRONT_MATTER.exec(file.content);
  if (!parts) {
    problems.push(`${file.path}: must begin with the block between two lines of three hyphens.`);
    return undefined;
  }
  const raw = reader.yaml(file.path, parts[1]!);
  const body = (parts[2] ?? '').trim();
  if (body === '') problems.push(`${file.path}: has no ${empty} below the block.`);
  return { raw, body };
}

/** The file's name, by which it is known, without folder and ending. */
function nameOf({ path }: KnowledgeFile, problems: string[]): string {
  const name = path.replace(/^.*\//, '').replace(/\.md$/, '');
  if (!/^[a-z0-9-]+$/.test(name)) problems.push(`${path}: a file's name has small letters, digits and hyphens only.`);
  return name;
}

function readTopic(reader: Reader, file: KnowledgeFile, problems: string[]): Topic | undefined {
  const { raw, body = '' } = partsOf(reader, file, problems, 'answer') ?? {};
  const front = reader.check(file.path, raw, topicSchema);
  if (!front) return undefined;
  const { valid_from: validFrom, valid_until: validUntil, review_by: reviewBy, about_hours: aboutHours, team, ...rest } = front;
  const id = nameOf(file, problems);
  const days = { ...(validFrom && { validFrom }), ...(validUntil && { validUntil }), ...(reviewBy && { reviewBy }) };
  return { id, ...rest, ...(team && { team }), ...(aboutHours && { aboutHours }), ...days, body };
}

function readTexts(reader: Reader, files: Map<string, KnowledgeFile>): Record<Language, LanguageTexts> {
  const texts = {} as Record<Language, LanguageTexts>;
  for (const language of LANGUAGES) {
    const file = files.get(`texts/${language}.yml`);
    const read = file && reader.check(file.path, reader.yaml(file.path, file.content), textsSchema);
    texts[language] = { notices: read?.notices ?? {}, buttons: read?.buttons ?? {} };
  }
  return texts;
}

function readReply(reader: Reader, file: KnowledgeFile, problems: string[]): Reply | undefined {
  const { raw, body = '' } = partsOf(reader, file, problems, 'text') ?? {};
  if (body === '') return undefined;
  const name = nameOf(file, problems);
  const block = typeof raw === 'object' && raw !== null ? { ...raw, text: body } : raw;
  const read = reader.check(file.path, block, replySchema);
  if (!read) return undefined;
  const { title, text, ...inLanguage } = read;
  return { name, title, text, inLanguage };
}

/**
 * Reads the canned replies (`replies/*.md`; other files are ignored), sorted by name, and one sentence for everything that
 * is wrong with them.
 */
export function parseReplies(given: KnowledgeFile[]): { replies: Reply[]; problems: string[] } {
  const problems: string[] = [];
  const reader = createReader(problems);
  const replies = given
    .filter(({ path }) => path.startsWith('replies/') && isRead(path))
    .flatMap(({ path, content }) => {
      if (!isText(content)) problems.push(`${path}: ${NOT_UTF_8}`);
      return readReply(reader, { path, content: plain(content) }, problems) ?? [];
    })
    .sort((a, b) => a.name.localeCompare(b.name));
  return { replies, problems };
}

/** A reply in the customer's language, or as it is written for everybody. */
export const replyIn = ({ text, inLanguage }: Reply, language: Language): string => inLanguage[language] ?? text;

/**
 * Reads the knowledge from its files (`business.yml`, `topics/*.md`, `texts/{en,af,zu,xh,st}.yml`; others are ignored).
 * `privacyUrl` wins over the one in `business.yml`. Throws `KnowledgeError` with every problem at once.
 */
export function parseKnowledge(given: KnowledgeFile[], privacyUrl?: string): Knowledge {
  const problems: string[] = [];
  const reader = createReader(problems);
  const files = given.filter(({ path }) => isRead(path) && !path.startsWith('replies/')).map(({ path, content }) => ({ path, content: plain(content) }));
  problems.push(...files.filter(({ content }) => !isText(content)).map(({ path }) => `${path}: ${NOT_UTF_8}`));
  const byPath = new Map(files.map((file) => [file.path, file]));
  const businessFile = byPath.get('business.yml');
  const business = businessFile && readBusiness(reader, businessFile, privacyUrl);
  if (!businessFile) problems.push('business.yml: is missing.');
  if (!byPath.has('texts/en.yml')) problems.push('texts/en.yml: is missing.');
  const topics = files
    .filter(({ path }) => path.startsWith('topics/'))
    .map((file) => readTopic(reader, file, problems))
    .filter((topic) => topic !== undefined)
    .sort((a, b) => a.id.localeCompare(b.id));
  if (topics.length === 0) problems.push('topics/: holds no topic (a file ending in .md).');
  const texts = readTexts(reader, byPath);
  if (byPath.has('texts/en.yml')) problems.push(...problemsOfTexts(texts, business));
  if (!business || problems.length > 0) throw new KnowledgeError(problems);
  return { business, topics, texts };
}

/** Reads `business.yml` alone, for what does not need the rest. Throws `KnowledgeError` with every problem at once. */
export function parseBusiness(content: string): Business {
  const problems: string[] = [];
  const business = readBusiness(createReader(problems), { path: 'business.yml', content }, undefined);
  if (!business) throw new KnowledgeError(problems);
  return business;
}

/** Reads a file of hours, which wins over `business.yml`. Throws `KnowledgeError` with every problem at once. */
export function parseHours(path: string, content: string): WrittenHours {
  const problems: string[] = [];
  const reader = createReader(problems);
  const raw = reader.yaml(path, plain(content)) ?? {};
  const hours = problems.length > 0 ? undefined : reader.check(path, raw, hoursFileSchema);
  if (!hours) throw new KnowledgeError(problems);
  return hours;
}
