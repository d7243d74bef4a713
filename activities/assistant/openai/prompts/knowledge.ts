import type { Topic } from '../../../knowledge/types';

/** A topic as it stands in the prompt of `draft`. */
export const topicBlock = ({ id, title, body }: Topic): string =>
  `<topic id="${id}" title="${title}">\n${body}\n</topic>`;

/** A topic as it stands in the prompt of `classify`. */
export const topicLine = ({ id, title }: Topic): string => `- ${id}: ${title}`;

/** Puts values into a prompt; they are inserted once and never read as placeholders themselves. */
export const fillPrompt = (prompt: string, values: Record<string, string>): string =>
  prompt.replace(/\{([a-z]+)\}/g, (whole, name: string) => values[name] ?? whole);
