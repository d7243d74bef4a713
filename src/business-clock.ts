import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { compileClock } from '../activities/knowledge/business-clock';
import { overridden } from '../activities/knowledge/hours';
import { KnowledgeError, parseHours } from '../activities/knowledge/parse';
import type { Business, BusinessHours } from '../activities/knowledge/types';
import type { OpeningHours, Settings } from '../workflows/conversation/settings';
import type { Logger } from './logger';

type Hours = Pick<Business, 'hours' | 'timeZone'>;

interface BusinessClockOptions {
  /** What is in use at this moment. */
  business: () => Hours;
  /** Absolute path of a file whose hours win over the business's. */
  hoursFile: string | undefined;
  logger: Logger;
  now?: () => number;
}

const COMPILED_FOR_MS = 10 * 60_000;

/** The hours of the file; the ones before where what was saved cannot be used. */
function createHoursFile(path: string | undefined, logger: Logger) {
  let content = '';
  let written = path === undefined ? undefined : read(path);

  function read(file: string) {
    content = readFileSync(file, 'utf8');
    return parseHours(basename(file), content);
  }
  function refresh(file: string): void {
    const before = content;
    try {
      if (readFileSync(file, 'utf8') !== before) written = read(file);
    } catch (error) {
      if (content !== before && error instanceof KnowledgeError)
        logger.warn({}, `The file of hours cannot be used, so the hours before stay. ${error.problems.join(' ')}`);
    }
  }
  return (hours: BusinessHours): { hours: BusinessHours; version: string } => {
    if (path !== undefined) refresh(path);
    return { hours: written === undefined ? hours : overridden(hours, written), version: content };
  };
}

/**
 * The business's clock as the settings carry it, by the hours of the moment: `business.yml`'s, and those of the file that
 * wins over them. Throws where that file cannot be used at the start.
 */
export function createBusinessClock(options: BusinessClockOptions): () => OpeningHours | undefined {
  const { business, hoursFile, logger, now = Date.now } = options;
  const fileOf = createHoursFile(hoursFile, logger);
  let made: { by: Hours; version: string; at: number; clock: OpeningHours | undefined } | undefined;
  return () => {
    const by = business();
    const { hours, version } = fileOf(by.hours);
    const at = now();
    if (made === undefined || made.by !== by || made.version !== version || at - made.at > COMPILED_FOR_MS)
      made = { by, version, at, clock: compileClock(hours, by.timeZone, at) };
    return made.clock;
  };
}

/** The settings with the business's clock of the moment. */
export const withClock = (settings: Settings, opening: OpeningHours | undefined): Settings =>
  opening === undefined ? settings : { ...settings, opening };
