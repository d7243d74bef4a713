/** Words with which a question begins, in the languages of the customers. */
const OPENER =
  '(?:(?:also|and|en|ook|futhi|kwaye|tot) ){0,2}(?:what|whats|wats|when|whens|where|wheres|which|who|whos|why|how|hows|hw|do|does|did|is|are|r|can|cn|could|will|would|must|may|should|has|have|was|wat|waar|wanneer|hoe|hoeveel|wie|watter|hoekom|kan|mag|moet|sal|het|doen|verkoop|nini|kanjani|njani|malini|kubiza|yimalini|kuphi|iphi|ikuphi|ngabe|ingabe|ingaba|neng|jwang|bokae|na|nka)\\b';
const JOIN = '(?:and|also|plus|n|&|\\+|or|en|ook|asook|of|futhi|kwaye|kanti|mme|hape)';

const END = /(?<=[?!;\n])|(?<=(?<!\b(?:no|nr|st|ave|rd|approx))\.)(?=\s)/i;
const JOINED = new RegExp(
  `\\s*,\\s*(?=${OPENER})|(?:\\s*,\\s*|\\s+)${JOIN}(?:\\s+${JOIN}){0,2}\\s+(?=${OPENER})|\\s+(?:also|plus)\\s+(?=${OPENER})`,
  'i',
);

const OPENS = new RegExp(`^${OPENER}`, 'i');

/** Whether a piece begins as questions do. */
export const opensQuestion = (piece: string): boolean => OPENS.test(piece);

const CONTINUES = /^(?:is|does|do|did|will|was|were|are|has|have|would) (?:it|they)\b|\bmine\b/i;

/** Whether a piece speaks of what was just said, as "is it close now?" does of an order. */
export const continuesBefore = (piece: string): boolean => CONTINUES.test(piece);

/** A question mark at the end is meant for all that is joined before it. */
function separated(sentence: string): string[] {
  const parts = sentence.split(JOINED);
  return sentence.trimEnd().endsWith('?')
    ? parts.map((part) => (opensQuestion(part.trim()) ? part.replace(/\??\s*$/, '?') : part))
    : parts;
}

/** The separate sentences and joined questions of a message, in their order: "how much is it and when do you close?" has two. */
export function piecesOf(message: string): string[] {
  return message
    .replace(/[^\S\n]+/g, ' ')
    .split(END)
    .flatMap(separated)
    .map((piece) => piece.trim())
    .filter((piece) => /[\p{L}\d]/u.test(piece));
}
