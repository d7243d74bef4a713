import type { TeamQuestion } from '../../../workflows/conversation/team-question';
import type { ConversationState } from '../../../workflows/conversation/state';
import type { Observer, Report } from '../observer';

const isOver = ({ state }: TeamQuestion): boolean => state !== 'open' && state !== 'answering';

/** What the assistant asks the team, and what becomes of those who wait for the answer. */
export function watchAsking(report: Report): Observer {
  const told = new Set<string>();
  const questions = new Map<string, TeamQuestion>();
  const shown = new Map<string, TeamQuestion['state']>();
  let refused = false;

  function checkOne(before: TeamQuestion | undefined, after: TeamQuestion): void {
    if (before === undefined && after.state !== 'open') report('asking', `a question began as ${after.state}`);
    if (before === undefined) return;
    if (isOver(before) && after.state !== before.state) report('asking', `${before.state} became ${after.state}`);
    if (before.answer !== undefined && before.answer.text !== after.answer?.text)
      report('asking', 'another reply took the place of the first');
    if (after.state === 'answered' && after.answer === undefined) report('asking', 'answered, and nobody replied');
  }

  function checkAll(state: ConversationState): void {
    const { teamQuestions = [], mode, takeover, moved, handoff, transcript, now } = state;
    for (const question of teamQuestions) {
      checkOne(questions.get(question.id), question);
      questions.set(question.id, question);
    }
    const [current, ...more] = teamQuestions.filter((question) => !isOver(question));
    if (more.length > 0) report('asking', 'two questions are open');
    if (questions.size > told.size) report('asking', 'the team is asked and the customer does not know');
    const waits = transcript.filter(({ disposition }) => disposition === 'asked').length;
    if (current === undefined) {
      if (waits > 0) report('asking', `${waits} messages wait for an answer that nobody is asked for`);
      return;
    }
    const withAssistant = mode === 'active' && takeover === undefined && moved === undefined && handoff === undefined;
    if (!withAssistant) report('asking', `a question is ${current.state} in ${mode}`);
    if (current.state === 'open' && current.until <= now) report('asking', 'nobody replied, and it is still open');
  }

  return {
    transition: (_before, _event, after) => checkAll(after),
    started(job) {
      if (job.kind === 'send' && job.intentId.startsWith('n-asking_team-')) told.add(job.intentId);
    },
    ended(job, _outcome, failure) {
      if (job.kind === 'slack' && failure?.class === 'rejected') refused = true;
    },
    posted(post) {
      if (post.kind === 'team_question') shown.set(post.question.id, post.question.state);
    },
    settled({ teamQuestions = [] }) {
      for (const { id, state } of refused ? [] : teamQuestions)
        if (shown.get(id) !== state) report('asking', `Slack shows ${shown.get(id)} of what is ${state}`);
    },
  };
}
