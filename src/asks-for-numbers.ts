/** Whether an agent asks the customer for what nobody should write in a chat: card details, PIN, identity number. */
import { IDENTITY_ALONE, OTHER_ID, THING } from './asked-things';
import { foldLetters } from './fold-letters';
import { SENTENCE_END } from './sentence-ends';

const word = (pattern: string): string => String.raw`(?<!\p{L})(?:${pattern})(?!\p{L})`;
const anyOf = (pattern: string): RegExp => new RegExp(word(pattern), 'u');

/** Verbs that want it, in whatever sentence. */
const ASK =
  'send|give|share|provide|confirm|verify|tell|submit|upload|e-?mail|type|reply with|forward|let (?:me|us) have|stuur|gee|deel|bevestig|thumela|nika|nikeza|romela|fana';
const FIRM =
  "(?<!you (?:will |may |might |'ll )?)(?:need|require)|what(?:'?s| is)|may i have|(?:can|could) (?:i|we) (?:have|get)|benodig|nodig|wat is|ngicela|sicela|ndicela|nceda|kopa|ke kopa|hloka|hlokahala|ngidinga|sidinga|ndifuna|sifuna";
const POLITE = 'please|pls|plz|asb|asseblief';
/** Verbs that may also be about a visit, or about somebody else. */
const SOFT = new RegExp(String.raw`\?|${word(`${POLITE}|may i|can i|could you|can you|need|mag ek|kan ek`)}`, 'u');
const STRONG = anyOf(ASK);
const PLAIN = new RegExp(String.raw`${word(FIRM)}|${word(POLITE)}\W*$`, 'u');
const BRINGS = anyOf('bring|carry|take|show|present|have .+ (?:ready|with you)|saambring|wys|phatha');

/** What a warning can be about: that it is asked for, sent or kept. */
const DONE = `${ASK}|ask|request|need|require|read|write|post|disclose|enter|include|store|keep|save|see|have|hold|know|get|receive|accept|use|sending|giving|sharing|providing|telling|asking|typing|forwarding|needing|posting|vra|bewaar|stoor|sien|nodig|benodig|hou`;
const NOT =
  "never|not to|do not|don'?t|does not|doesn'?t|did not|didn'?t|will not|won'?t|would not|shall not|should not|shouldn'?t|must not|mustn'?t|need not|needn'?t|can ?not|can'?t|may not|no need to|no|without|avoid|instead of|rather than|nooit|moenie|(?:moet|hoef)(?: asseblief)? nie";
const HELPING =
  '(?:ever|please|asseblief|also|even|have to|need to|(?:want|ask|expect|require|like|allow)(?: (?:you|anyone|anybody|customers|people))? to)';
const SO = String.raw`(?:\s+${HELPING})*\s+`;
/** "If you do not send it" and "why not send it" ask for it. */
const ASKED_ALL_THE_SAME = String.raw`(?<!(?:if|unless|until|as) (?:you|jy|u) )(?<!why )`;
const WARNINGS = [
  String.raw`${ASKED_ALL_THE_SAME}${word(NOT)}${SO}${word(DONE)}(?:(?:\s*,\s*|\s+(?:or|nor|and|of|en)\s+)+(?:${HELPING}\s+)*${word(DONE)})*(?:[^,]*\s(?:or|nor|of)\s+${word(DONE)})?`,
  String.raw`${word('nobody|no one|none of us|niemand')}(?:\s+(?!so|please|just|but|and)\p{L}+){0,9}\s+${word(DONE)}`,
  String.raw`${word('moenie|nooit|nie')}(?:\s+(?!nie(?!\p{L}))[\p{L}-]+){0,5}\s+${word(DONE)}`,
  String.raw`${word(DONE)}\s+(?:ons\s+|asseblief\s+)?${word('nooit|nie')}`,
  word('ungathumel[ie]|ungayithumeli'),
  String.raw`${word('musa|ungalokothi|ungaze|se ke wa|o seke(?: wa)?')}\s+(?:\p{L}+\s+)?\p{L}*(?:thumel|nik|fak|romel|fan|bhal)\p{L}*`,
];
const WARNING = new RegExp(WARNINGS.join('|'), 'gu');
const NOT_THAT = new RegExp(
  String.raw`${word('not|never|without|nie|sonder|no')}\s+(?:(?:your|the|any|jou|die)\s+)?(?:${THING}|${IDENTITY_ALONE})`,
  'gu',
);

const CARDS = new RegExp(THING, 'u');
const IDENTITIES = new RegExp(IDENTITY_ALONE, 'u');
const POINTS_BACK = anyOf('it|them|that|those|these|dit|hulle');

const LAST_PLEASE = String.raw`\s*(?:${POLITE}|thanks|thank you|dankie)\W*$`;
const LISTED = String.raw`\s*(?:${DONE})(?:\s*,\s*(?:${DONE}))*\s*,?\s+(?:or|nor|of)\s`;
/** Where another clause may begin. */
const CLAUSE = new RegExp(
  String.raw`[,;:–—](?!${LAST_PLEASE}|${LISTED})|\s-\s|\s+(?=${word(`${POLITE}|just|but|instead|maar`)}(?!\W*$))`,
  'u',
);

interface Clause {
  text: string;
  asks: boolean;
  warns: boolean;
}

function readClause(written: string): Clause {
  const text = written.replace(NOT_THAT, ' ');
  const left = text.replace(WARNING, ' ');
  const warns = left !== text;
  const soft = !warns && !BRINGS.test(left);
  const plain = soft && PLAIN.test(left);
  const identity = CARDS.test(text) || !IDENTITIES.test(text);
  return { text, warns, asks: STRONG.test(left) || plain || (soft && identity && SOFT.test(left)) };
}

const names = ({ text }: Clause): boolean => CARDS.test(text) || IDENTITIES.test(text);

function asksIn(sentence: string): boolean {
  let asks = false;
  let named = false;
  for (const clause of sentence
    .split(CLAUSE)
    .filter((text) => text.trim() !== '')
    .map(readClause)) {
    // What neither asks nor warns goes on with what the clause before does.
    if (clause.asks || clause.warns) asks = clause.asks;
    if (asks && (names(clause) || (clause.asks && named && POINTS_BACK.test(clause.text)))) return true;
    named = names(clause);
  }
  return false;
}

/** Whether any sentence of it does, other than in a warning: "never send us your card number" is what should be written. */
export const asksForCardOrIdNumber = (text: string): boolean =>
  foldLetters(text)
    .replace(OTHER_ID, ' ')
    .split(SENTENCE_END)
    .some((sentence) => asksIn(sentence.replace(/\s+/g, ' ')));
