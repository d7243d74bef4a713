const QUOTATION = /^(?:>[^\n]*(?:\n|$))+/;

/** What an agent wrote, apart: the lines that quote (`> like this`), and his own words below them. */
export function splitQuotation(text: string): { quotation: string; words: string } {
  const [quotation = ''] = QUOTATION.exec(text) ?? [];
  return { quotation, words: text.slice(quotation.length).trim() };
}

const LONGEST = 1000;

/** The quotation that an answer begins with, as both Slack and WhatsApp write one. */
export const quotationOf = (text: string): string =>
  `${Array.from(text).slice(0, LONGEST).join('').replace(/^/gm, '> ')}\n`;
