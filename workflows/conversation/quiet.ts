const SECOND = 1000;
const LONGEST = 12 * SECOND;
const GREETING =
  /^(hi|hello|hey|hallo|haai|more|môre|goeie more|good (morning|afternoon|evening)|sawubona|molo|molweni|dumela|dumelang)\W*$/iu;

export interface QuietMessage {
  text: string;
  tapped: boolean;
  at: number;
}

/**
 * How long to wait for more before an answer goes out, ms after the newest message: people write in bursts. Never
 * more than 12 s after the first message of the turn.
 */
export function quietFor(messages: QuietMessage[]): number {
  const first = messages[0];
  const last = messages[messages.length - 1];
  if (first === undefined || last === undefined) return 0;
  const wanted = looksComplete(last) ? SECOND : looksUnfinished(last.text) ? 4 * SECOND : 2 * SECOND;
  return Math.max(0, Math.min(wanted, first.at + LONGEST - last.at));
}

function looksComplete(message: QuietMessage): boolean {
  if (message.tapped) return true;
  const text = message.text.trim();
  if (/(,|\band)$/iu.test(text)) return false;
  return text.endsWith('?') || text.split(/\s+/u).length >= 6;
}

function looksUnfinished(text: string): boolean {
  const trimmed = text.trim();
  return (
    GREETING.test(trimmed) ||
    trimmed.split(/\s+/u).length <= 3 ||
    /^[#\d\s-]+$/u.test(trimmed) ||
    /(,|\band)$/iu.test(trimmed)
  );
}
