import { isAside, isRead, KnowledgeError, parseKnowledge, parseReplies } from '../parse';
import type { Knowledge, KnowledgeFile } from '../types';
import { dayIn, validTopics } from '../validity';
import { calendarFindings } from './calendar';
import { contradictionFindings } from './contradictions';
import { duplicateFindings } from './duplicates';
import { notice, wrong, type Finding } from './findings';
import { forbiddenFindings } from './forbidden';
import { gapFindings, NEEDED_FILE, type Coverage } from './gaps';
import { hoursFindings } from './hours';
import { languageFindings, lengthFindings } from './words';

/** What the check has found, what needs mending first. */
export interface CheckReport {
  findings: Finding[];
  topics: number;
  coverage: Coverage;
}

const SENTENCE = /^([^:]+(?:\.\w+|\/)): (.+)$/s;

/** `topics/x.md: has no answer.` as a finding. */
function broken(problem: string): Finding {
  const [, file = '', sentence = problem] = SENTENCE.exec(problem) ?? [];
  return wrong('broken', file, sentence);
}

function notRead({ path }: KnowledgeFile): Finding[] {
  if (isRead(path) || isAside(path) || path === NEEDED_FILE) return [];
  if (path.startsWith('topics/')) return [wrong('not_read', path, 'is not read: let its name end in .md.')];
  if (path.startsWith('replies/')) return [wrong('not_read', path, 'is not read: let its name end in .md.')];
  if (path.startsWith('texts/')) return [wrong('not_read', path, 'is not read: its name must be en, af, zu, xh or st, and .yml.')];
  return [notice('not_read', path, 'is not read: correct its name, or take it out.')];
}

const ORDER: Finding['severity'][] = ['wrong', 'notice'];
const sorted = (findings: Finding[]): Finding[] =>
  findings.sort((a, b) => ORDER.indexOf(a.severity) - ORDER.indexOf(b.severity) || a.file.localeCompare(b.file));

/**
 * Looks over the whole folder as somebody would who knows what customers ask and where slips are made. `files`: all that
 * are in it, read or not; `now`: ms UTC; `unreadable`: a sentence for each file that could not be read.
 */
export function checkKnowledge(files: KnowledgeFile[], now: number, unreadable: string[] = []): CheckReport {
  const { replies, problems } = parseReplies(files);
  const strays = [...[...unreadable, ...problems].map(broken), ...files.flatMap(notRead)];
  let knowledge: Knowledge;
  try {
    knowledge = parseKnowledge(files);
  } catch (error) {
    if (!(error instanceof KnowledgeError)) throw error;
    const coverage = { needed: 0, answered: 0 };
    return { findings: sorted([...error.problems.map(broken), ...strays]), topics: 0, coverage };
  }
  const { business, topics, texts } = knowledge;
  const checked = { business, topics, day: dayIn(business.timeZone, now) };
  const gaps = gapFindings(files, validTopics(topics, now, business.timeZone));
  const findings = [
    ...calendarFindings(checked),
    ...contradictionFindings(checked),
    ...hoursFindings(checked),
    ...forbiddenFindings(knowledge, replies),
    ...lengthFindings(topics),
    ...languageFindings(texts, files),
    ...duplicateFindings(topics),
    ...gaps.findings,
    ...strays,
  ];
  return { findings: sorted(findings), topics: topics.length, coverage: gaps.coverage };
}
