import type { Knowledge, Reply } from '../types';
import { fileOf, wrong, type Finding } from './findings';

interface Read {
  file: string;
  text: string;
}

/** Everything that a customer could read, by its file. */
function textsOf({ business, topics, texts }: Knowledge, replies: Reply[]): Read[] {
  const { name, about, privacyUrl, facts, canDo } = business;
  const notices = Object.entries(texts).map(([language, { notices: all, buttons }]) => ({
    file: `texts/${language}.yml`,
    text: [...Object.values(all), ...Object.values(buttons)].join('\n'),
  }));
  return [
    { file: 'business.yml', text: [name, about, privacyUrl, ...facts, ...Object.values(canDo).flat()].join('\n') },
    ...topics.map((topic) => ({
      file: fileOf(topic),
      text: [topic.title, ...topic.questions, ...topic.keywords, topic.body].join('\n'),
    })),
    ...notices,
    ...replies.map(({ name: reply, title, text, inLanguage }) => ({
      file: `replies/${reply}.md`,
      text: [title, text, ...Object.values(inLanguage)].join('\n'),
    })),
  ];
}

/** Words that the business has listed under `must_not_appear`, such as names of the sample shop, and where they still are. */
export function forbiddenFindings(knowledge: Knowledge, replies: Reply[]): Finding[] {
  return textsOf(knowledge, replies).flatMap(({ file, text }) => {
    const found = knowledge.business.mustNotAppear.filter((word) => text.toLowerCase().includes(word.toLowerCase()));
    if (found.length === 0) return [];
    const words = found.map((word) => `“${word}”`).join(', ');
    return [wrong('must_not_appear', file, `speaks of ${words}, which must not appear: replace it.`)];
  });
}
