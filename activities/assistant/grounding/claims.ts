import { guessLanguage } from '../local/language';
import { simplify } from '../local/text/normalise';
import { factsIn } from './facts';
import { meaningsOf, type Meaning } from './meaning';
import { SUBJECTS, personIn } from './subjects';

/** A sentence of a source, or a few in a row, such as the lines of a list with the one above them. */
interface Passage {
  plain: string;
  meanings: Meaning[];
  known: Set<string>;
  amounts: string[];
  several: boolean;
}

/** What the business's own texts say, taken apart once. */
export interface Said {
  sentences: Set<string>;
  passages: Passage[];
  known: Set<string>;
}

/** So much of a sentence about how things work stands in one place of the knowledge. */
const MOST_OF_IT = 0.7;
const FEWEST_SHARED = 3;
/** So alike are two sentences that say the same. */
const ALIKE = 0.8;
/** With a condition, and of everybody, a few words less will do. */
const ALIKE_OF_EVERYBODY = 0.75;
/** How much a word counts that the English texts cannot have and the lexicon does not know. */
const UNKNOWN_WORD = 0.3;

const CONDITIONAL =
  '(?:if|when|once|after|unless|until|before|as soon as|as (?=jy|jou|u|die|dit|ons|n\\b)|indien|wanneer|sodra|nadat|voordat|totdat|uma|xa|ngemva|emva|ngaphambi|phambi|haeba|kamora|pele)\\b';
/** In front of what it is the condition of with a comma, behind it without. */
const BEFORE_IT = new RegExp(`^\\W*${CONDITIONAL}[^,.;:]*,`, 'i');
const BEHIND_IT = new RegExp(`(?<=\\w,? )${CONDITIONAL}[^,.;:]*`, 'gi');
/** So much has to be left where a condition is taken away. */
const FEWEST_LEFT = 3;
const GENERAL =
  /\b(?:if|when|once|after|unless|until|before|every|each|any|may|can|cannot|cant|never|only|usually|depend\w*|or more|except|starts? at|from r ?\d+|over r ?\d+|\d+ (?:to \d+ )?(?:working |business )?days?|nangaphezu\w*|indien|wanneer|sodra|nadat|elke|enige|kan|mag|nooit|of meer|vanaf|\d+ (?:tot \d+ )?(?:werks)?dae|uma|xa|ngemva|emva|ngaphambi|phambi|\w*ngaphezu\w*|\w*nsuku|\w*nsukwini|\w*ntsuku|haeba|kamora|pele|ho feta|ho tloha|matsatsi)\b/;
const PERSONAL =
  /\b(?:i|we|you|your|yours|ill|weve|ive|youll|youre|jou|jy|u|ek|jou|joune|wena|kuwe|yakho|lakho|sakho|wakho|hao|wena|this|today|now|already|just|nou|reeds|vandag|manje|namhlanje|kajeno|jwale|(?:siku|ngiku|ndiku|sizo|ngizo|uzo|uza)\w+)\b/g;
const DECIDED =
  /\b(?:approved|authori[sz]ed|granted|refunded|reimbursed|compensated|credited|paid|sent|released|issued|processed|ready|done|complete|completed|through|on (?:the|its) way|goedgekeur|terugbetaal|klaar|betaal|gestuur|op pad|afgehandel|vunyiwe|vunyelwe|gunyaziwe|isendleleni|phumelele)\b/;
const OF_EVERYBODY =
  /\b(?:every|each|any|all|no|elke|alle)\b|\b(?:refunds|returns|claims|requests|payments|terugbetalings)\b(?: \w+){0,3} (?:are|must|can|may|word|kan)\b|\b(?:a|n) (?:refund|return|terugbetaling) (?:is|must|can|may|word|kan)\b|\bmoney (?:goes|is paid)\b/;

