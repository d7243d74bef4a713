import { deadlines } from '../../workflows/conversation/transitions/deadline';
import { nextWords } from '../../workflows/conversation/wording';
import { createClaimed } from '../support/driver';

test.each(['nobody has answered', 'agent is away', 'the team has not answered', 'delivery unconfirmed'])(
  'when “%s” is what comes next, then it is told as what may happen, not as a fact',
  (what) => expect(nextWords(what)).toMatch(/^if .+ by then, .+/),
);

test('when a deadline has words of its own, then they stay', () => {
  for (const { what } of deadlines(createClaimed().state()))
    if (what !== 'nobody has answered') expect(nextWords(what)).toBe(what);
});
