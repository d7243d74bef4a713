import { renderOutage } from '../../../activities/slack/outage';
import type { ModelOutage } from '../../../workflows/conversation/ports';
import { buttonsOf, markupIn, readBlocks } from '../../support/slack-blocks';

const since = Date.UTC(2026, 9, 5, 8, 0);
const SINCE = '2026-10-05 08:00 UTC';
const render = (state: ModelOutage['state'], waiting: number) =>
  renderOutage({ state, waiting, since }, 'model-outage').blocks;

describe('the line about an outage of the model', () => {
  it.each<[ModelOutage['state'], number, string, string[]]>([
    ['away', 0, `away since ${SINCE}. The assistant answers what the knowledge says for certain. Nobody waits`, []],
    [
      'away',
      1,
      `away since ${SINCE}. The assistant answers what the knowledge says for certain. 1 conversation waits`,
      [],
    ],
    [
      'away',
      12,
      `away since ${SINCE}. The assistant answers what the knowledge says for certain. 12 conversations wait`,
      [],
    ],
    ['back', 2, `back. It was away since ${SINCE}. 2 conversations wait unclaimed`, ['Hand back all unclaimed']],
    ['over', 0, `back. It was away since ${SINCE}. Nobody waits unclaimed because of that any more.`, []],
  ])(
    'when the model is %s and %i wait, then it says so, with a button where there is something to do',
    (state, waiting, text, labels) => {
      const blocks = render(state, waiting);
      expect(readBlocks(blocks)).toContain(`The assistant’s model is ${text}`);
      expect(buttonsOf(blocks).map(({ label }) => label)).toEqual(labels);
      expect(markupIn(blocks)).toEqual([]);
    },
  );
});
