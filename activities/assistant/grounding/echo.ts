/** So many words in a row are no accident. */
const IN_A_ROW = 6;

const wordsOf = (text: string): string[] =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[’‘]/g, "'")
    .match(/[\p{L}\p{N}']+/gu) ?? [];

const runsOf = (words: string[]): string[] =>
  words.slice(IN_A_ROW - 1).map((_, index) => words.slice(index, index + IN_A_ROW).join(' '));

/** A sentence of so many words that somebody else wrote whole is no accident either. */
const WHOLE_SENTENCE = 4;

/**
 * Words that a draft has from one of these texts and from nothing of the business's own, six in a row or a whole sentence:
 * what a customer has put into the model's mouth, or its own instructions.
 */
export function echoOf(draft: string, texts: string[], own: string): string | undefined {
  const given = ` ${wordsOf(own).join(' ')} `;
  const others = texts.map((text) => ` ${wordsOf(text).join(' ')} `);
  const sentences = draft.split(/[.!?\n]+/).map(wordsOf);
  const whole = sentences.filter((words) => words.length >= WHOLE_SENTENCE).map((words) => words.join(' '));
  return [...sentences.flatMap(runsOf), ...whole].find(
    (run) => !given.includes(` ${run} `) && others.some((other) => other.includes(` ${run} `)),
  );
}
