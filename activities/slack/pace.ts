/** What passes Slack's limit together: posts into the channel, updates, what one person alone is shown. */
export type Lane = 'post' | 'update' | 'ephemeral';

interface Turn {
  lane: Lane;
  /** Goes ahead of everything that is not. */
  urgent: boolean;
  /** Ms that the caller can wait. */
  patienceMs: number;
}

export interface Pace {
  /** Resolves to 0 once it is this one's turn, or to the ms after which to ask again, as soon as it can't wait for it. */
  turn(turn: Turn): Promise<number>;
  /** Slack has refused something in this lane and wants to be left alone for so long. */
  limited(lane: Lane, retryAfterMs: number): void;
}

interface Waiting {
  urgent: boolean;
  /** Ms UTC. */
  askedAt: number;
  /** Ms UTC. */
  until: number;
  settle(leftMs: number): void;
}

interface LaneState {
  /** Whether Slack has said that there are too many: one a second goes then. */
  limited: boolean;
  /** Where it is limited: when the next one may go, ms UTC. */
  opensAt: number;
  /** When the last urgent one came, ms UTC. */
  urgentAt: number;
  /** The urgent ones in front. */
  waiting: Waiting[];
  /** The second that was promised last to an urgent one, and to any other, who was sent away; ms UTC. */
  promised: { urgent: number; other: number };
  timer?: NodeJS.Timeout | undefined;
}

/** Slack's limit is one message a second for each channel; short bursts go through (docs.slack.dev, rate limits). */
const SPACING_MS = 1_000;
/** When nothing has come for so long, Slack takes bursts again. */
const CALM_MS = 10_000;
/** An urgent one is seldom alone: for so long after it the others leave what Slack takes at once to its like … */
const AFTER_URGENT_MS = 1_000;
/** … but none for longer than this. */
const LONGEST_AFTER_URGENT_MS = 3_000;
/** Each holds a place in the worker that a message to a customer may need. */
const MOST_WAITING = 20;
/** Nobody is sent away for longer: by then Slack may take everything again. */
const LONGEST_AWAY_MS = 60_000;
/**
 * Who is sent away comes back up to a second later than he was told (`waitAfter` in transitions/slack.ts), and takes a
 * while: so early that some are always here when the next second begins, and not too early to wait for their own.
 */
const EARLY_MS = 3_500;

/**
 * Keeps the posts of one worker apart. While Slack takes everything, urgent ones never wait, and others let them go ahead.
 * Once Slack has said that there are too many, all wait here, the urgent ones in front, and one a second goes until it is
 * calm again.
 */
export function createPace(now: () => number): Pace {
  const lanes: Record<Lane, LaneState> = { post: newLane(), update: newLane(), ephemeral: newLane() };

  const arm = (lane: LaneState): void => {
    clearTimeout(lane.timer);
    const [first] = lane.waiting;
    if (first !== undefined) lane.timer = setTimeout(() => letGo(lane), Math.max(1, mayGoAt(lane, first) - now()));
  };
  const letGo = (lane: LaneState): void => {
    for (let [first] = lane.waiting; first !== undefined && now() >= mayGoAt(lane, first); [first] = lane.waiting) {
      lane.waiting.shift();
      moveOn(lane, now());
      first.settle(0);
    }
    sendAway(lane, now());
    arm(lane);
  };
  return {
    turn({ lane: name, urgent, patienceMs }) {
      const lane = lanes[name];
      const askedAt = now();
      if (askedAt >= lane.opensAt + CALM_MS) lane.limited = false;
      if (urgent) lane.urgentAt = askedAt;
      const ahead = urgent ? lane.waiting.filter((other) => other.urgent).length : lane.waiting.length;
      return new Promise((settle) => {
        lane.waiting.splice(ahead, 0, { urgent, askedAt, until: askedAt + patienceMs, settle });
        letGo(lane);
      });
    },
    limited(name, retryAfterMs) {
      const lane = lanes[name];
      lane.opensAt = Math.max(lane.opensAt, now() + retryAfterMs);
      lane.limited = true;
      letGo(lane);
    },
  };
}

function newLane(): LaneState {
  const never = -Infinity;
  return { limited: false, opensAt: 0, urgentAt: never, waiting: [], promised: { urgent: never, other: never } };
}

function mayGoAt({ limited, opensAt, urgentAt, waiting }: LaneState, { urgent, askedAt }: Waiting): number {
  if (limited) return opensAt;
  if (urgent || waiting.length > MOST_WAITING) return askedAt;
  return Math.min(urgentAt + AFTER_URGENT_MS, askedAt + LONGEST_AFTER_URGENT_MS);
}

// Who was late by less than a second has not lost it: the next one makes up for it.
function moveOn(lane: LaneState, now: number): void {
  if (lane.limited) lane.opensAt = Math.max(lane.opensAt + SPACING_MS, now);
}

// Whoever would wait longer than he can is told at once.
function sendAway(lane: LaneState, now: number): void {
  if (!lane.limited) return;
  const opensAt = Math.max(now, lane.opensAt);
  lane.waiting = lane.waiting.filter(({ urgent, until, settle }, ahead) => {
    const turnAt = opensAt + ahead * SPACING_MS;
    if (ahead < MOST_WAITING && turnAt <= until) return true;
    settle(Math.max(1, opensAt - now, promise(lane, urgent, turnAt, now) - now - EARLY_MS));
    return false;
  });
}

// A second of his own: hundreds who all come back for the same one would keep each other, and the server, busy for nothing.
function promise({ promised }: LaneState, urgent: boolean, turnAt: number, now: number): number {
  const behind = urgent ? promised.urgent : Math.max(promised.urgent, promised.other);
  const at = Math.min(Math.max(turnAt, behind + SPACING_MS), now + LONGEST_AWAY_MS);
  promised[urgent ? 'urgent' : 'other'] = at;
  return at;
}
