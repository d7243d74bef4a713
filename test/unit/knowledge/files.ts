import { EXTRA_TEXT_KEYS, type KnowledgeFile } from '../../../activities/knowledge/types';
import { BUTTON_KEYS, NOTICE_KEYS } from '../../../workflows/conversation/words';

const three = '[one thing, two things, three things]';

export const BUSINESS = `
name: Blue Door
about: Blue Door sells lamps.
privacy_url: https://bluedoor.example/privacy
time_zone: Africa/Johannesburg
hours: { monday: "09:00-16:00", tuesday: closed, wednesday: closed, thursday: closed, friday: closed, saturday: closed, sunday: closed }
contact: { phone: "+27 11 555 0101" }
assistant:
  can_do: { en: ${three}, af: ${three}, zu: ${three}, xh: ${three}, st: ${three} }
`;

export const TOPIC = `---
title: Lamp repairs
language: en
questions: [do you repair lamps]
keywords: [repair]
---
We repair lamps for R150.`;

const lines = (keys: readonly string[], text: (key: string) => string) =>
  keys.map((key) => `  ${key}: ${JSON.stringify(text(key))}`).join('\n');

/** English texts with every key; `change` replaces some. */
export function textsFile(change: Record<string, string> = {}): string {
  const notices = lines([...NOTICE_KEYS, ...EXTRA_TEXT_KEYS], (key) => change[key] ?? `The ${key}.`);
  return `notices:\n${notices}\nbuttons:\n${lines(BUTTON_KEYS, (key) => change[`button ${key}`] ?? key.slice(0, 20))}\n`;
}

/** A small folder that is right; `change` replaces or adds files, `undefined` takes one away. */
export function knowledgeFiles(change: Record<string, string | undefined> = {}): KnowledgeFile[] {
  const files: Record<string, string | undefined> = {
    'business.yml': BUSINESS,
    'topics/repairs.md': TOPIC,
    'texts/en.yml': textsFile(),
    ...change,
  };
  return Object.entries(files).flatMap(([path, content]) => (content === undefined ? [] : [{ path, content }]));
}
