import type { TranscriptLine } from '../../workflows/conversation/messages';
import { isCard, ownerOn, type Claim } from './claims';
import type { Conversation, Send, World } from './world';

type Agents = World['evidence']['agents'];

const CUSTOMER = 'customer';

/** A click or a tap by which somebody may have confirmed that the assistant comes back. */
interface Confirmation {
  /** When it left: it took effect no earlier. Wall clock, ms. */
  at: number;
  /** An agent, or the customer. */
  by: string;
  does: 'resume' | 'resolve';
  /** Of the button, where that says so: which time without the assistant, and which handoff it is about. */
  epoch?: number;
  handoff?: number;
  /** It answers what customers are asked while nobody has come: whoever takes over closes that question. */
  untilClaimed: boolean;
}

/** A confirmation that took effect. */
export interface Release extends Confirmation {
  /** When it did, by the conversation's clock, ms; absent where the record has lost its line. */
  tookEffectAt?: number;
}

/**
 * Every confirmation that took effect. The conversation's record decides: one for which no line of it says that the
 * assistant is back was refused. Of several that may be meant by the same line, each counts.
 */
export function releasesOf(conversation: Conversation, agents: Agents): Release[] {
  const { record } = conversation;
  const confirmations = [...clicksOf(conversation), ...tapsOf(conversation)];
  const known = comebacksIn(record).flatMap((line) => {
    const { by, does } = whoseIs(line, agents);
    const meant = confirmations.filter((one) => one.by === by && one.does === does);
    return meant.map((one): Release => ({ ...one, tookEffectAt: line.at }));
  });
  // What the record has lost the cards have to say.
  const lost = record.recordBegins > 1 ? confirmations.filter((one) => mayHave(one, conversation, agents)) : [];
  return [...known, ...lost].sort((one, other) => one.at - other.at);
}

/** Lines that say that the assistant is back, each after one that says that it was away. */
function comebacksIn({ transcript, recordBegins }: Conversation['record']): TranscriptLine[] {
  let mode = recordBegins > 1 ? undefined : 'active';
  return transcript.filter((line) => {
    if (line.from !== 'event' || line.mode === undefined) return false;
    const isBack = line.mode === 'active' && mode !== 'active';
    mode = line.mode;
    return isBack;
  });
}

function whoseIs({ text }: TranscriptLine, agents: Agents): Pick<Confirmation, 'by' | 'does'> {
  // While Slack does not say what somebody is called, the record has the name by which he signs in.
  const words = text.toLowerCase();
  const by = agents.find(({ name }) => words.startsWith(`${name.toLowerCase()} `))?.id ?? CUSTOMER;
  return { by, does: /resolved|is sorted/.test(text) ? 'resolve' : 'resume' };
}

const CLICKS: Record<string, Confirmation['does']> = { hand_back: 'resume', resolve: 'resolve' };
/** What a clicker reads of whose click nothing came (`verdict.ts`, `src/slack/sentences.ts`). */
const REFUSAL = /Nothing has changed|can do that\.|is taking over/;

function clicksOf({ clicks }: Conversation): Confirmation[] {
  return clicks.flatMap(({ at, user, action, value: { e: epoch, h: handoff }, answers }) => {
    const does = CLICKS[action];
    if (does === undefined || answers.some(({ text }) => REFUSAL.test(text))) return [];
    // A handoff can be resolved by a button of an earlier time of it.
    const about = {
      ...(epoch !== undefined && does === 'resume' && { epoch }),
      ...(handoff !== undefined && { handoff }),
    };
    return [{ at, by: user, does, ...about, untilClaimed: false }];
  });
}

const BUTTON = /^(assistant|sorted):(\d+):\d+$/;

function tapsOf({ received, sends }: Conversation): Confirmation[] {
  return received.flatMap(({ button = '', attempts }) => {
    const [, action, epoch] = BUTTON.exec(button) ?? [];
    if (action === undefined) return [];
    const asked = sends.filter(({ buttons }) => buttons.includes(button));
    const untilClaimed = asked.length > 0 && !asked.some(isConfirmation);
    const does: Confirmation['does'] = action === 'sorted' ? 'resolve' : 'resume';
    return attempts
      .filter((at) => !isOutOfDate({ button, at }, sends))
      .map((at) => ({ at, by: CUSTOMER, does, epoch: Number(epoch), untilClaimed }));
  });
}

/** "Keep waiting, or ask the assistant?": asked of whoever has been waiting for an agent's answer. */
const isConfirmation = ({ intent }: Send): boolean => intent.startsWith('n-ask_resume-');

/** Whether the same had been asked anew when it was tapped: then it is the button of a closed question. */
function isOutOfDate({ button, at }: { button: string; at: number }, sends: Send[]): boolean {
  const [action = ''] = button.split(':');
  const asked = sends.filter((send) => send.accepted && send.at <= at && asks(send, action));
  const own = asked.find(({ buttons }) => buttons.includes(button));
  if (own === undefined) return false;
  const newest = asked.findLast((send) => isConfirmation(send) === isConfirmation(own));
  return newest?.buttons.includes(button) === false;
}

const asks = ({ buttons }: Send, action: string): boolean => buttons.some((id) => id.startsWith(`${action}:`));

/** Whether a confirmation may have taken effect by what the cards say: whoever has it confirms, or anybody where nobody has. */
function mayHave({ at, by }: Confirmation, { posts }: Conversation, agents: Agents): boolean {
  const card = posts.findLast((post) => isCard(post) && post.at <= at);
  const owner = card && ownerOn(card, agents);
  return by === CUSTOMER || owner === undefined || owner === by;
}

/** A click has three seconds; a tap may be delivered for ten. */
const UNDER_WAY_MS = 10_000;
/** What was recorded while the server stood still takes effect once it goes on. */
const WAITS_MS = 60_000;
const SECOND = 1_000;

/** Whether somebody has confirmed between this takeover and this moment that the assistant comes back. */
export function isReleased(claim: Claim, until: number, releases: Release[]): boolean {
  return releases.some((release) => {
    if (release.at > until || !isAbout(release, claim)) return false;
    const { since } = claim;
    // One clock for both: the record says which of the two came first.
    if (release.tookEffectAt !== undefined && since !== undefined)
      return release.tookEffectAt >= since * SECOND && release.at > claim.at - WAITS_MS;
    if (release.at > (claim.from ?? claim.at)) return true;
    // One that was under way while the takeover was shown may have come after it.
    return release.at > claim.at - UNDER_WAY_MS && until <= release.at + UNDER_WAY_MS;
  });
}

/** Whether it can have ended what this takeover began, by what stood on the buttons. */
function isAbout(release: Release, claim: Claim): boolean {
  const differs = (key: 'epoch' | 'handoff'): boolean =>
    release[key] !== undefined && claim[key] !== undefined && release[key] !== claim[key];
  return !release.untilClaimed && !differs('epoch') && !differs('handoff');
}
