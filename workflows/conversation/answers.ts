/**
 * Short typed answers that need no model: yes, no and "it is sorted", in English, Afrikaans, isiZulu, isiXhosa and
 * Sesotho. They count only as the whole message ("ja nee" is neither yes nor no).
 */
const YES = new Set(
  'yes|y|yep|yeah|yebo|ya|ja|ja asseblief|ja dankie|yes please|yes pls|please|sure|ok yes|yes ok|connect me|yes connect me|ewe|e|ee|eya|yebo ngicela|ewe nceda|e ka kopo|ja graag'.split(
    '|',
  ),
);
const NO = new Set(
  'no|n|nope|nah|nee|nee dankie|no thanks|no thank you|cha|cha ngiyabonga|hayi|hayi enkosi|qha|tjhe|che|tjhe kea leboha|nie nou nie|not now'.split(
    '|',
  ),
);
const SETTLED = new Set(
  'never mind|nevermind|nvm|sorted|its sorted|it is sorted|all sorted|all good now|resolved|its resolved|its fine now|no longer needed|found it|toemaar|dis reg|dis reg nou|dis opgelos|reeds opgelos|los dit maar|kulungile manje|sekulungile|akusenankinga|kulungile ngoku|ilungile ngoku|ayisafuneki|ho lokile jwale|e lokile jwale'.split(
    '|',
  ),
);

function normalise(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/[\u0300-\u036f'’]/g, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

/** Reads a whole message as yes or no. */
export function readYesOrNo(text: string): 'yes' | 'no' | undefined {
  const words = normalise(text);
  if (YES.has(words)) return 'yes';
  return NO.has(words) ? 'no' : undefined;
}

/** Whether a whole message says that the matter is settled. */
export function saysSettled(text: string): boolean {
  const words = normalise(text).replace(/ (thanks|thank you|dankie|ngiyabonga|enkosi|kea leboha|now|nou)$/u, '');
  return SETTLED.has(words) || SETTLED.has(normalise(text));
}
