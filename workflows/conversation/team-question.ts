/**
 * What the assistant asks the team while it keeps the conversation: plain data. `open`: nobody has replied yet; `answering`:
 * the first reply is being put into words; `answered`: the customer has it; `with_people`: people have the conversation
 * instead; `unanswered`: nobody replied in time, so they have it; `withdrawn`: it goes on in another conversation.
 */
export interface TeamQuestion {
  id: string;
  /** The customer's own words. */
  text: string;
  /** People get the conversation at this time, ms UTC. */
  until: number;
  state: 'open' | 'answering' | 'answered' | 'with_people' | 'unanswered' | 'withdrawn';
  /** Its post in Slack; the thread of it is where the team replies. */
  place?: { channel: string; ts: string };
  answer?: { agent: { id: string; name: string }; text: string };
}
