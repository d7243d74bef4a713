import { calendarFindings } from '../activities/knowledge/check/calendar';
import { KNOWLEDGE_FOLDERS } from '../activities/knowledge/load';
import { isRead, KnowledgeError, parseKnowledge } from '../activities/knowledge/parse';
import type { Knowledge } from '../activities/knowledge/types';
import { dayIn } from '../activities/knowledge/validity';
import { readFolder, watchFolder, type FolderContent } from './folder';
import type { Logger } from './logger';

export interface LivingKnowledge {
  /** What is in use at this moment. */
  current(): Knowledge;
  close(): void;
}

export interface LivingKnowledgeOptions {
  dir: string;
  privacyUrl: string | undefined;
  logger: Logger;
  now?: () => number;
}

const HOUR_MS = 3_600_000;
const MOST_TOLD = 3;

/** Throws KnowledgeError. */
function read({ files, problems }: FolderContent, privacyUrl: string | undefined): Knowledge {
  if (problems.length > 0) throw new KnowledgeError(problems);
  return parseKnowledge(files, privacyUrl);
}

function problemsIn(error: KnowledgeError): string {
  const told = error.problems.slice(0, MOST_TOLD).join(' ');
  const more = error.problems.length - MOST_TOLD;
  return more > 0 ? `${told} And ${more} more: \`npm run baton -- knowledge check\` names them.` : told;
}

/** Tells once of every topic that is over or overdue for a review. */
function createCalendarReport(logger: Logger, now: () => number) {
  const told = new Set<string>();
  return ({ topics, business }: Knowledge): void => {
    const due = calendarFindings({ topics, day: dayIn(business.timeZone, now()) });
    for (const { file, sentence } of due.filter(({ severity }) => severity === 'wrong')) {
      const line = `${file} ${sentence}`;
      if (!told.has(line)) logger.warn({}, `Knowledge: ${line}`);
      told.add(line);
    }
  };
}

/**
 * The business's knowledge, and a few seconds after somebody saved a file the new one. Where what was saved cannot be
 * used, the one before stays and the log says why. Throws KnowledgeError where it cannot be used at the start.
 */
export async function createLivingKnowledge(options: LivingKnowledgeOptions): Promise<LivingKnowledge> {
  const { dir, privacyUrl, logger, now = Date.now } = options;
  const look = () => readFolder(dir, { folders: KNOWLEDGE_FOLDERS, isWanted: isRead });
  const known = await look();
  let knowledge = read(known, privacyUrl);
  const report = createCalendarReport(logger, now);
  report(knowledge);
  const watched = watchFolder({
    read: look,
    known,
    changed(content) {
      try {
        knowledge = read(content, privacyUrl);
      } catch (error) {
        if (!(error instanceof KnowledgeError)) throw error;
        logger.warn({}, `Knowledge: what was saved cannot be used, so the one before stays. ${problemsIn(error)}`);
        return;
      }
      logger.info({ count: knowledge.topics.length }, 'Knowledge: what was saved is in use.');
      report(knowledge);
    },
  });
  const hourly = setInterval(() => report(knowledge), HOUR_MS).unref();
  return {
    current: () => knowledge,
    close() {
      watched.close();
      clearInterval(hourly);
    },
  };
}
