import type { Observer, Report } from '../observer';

/** Whoever reads the transcript later knows at each line who was allowed to speak. */
export function watchTelling(report: Report): Observer {
  return {
    transition(before, event, after) {
      const changes = after.transcript
        .filter(({ number, from }) => number > before.counters.entry && from === 'event')
        .flatMap(({ change, name }) => (change === undefined ? [] : [{ ...change, name }]));
      const last = changes.at(-1);
      if (before.mode !== after.mode && last?.mode !== after.mode) {
        report('told', `${event.type} made it ${after.mode}, and the transcript says ${last?.what ?? 'nothing'}`);
      }
      const { takeover } = before;
      if (takeover !== undefined && after.takeover === undefined) {
        if (last?.what !== 'taken_over' || last.name !== takeover.agent.name) {
          report('told', `the acknowledgement of a takeover reads ${last?.what ?? 'nothing'}`);
        }
      }
      if (changes.length > 3) report('told', `${event.type} is told by ${changes.length} entries`);
    },
  };
}
