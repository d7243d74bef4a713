import { renderTeamQuestion } from '../../../activities/slack/team-question';
import type { TeamQuestion } from '../../../workflows/conversation/team-question';
import { buttonsOf, markupIn, readBlocks } from '../../support/slack-blocks';

const WORKFLOW_ID = 'whatsapp-1-abc';
const answer = { agent: { id: 'U_THANDI', name: 'Thandi' }, text: 'Yes, <R90> a bag' };
const render = (change: Partial<TeamQuestion>) =>
  renderTeamQuestion(
    {
      id: 'q-1',
      text: 'Do you sell *sand* <!channel>?',
      until: Date.UTC(2026, 10, 27, 8, 3),
      state: 'open',
      ...change,
    },
    7,
    WORKFLOW_ID,
  ).blocks;

describe('the question to the team', () => {
  it.each<[TeamQuestion['state'], RegExp, string[]]>([
    [
      'open',
      /Reply in this thread by [^]*the assistant answers the customer with the first reply/,
      ['Take over', 'Full chat history'],
    ],
    [
      'answering',
      /Thandi replied\. The assistant is putting it into words:[^]*Yes, <R90> a bag/,
      ['Full chat history'],
    ],
    ['answered', /Thandi replied, and the assistant has answered the customer with it/, ['Full chat history']],
    ['with_people', /People have this conversation now/, ['Full chat history']],
    ['unanswered', /Nobody replied in time: people get the conversation/, ['Full chat history']],
    ['withdrawn', /The customer has a new number/, ['Full chat history']],
  ])(
    'when it is %s, then it says so, and a button is there as long as there is something to do',
    (state, text, labels) => {
      const blocks = render({ state, ...(state.startsWith('answer') && { answer }) });
      expect(readBlocks(blocks)).toMatch(text);
      expect(readBlocks(blocks)).toContain('Do you sell *sand* <!channel>?');
      expect(buttonsOf(blocks).map(({ label }) => label)).toEqual(labels);
      expect(markupIn(blocks)).toEqual([]);
    },
  );
});
