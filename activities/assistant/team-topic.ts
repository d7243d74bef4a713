import type { Topic } from '../knowledge/types';

/** Id of the topic that an agent's reply is, for the one draft that it is the fact for. */
export const TEAM_TOPIC = 'team-answer';

/** What an agent has said when he was asked, as if somebody had written a topic about it. */
export const teamTopic = (told: string): Topic => ({
  id: TEAM_TOPIC,
  title: 'What our team has just said about this question',
  language: 'en',
  questions: [],
  keywords: [],
  body: told,
});
