import type { AssistantRequest, PromptEntry } from '../../../../workflows/conversation/ports';

/** Customers' words can open or close none of the tags around them. */
const escaped = (text: string): string => text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');

const entry = ({ from, name, text }: PromptEntry): string =>
  `<entry from="${from}"${from === 'agent' && name ? ` name="${escaped(name).replaceAll('"', '&quot;')}"` : ''}>${escaped(text)}</entry>`;

/** What was said so far, as data for the user turn. */
export const conversationBlock = (transcript: PromptEntry[]): string =>
  `<conversation>\n${transcript.map(entry).join('\n')}\n</conversation>`;

/** The user turn of `classify` and `draft`: the only place where a customer's words stand. */
export function userTurn({ transcript, messages, language }: AssistantRequest): string {
  const unanswered = messages.map((message) => `<message>${escaped(message)}</message>`).join('\n');
  return `<language>${language}</language>\n${conversationBlock(transcript)}\n<customer_messages>\n${unanswered}\n</customer_messages>`;
}
