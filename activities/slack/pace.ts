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
  /** Resolves to 0 once it is this one's turn, or to the ms that are left, as soon as they are more than it can wait. */
  turn(turn: Turn): Promise<number>;
  /** Slack has refused something in this lane and wants to be left alone for so long. */
  limited(lane: Lane, retryAfterMs: number): void;
}

interface Waiting {
  urgent: boolean;
  /** Ms UTC. */
  until: number;
  settle(leftMs: number): void;
}

interface LaneState {
  /** When the next one may go, ms UTC. */
  opensAt: number;
  waiting: Waiting[];
  timer?: NodeJS.Timeout | undefined;
}

/** Slack's limit is one message a second for each channel; short bursts go through (docs.slack.dev, rate limits). */
const SPACING_MS = 1_000;
/** Each holds a place in the worker that a message to a customer may need. */
const MOST_WAITING = 20;

/**
 * Keeps the posts of one worker apart once Slack has said that there are too many: then they wait here, the urgent ones in
 * front, and go one a second until nobody waits. While Slack takes everything, nothing waits.
 */
export function createPace(now: () => number): Pace {
  const lanes: Record<Lane, LaneState> = {
    post: { opensAt: 0, waiting: [] },
    update: { opensAt: 0, waiting: [] },
    ephemeral: { opensAt: 0, waiting: [] },
  };
  const arm = (lane: LaneState): void => {
    if (lane.waiting.length > 0) lane.timer ??= setTimeout(() => open(lane), Math.max(1, lane.opensAt - now()));
  };
  const open = (lane: LaneState): void => {
    lane.timer = undefined;
    if (now() >= lane.opensAt) {
      lane.opensAt = now() + SPACING_MS;
      lane.waiting.shift()?.settle(0);
    }
    arm(lane);
  };
  return {
    async turn({ lane: name, urgent, patienceMs }) {
      const lane = lanes[name];
      if (lane.waiting.length === 0 && now() >= lane.opensAt) return 0;
      const ahead = urgent ? lane.waiting.filter((other) => other.urgent).length : lane.waiting.length;
      return new Promise((settle) => {
        lane.waiting.splice(ahead, 0, { urgent, until: now() + patienceMs, settle });
        sendAway(lane, now());
        arm(lane);
      });
    },
    limited(name, retryAfterMs) {
      const lane = lanes[name];
      lane.opensAt = Math.max(lane.opensAt, now() + retryAfterMs);
      sendAway(lane, now());
    },
  };
}

// Whoever would wait longer than he can is told at once.
function sendAway(lane: LaneState, now: number): void {
  lane.waiting = lane.waiting.filter(({ until, settle }, ahead) => {
    const turnAt = Math.max(now, lane.opensAt) + ahead * SPACING_MS;
    if (ahead < MOST_WAITING && turnAt <= until) return true;
    settle(Math.max(1, turnAt - now));
    return false;
  });
}
