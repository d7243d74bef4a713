import { isDeepStrictEqual } from 'node:util';
import { jobs } from '../../../workflows/conversation/jobs';
import type { ConversationState } from '../../../workflows/conversation/state';
import { transition } from '../../../workflows/conversation/transition';
import type { Observer, Report } from '../observer';
import { difference } from './deliveries';

const LIMIT = 256 * 1024;
const SAMPLE = 8;

/** The properties that keep the loop of the plumbing alive, and the state something that can be carried. */
export function watchLoop(report: Report): Observer {
  let count = 0;

  function checkPlain(state: ConversationState): void {
    const text = JSON.stringify(state);
    if (Buffer.byteLength(text) > LIMIT) report('pure', `the state has ${Buffer.byteLength(text)} bytes`);
    if (!isDeepStrictEqual(JSON.parse(text), state)) report('pure', 'the state is not plain JSON');
  }

  return {
    transition(_before, event, after) {
      count += 1;
      if (event.type === 'jobFailed' || event.type === 'jobCancelled') {
        if (jobs(after).some(({ key }) => key === event.key))
          report('loop', `${event.key} failed and is asked for again`);
      }
      if (count % SAMPLE !== 0) return;
      if (count % (2 * SAMPLE) === 0) checkPlain(after);
      const again = transition(after, { type: 'tick', at: after.now });
      if (!isDeepStrictEqual(again, after)) report('loop', `something due was not done: ${difference(after, again)}`);
    },
    settled(state) {
      checkPlain(state);
    },
  };
}
