import type { AssistantRequest } from '../../workflows/conversation/ports';
import type { Knowledge, Topic } from '../knowledge/types';
import type { Sources } from './grounding/grounding';

/**
 * What a draft for this request may rest on: the business's words, what was told before, and the customer's order numbers.
 * `moment`: what is known of the hours right now.
 */
export function sourcesOf(
  { business }: Knowledge,
  topics: Topic[],
  { messages, transcript }: Pick<AssistantRequest, 'messages' | 'transcript'>,
  moment: string,
): Sources {
  const said = transcript.filter(({ from }) => from !== 'customer').map(({ text }) => text);
  const asked = transcript.filter(({ from }) => from === 'customer').map(({ text }) => text);
  return {
    texts: [...topics.map(({ body }) => body), business.about, business.privacyUrl, ...business.facts, moment, ...said],
    customer: [...asked, ...messages],
    timeZone: business.timeZone,
  };
}
