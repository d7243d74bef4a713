import type { ConversationEvent } from '../../../workflows/conversation/events';
import type { Observer, Report } from '../observer';

const STOP = /^(?:stop|hou op asb)$/i;
const START = /^start$/i;
const OURS = /^[a-z]+:\d+:\d+$/;
/** What a timer says, and what nobody has asked for. */
const UNASKED = ['offer', 'ask_resume', 'assistant_back', 'nobody_yet', 'answer_delayed', 'ask_keep_open'];

/** Whoever has written "stop" is left alone until he writes "start" or taps. */
export function watchStopping(report: Report): Observer {
  const seen = new Set<string>();
  const confirmations = new Set<string>();
  let stopped = false;
  let stops = 0;

  function hear({ type, ...event }: ConversationEvent): void {
    if (type !== 'customerMessage' || !('message' in event) || !('content' in event.message)) return;
    const { id, content, sentAt } = event.message;
    if (seen.has(id)) return;
    seen.add(id);
    if (event.at - sentAt > 8 * 24 * 60 * 60_000) return;
    if (content.kind === 'button' && OURS.test(content.id)) stopped = false;
    if (content.kind !== 'text') return;
    if (START.test(content.text)) stopped = false;
    if (STOP.test(content.text) && !stopped) {
      stopped = true;
      stops += 1;
    }
  }

  return {
    transition(_before, event) {
      hear(event);
    },
    started(job) {
      if (job.kind !== 'send') return;
      const { content } = job.request;
      if (stopped && content.kind === 'template') report('stop', 'a template starts although he said stop');
      if (content.kind !== 'notice') return;
      const offers = content.buttons.some(({ id }) => id.startsWith('connect:'));
      if (stopped && (offers || UNASKED.includes(content.key)))
        report('stop', `${content.key} starts although he said stop`);
      if (content.key !== 'opted_out') return;
      confirmations.add(job.intentId);
      if (confirmations.size > stops) report('stop', 'a second confirmation starts');
    },
  };
}
