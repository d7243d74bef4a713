import { claimsOf, handoffOf, isCard, ownerOn } from './claims';
import type { Violation } from './evidence';
import { releasesOf } from './releases';
import type { Conversation, Post, Send, Told, World, Written } from './world';

/** I12: a handoff has one card, a line is posted once, and who was told that people come has a card. */
export function oneCardEach({ conversations, evidence: { agents } }: World): Violation[] {
  return conversations.flatMap((conversation) => {
    const { record, posts, sends } = conversation;
    const { workflowId } = record;
    const found = (what: string, detail: string, at: number): Violation => {
      return { invariant: 'I12', what, workflowId, detail, at };
    };
    const fresh = posts.filter(({ isNew }) => isNew);
    const cards = fresh.filter(isCard);
    const announced = sends.find(({ intent, accepted }) => accepted && intent.startsWith('n-handoff_open-'));
    return [
      ...again(cards, (card) => `${handoffOf(card)}`).map((card) =>
        found('a second card', `${handoffOf(card)}`, card.at),
      ),
      ...stillOpen(posts).map((card) => found('a second card while the first is open', `${handoffOf(card)}`, card.at)),
      ...again(
        fresh.filter(({ postId }) => postId !== undefined),
        ({ postId = '' }) => postId,
      ).map((post) => found('posted twice', post.text.slice(0, 60), post.at)),
      ...promisedAgain(conversation, agents).map(({ intent, at }) => found('people were promised twice', intent, at)),
      ...(announced !== undefined && cards.length === 0
        ? [found('people were promised, and nobody was told', announced.intent, announced.at)]
        : []),
    ];
  });
}

/** "A person is coming" said again although nobody had let the assistant come back meanwhile. */
function promisedAgain(conversation: Conversation, agents: World['evidence']['agents']): Send[] {
  const releases = releasesOf(conversation, agents);
  const accepted = conversation.sends.filter(({ accepted: taken }) => taken);
  const promises = accepted.filter(({ intent }) => intent.startsWith('n-handoff_open-'));
  return promises.filter(({ at }, index) => {
    const before = promises[index - 1];
    return before !== undefined && !releases.some((release) => release.at > before.at - LAGS_MS && release.at <= at);
  });
}

/** New cards that came before the last one said how it had ended. */
function stillOpen(posts: Post[]): Post[] {
  const cards = posts.filter(isCard);
  return cards.filter((card, index) => {
    const before = cards
      .slice(0, index)
      .filter((other) => handoffOf(other) !== handoffOf(card))
      .at(-1);
    return card.isNew && before !== undefined && !ENDS.some((words) => before.text.includes(`${words} by `));
  });
}

const again = (posts: Post[], key: (post: Post) => string): Post[] =>
  posts.filter((post, index) => posts.findIndex((other) => key(other) === key(post)) !== index);

/** I19: one agent at a time has a conversation, and only that one ends it. */
export function oneOwner({ conversations, evidence: { agents } }: World): Violation[] {
  return conversations.flatMap((conversation) => {
    const { workflowId } = conversation.record;
    const found = (what: string, detail: string, at: number): Violation => {
      return { invariant: 'I19', what, workflowId, detail, at };
    };
    const claims = claimsOf(conversation, agents);
    // Where the assistant might have come back, or people were asked, anybody may take it.
    const releases = releasesOf(conversation, agents).map(({ at }) => at);
    const free = [...releases, ...questionsOf(conversation)];
    const seized = claims.flatMap((claim, index): Violation[] => {
      const before = claims[index - 1];
      if (before === undefined || before.agent === claim.agent) return [];
      if (free.some((at) => at > before.at - LAGS_MS && at <= claim.at)) return [];
      return [found('two have it', `${before.agent} and ${claim.agent}`, claim.at)];
    });
    const ended = conversation.posts.filter(isCard).flatMap((post): Violation[] => {
      const by = agents.find(({ name }) => ENDS.some((words) => post.text.includes(`${words} by ${name}`)))?.id;
      const owner = conversation.posts
        .filter((other) => isCard(other) && handoffOf(other) === handoffOf(post) && other.at < post.at)
        .flatMap((other) => ownerOn(other, agents) ?? [])
        .at(-1);
      if (by === undefined || owner === undefined || by === owner) return [];
      return [found('ended by somebody else', `${owner} had it, ${by} ended it`, post.at)];
    });
    return [...seized, ...ended];
  });
}

const ENDS = ['Handed back to the assistant', 'Resolved'];
/** A card is shown later than what it shows. */
const LAGS_MS = 5_000;

const questionsOf = ({ posts }: Conversation): number[] =>
  posts.filter(({ buttons }) => buttons.some(({ actionId }) => actionId === 'keep_with_us')).map(({ at }) => at);

/** Of a message with a file its words stand behind the file's name. */
const isSaidBy = (text: string, words: string): boolean => text === words || text.endsWith(`] ${words}`);

/** It is held, or was not sent and the thread says so. */
const tellsOf = (post: Post, text: string, writtenAt: number): boolean =>
  post.text.includes(text) || (post.at > writtenAt && post.text.includes('Not sent: '));

/** The last delivery is answered with 200 even where nothing came of it: then the writer reads that he has to write again. */
const NOTHING_CAME_OF_IT = /was not sent|nothing was sent/;
const TOLD_WITHIN_MS = 60_000;

/** Those of whom nobody was told; one sentence is for one message. */
function withoutTheTold(unheard: Written[], told: Told[]): Written[] {
  const sentences = told.filter(({ text }) => NOTHING_CAME_OF_IT.test(text));
  return unheard.filter(({ user, takenAt = 0 }) => {
    const position = sentences.findIndex(
      (one) => one.user === user && one.at >= takenAt && one.at <= takenAt + TOLD_WITHIN_MS,
    );
    return position < 0 || sentences.splice(position, 1).length === 0;
  });
}

/** I23: what an agent wrote, and Slack knows to be recorded, reaches the customer once and in order, or stands in the thread. */
export function everyReplyArrives({ conversations }: World): Violation[] {
  return conversations.flatMap(({ record, written, posts, told }) => {
    const found = (what: string, detail: string, at: number): Violation => {
      return { invariant: 'I23', what, workflowId: record.workflowId, detail, at };
    };
    const taken = written.filter(({ takenAt }) => takenAt !== undefined);
    const lineOf = (words: string, ...from: string[]): number =>
      record.transcript.findIndex(({ from: author, text }) => from.includes(author) && isSaidBy(text, words));
    const unheard = taken.filter(
      ({ text, ts }) =>
        lineOf(text, 'agent', 'note') < 0 && !posts.some((post) => tellsOf(post, text, Number(ts) * 1_000)),
    );
    const lost = withoutTheTold(unheard, told).map(({ text, takenAt = 0 }) =>
      found("an agent's words are lost", `"${text}"`, takenAt),
    );
    const turned = taken.flatMap((second): Violation[] => {
      const first = taken.findLast(({ takenAt = Infinity }) => takenAt < (second.attempts[0] ?? 0));
      if (first === undefined) return [];
      // A note goes to no customer: it may stand before what still had to be sent.
      const [one, other] = [lineOf(first.text, 'agent'), lineOf(second.text, 'agent')];
      if (one < 0 || other < 0 || one < other) return [];
      return [found('in another order', `"${second.text}" before "${first.text}"`, second.takenAt ?? 0)];
    });
    return [...lost, ...turned];
  });
}