/** Words for the same that the lexicon has apart, or not at all. */
const WORDS: Record<string, string[]> = {
  money: ['@refund', 'money', 'geld', 'tjhelet', 'chelet', 'imali', 'fund'],
  approval: ['approv', 'approval', 'goedgekeur', 'goedkeur'],
  free: ['@free', 'noth', 'charg'],
  discount: ['@special', '@voucher', 'discount'],
};
const REFUSED =
  /\b(?:i|we) (?:cannot|cant|can not|may not|dont|do not|am not able to|are not able to) (?:approve|refund|give|offer|promise|grant)\b/;
/** Of himself only what he has done; it promises nothing. */
const DONE_BY_HIM = /\byou (?:have )?(?:paid|ordered|pay|order|bought|used)\b/g;
const SHORT = 10;
/** What the customer wants is no promise, as long as nothing is said of it. */
const WISHED =
  /\b(?:your (?:request|wish) for|you asked for|(?:you would|youd|you) (?:like|want)|jy vra om|jy wil) (?:a |an |the |your |n |jou )?(?:\w+ )?(?:refund|money back|discount|terugbetaling|geld terug|afslag)\b/g;

const clausesOf = (sentence: string): string[] => sentence.split(/;\s+|,\s+(?:or|of)\s+/);
const piecesOf = (sentence: string): string[] => sentence.split(/[;,]\s+/);
const sentencesOf = (text: string): string[] =>
  text.split(/(?<=[.!?])(?<!^\s*\d+\.)\s+|\n+/m).filter((part) => /[\p{L}\p{N}]/u.test(part));

/** A figure of `business.yml`, which says of nothing what it holds for. */
const SETTING = /^[\w.]+: [\d.]+$/;
const LISTED = /^\s*(?:[•*-]|\d+\.)/;

const subjectsOf = (plain: string): string[] => Object.keys(SUBJECTS).filter((name) => SUBJECTS[name]!.test(plain));

const amountsIn = (text: string): string[] =>
  factsIn(text).flatMap(({ kind, value }) => (kind === 'price' || kind === 'percent' ? [value] : []));

function passageOf(sentences: string[]): Passage {
  const text = sentences.join('\n');
  const meanings = meaningsOf(text);
  const named = subjectsOf(simplify(text));
  return {
    plain: simplify(text),
    meanings,
    known: new Set([...meanings.flat(), ...named.flatMap((subject) => WORDS[subject] ?? [])]),
    amounts: amountsIn(text),
    several: sentences.length > 1,
  };
}

/** Each sentence, each with its neighbour, and each line of a list with the line above the list. */
function passagesOf(text: string): Passage[] {
  const sentences = sentencesOf(text).filter((sentence) => !SETTING.test(sentence));
  return sentences.flatMap((sentence, index) => {
    const before = sentences.slice(0, index);
    const above = LISTED.test(sentence) ? before.filter((one) => !LISTED.test(one)).slice(-2) : [];
    const told = [...new Set([sentence, ...clausesOf(sentence)])];
    return told
      .flatMap((one) => [[one], [...before.slice(-1), one], [...above, one]])
      .filter((together, place) => place % 3 === 0 || together.length > 1)
      .map(passageOf);
  });
}

const knownIn = (passages: Passage[]): Set<string> => new Set(passages.flatMap(({ known }) => [...known]));

const REMEMBERED = new Map<string, Said>();
const MOST_REMEMBERED = 500;

function saidIn(text: string): Said {
  const known = REMEMBERED.get(text);
  if (known) return known;
  if (REMEMBERED.size >= MOST_REMEMBERED) REMEMBERED.clear();
  const passages = passagesOf(text);
  const said = { sentences: new Set(sentencesOf(text).map(simplify)), passages, known: knownIn(passages) };
  REMEMBERED.set(text, said);
  return said;
}

/** Takes the business's own texts apart, so that a sentence can be held against them. */
export function createSaid(texts: string[]): Said {
  const all = texts.map(saidIn);
  return {
    sentences: new Set(all.flatMap(({ sentences }) => [...sentences])),
    passages: all.flatMap(({ passages }) => passages),
    known: new Set(all.flatMap(({ known }) => [...known])),
  };
}

