/**
 * What no business writes to its customers here: letters of other alphabets, which look like ours and hide a word from
 * whoever searches for it, and characters that cannot be seen.
 */
const FOREIGN = /[^\p{Script=Latin}\p{Script=Common}\p{Script=Inherited}]/u;
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Co}\p{Cs}\u115f\u1160\u3164\uffa0]/u;
/** What stands between and behind emoji, and ends a line. */
const USUAL = /(?<=\p{Extended_Pictographic}\ufe0f?[\u{1f3fb}-\u{1f3ff}]?)(?:\u200d|\ufe0f)|[\n\r\t]/gu;
/** Latin letters and signs of other shape: 𝐫𝐞𝐟𝐮𝐧𝐝, ｒｅｆｕｎｄ, ⓡⓔⓕⓤⓝⓓ. */
const DRESSED = /[\u{1d400}-\u{1d7ff}\uff01-\uff5e\u{1f100}-\u{1f1e5}\u2460-\u24ff]/u;

/** The first such character as its code point, `U+0435`, that no source has; `undefined` where there is none. */
export function oddLetterIn(draft: string, own: string): string | undefined {
  const known = new Set(own);
  const text = draft.replace(USUAL, '');
  for (const character of text) {
    if (known.has(character)) continue;
    if (FOREIGN.test(character) || INVISIBLE.test(character) || DRESSED.test(character)) {
      return `U+${character.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')}`;
    }
  }
  return undefined;
}
