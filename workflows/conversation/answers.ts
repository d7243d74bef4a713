import { WISH_RULES } from './rules';

/**
 * Short typed answers that need no model: yes, no and "it is sorted", in English, Afrikaans, isiZulu, isiXhosa and
 * Sesotho. They count only as the whole message, politeness aside ("ja nee" is neither yes nor no).
 */
const list = (words: string): string[] => words.split('|');

const YES = new Set(
  list(
    'yes|connect me|yes connect me|ok connect me|please connect me|y|yep|yup|yeah|yah|yebo|ya|ja|ja graag|please|sure|sure thing|of course|go ahead|ok|okay|okey|alright|all right|ok yes|yes ok|okay yes|i do|i would|yes i do|yes i would|ewe|e|ee|eya|kulungile|ho lokile',
  ),
);
const NO = new Set(
  list(
    'no|n|nope|nah|nee|cha|hayi|qha|tjhe|che|nie nou nie|not now|no need|no its fine|no thats fine|no its ok|no im fine|no im good|its fine|im good|nee dis reg|nee dis fine',
  ),
);
const SETTLED = new Set(
  list(
    'never mind|nevermind|nvm|sorted|its sorted|it is sorted|all sorted|all good|resolved|its resolved|solved|problem solved|its fine|no longer needed|found it|i found it|got it sorted|toemaar|dis reg|dis opgelos|reeds opgelos|los dit maar|kulungile manje|sekulungile|akusenankinga|kulungile ngoku|ilungile ngoku|ayisafuneki|ho lokile jwale|e lokile jwale',
  ),
);
/** Only as the whole message: "stop sending the wrong size" is a complaint, and a word that also means "wait" is none. */
const STOP = new Set(
  list(
    'stop|stop it|stop now|stop this|stop messages|stop messaging|stop messaging me|stop sending messages|stop sending me messages|stop these messages|no more messages|unsubscribe|opt out|optout|quit|hou op|hou nou op|stop boodskappe|hou op boodskappe stuur|geen boodskappe meer|meld af|teken my uit|yeka|yeka manje|yekela|misa|misa imilayezo|yeka imilayezo|yeka imiyalezo|misa imiyalezo|emisa|tlohela|kgaotsa|emisa melaetsa|tlohela melaetsa',
  ),
);
/** What else says it, since rules were able to tell the difference. */
const FURTHER_STOP = new Set(
  list(
    'stop all|stopall|stop all messages|stop all of this|stop promotions|stop all promotions|stop promotion|stop promos|stop promo|stop marketing|stop advertising|stop adverts|stop ads|stop spam|stop spamming|stop spamming me|stop texting|stop texting me|stop contacting me|stop sending me promotions|no more promotions|no more marketing|no promotions|do not message me|dont message me|do not contact me|dont contact me|unsubscribe me|unsubscribe all|opt me out|remove me|remove me from your list|remove me from the list|remove me from this list|remove my number|take me off your list|take me off the list|take me off this list|stop dit|stop nou|stop alles|stop promosies|hou op met boodskappe|geen promosies meer|verwyder my|haal my van die lys af|khawuyeke|khawuyekele|uyeke|ake uyeke',
  ),
);
const START = new Set(
  list(
    'start|start again|unstop|subscribe|opt in|optin|begin|begin weer|hervat|qala|qala futhi|qalisa|qala kwakhona|qala hape',
  ),
);
/** What may stand beside "sorted" without meaning anything more. */
const BESIDE_SETTLED = new Set(list('ok|okay|sharp|cool|great|lekker|hi|hello|hey|yes|ja|yebo|no|nee'));
/** Longest first, so that "thank you very much" leaves nothing behind. */
const POLITE_WORDS = String.raw`thank you (?:very|so) much|thanks (?:very much|so much|a lot)|baie dankie|kea leboha|thank you|thank u|asseblief|ngiyabonga|siyabonga|ngicela|ka kopo|thanks|thanx|dankie|please|enkosi|nceda|thnx|tnx|thx|pls|plz|asb|ta`;
const POLITE = new RegExp(`(?:^| )(?:${POLITE_WORDS})$`, 'u');
/** Afrikaans puts it between the two words of "hou asb op", so it is taken away wherever it stands. */
const POLITE_ANYWHERE = new RegExp(`(?<=^| )(?:${POLITE_WORDS}|kindly|tog|sicela|ndicela|hle)(?= |$)`, 'gu');
const SAID_AGAIN = /(?<=^| )(\S+(?: \S+)?)(?: \1)+(?= |$)/gu;
const THUMB = /^\s*(?:(\u{1F44D})|(\u{1F44E}))[\u{1F3FB}-\u{1F3FF}]?\s*$/u;

function normalise(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/[\u0300-\u036f'’]/g, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

/** The message as it is, and with one polite word after the other taken off its end. */
function plainer(text: string): string[] {
  const forms = [normalise(text)];
  for (let words = forms[0]!, last = ''; words !== last;) {
    last = words;
    words = words.replace(POLITE, '').trim();
    forms.push(words);
  }
  return forms;
}

/** Reads a whole message as yes or no. */
export function readYesOrNo(text: string): 'yes' | 'no' | undefined {
  const thumb = THUMB.exec(text);
  if (thumb !== null) return thumb[1] === undefined ? 'no' : 'yes';
  const forms = plainer(text);
  if (forms.some((words) => YES.has(words))) return 'yes';
  return forms.some((words) => NO.has(words)) ? 'no' : undefined;
}

/** Reads a whole message as the wish to get nothing unasked any more, or to get it again. */
export function readOptOut(text: string, rules: number): 'stop' | 'start' | undefined {
  const forms = plainer(text);
  if (rules >= WISH_RULES) forms.push(plainest(text));
  if (forms.some((words) => STOP.has(words))) return 'stop';
  if (rules >= WISH_RULES && forms.some((words) => FURTHER_STOP.has(words))) return 'stop';
  return forms.some((words) => START.has(words)) ? 'start' : undefined;
}

/** Without politeness anywhere, and what is said again and again only once. */
const plainest = (text: string): string =>
  normalise(text).replace(POLITE_ANYWHERE, ' ').replace(/ +/g, ' ').trim().replace(SAID_AGAIN, '$1');

/** Whether a whole message says that the matter is settled: every part of it does, or says nothing else. */
export function saysSettled(text: string): boolean {
  const parts = text
    .split(/[,.;!\n–—]+| - /u)
    .map((part) => plainer(part).map((words) => words.replace(/ (?:now|nou)$/u, '')))
    .filter((forms) => forms[0] !== '');
  const settled = parts.map((forms) => forms.some((words) => SETTLED.has(words)));
  const beside = parts.map((forms) => forms.some((words) => words === '' || BESIDE_SETTLED.has(words)));
  return settled.includes(true) && parts.every((_, part) => settled[part] === true || beside[part] === true);
}