const newIn = (plain: string, passage: Passage): boolean =>
  (plain.replace(DONE_BY_HIM, ' ').match(PERSONAL) ?? []).some((word) => !` ${passage.plain} `.includes(` ${word} `));

/** What is said without its conditions, in small letters. */
function mainOf(sentence: string): string {
  const rest = simplify(sentence.replace(BEFORE_IT, ' '));
  const main = simplify(sentence.replace(BEFORE_IT, ' ').replace(BEHIND_IT, ' '));
  return main.split(' ').length < FEWEST_LEFT ? rest : main;
}

/** Tells something as decided, for whoever reads it: without a condition, and not of everybody. */
function isDecided(sentence: string): boolean {
  const main = mainOf(sentence);
  if (!DECIDED.test(main.replace(DONE_BY_HIM, ' ')) || subjectsOf(main).length === 0) return false;
  const ruled = main !== simplify(sentence) || /\b(?:by our team|deur ons span)\b/.test(main);
  return !OF_EVERYBODY.test(main) || !ruled || /\b(?:your|jou|yakho|ya hao)\b/.test(main);
}

const sharedBy = (meanings: Meaning[], known: Set<string>): number =>
  meanings.filter((meaning) => meaning.some((one) => known.has(one))).length;

function weightOf(meanings: Meaning[], sentence: string, said: Said): number {
  if ((guessLanguage(sentence) ?? 'en') === 'en') return meanings.length;
  const known = sharedBy(meanings, said.known);
  return known + UNKNOWN_WORD * (meanings.length - known);
}

/** What is free or cheaper is so under the amount beside it, and in that very sentence. */
function leavesOut(amounts: string[], subjects: string[], passage: Passage): boolean {
  if (!subjects.includes('free') && !subjects.includes('discount')) return false;
  return passage.amounts.length > 0 && !passage.amounts.some((amount) => amounts.includes(amount));
}

/** Whether a text of the business says it, in whatever words. */
function isSaid(sentence: string, plain: string, subjects: string[], said: Said): boolean {
  if (isDecided(sentence)) return false;
  const meanings = meaningsOf(sentence);
  const weight = weightOf(meanings, sentence, said);
  const amounts = amountsIn(sentence);
  const general = GENERAL.test(plain);
  const main = mainOf(sentence);
  const ofEverybody = main !== plain && OF_EVERYBODY.test(main);
  return said.passages.some((passage) => {
    if (!subjects.every((subject) => SUBJECTS[subject]!.test(passage.plain))) return false;
    if (leavesOut(amounts, subjects, passage)) return false;
    const shared = sharedBy(meanings, passage.known);
    if (general && shared >= FEWEST_SHARED && shared >= MOST_OF_IT * weight) return true;
    const alike = (2 * shared) / (weight + passage.meanings.length);
    if (ofEverybody && alike >= ALIKE_OF_EVERYBODY) return true;
    const whole = shared >= FEWEST_SHARED && shared >= weight;
    return ((shared > 1 && alike >= ALIKE) || whole) && !newIn(plain, passage);
  });
}

function isClaim(clause: string, said: Said): boolean {
  const plain = simplify(clause);
  const subjects = subjectsOf(DECIDED.test(plain) ? plain : plain.replace(WISHED, ' '));
  if (subjects.length === 0 || said.sentences.has(plain)) return false;
  if (REFUSED.test(plain) && plain.split(' ').length <= SHORT) return false;
  return !isSaid(clause, plain, subjects, said);
}

/** As a whole, or piece by piece. */
const claims = (sentence: string, said: Said): boolean =>
  isClaim(sentence, said) && (isDecided(sentence) || piecesOf(sentence).some((piece) => isClaim(piece, said)));

/**
 * The first sentence that speaks of money back, an approval, something free, a discount, an account to pay into, or of being
 * a person, and that no text of the business says: neither in these words nor in others.
 */
export function claimIn(sentences: string[], said: Said, own: string): string | undefined {
  return sentences.find((sentence) => {
    const plain = simplify(sentence);
    if (said.sentences.has(plain)) return false;
    return personIn(sentence, plain, own) || claims(sentence, said);
  });
}
