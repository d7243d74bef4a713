import type { SensitiveWords } from '../workflows/conversation/ports';
import { splitQuotation } from '../workflows/conversation/quotation';
import { asksForCardOrIdNumber } from './asks-for-numbers';
import { withoutCardAndIdNumbers } from './card-and-id-numbers';
import { NOTE } from './note-sign';

/** What an agent wrote, as the customer would read it. */
export interface AgentWords {
  text: string;
  /** It began with `!` or `note:`, in whatever dress, and stays inside. */
  note: boolean;
  /** Not to be sent without a second look. */
  sensitive?: SensitiveWords;
  /** The same of what stands below a quotation, where it differs. */
  ownWords?: Pick<AgentWords, 'note' | 'sensitive'>;
}

/** Whether it is a note, and may be sent. Behind a quotation the agent's own words say so; but whose words are quoted is not known here. */
export function readAgentWords(text: string): AgentWords {
  const { quotation, words } = splitQuotation(text);
  if (quotation === '' || words === '') return judgeWords(text);
  const own = judgeWords(words);
  const whole = judgeWords(text);
  const read = `${quotation}${own.text}`;
  const { text: _, ...ownWords } = own;
  if (own.note) return { ...whole, ...ownWords, text: withoutCardAndIdNumbers(read) };
  const differs = whole.note !== own.note || whole.sensitive !== own.sensitive;
  return { ...whole, text: withoutCardAndIdNumbers(read), ...(differs && { ownWords }) };
}

function judgeWords(text: string): Omit<AgentWords, 'ownWords'> {
  const written = text.replace(NOTE, '');
  const words = withoutCardAndIdNumbers(written);
  const sensitive = sensitivity(written, words);
  return { text: words, note: NOTE.test(text), ...(sensitive && { sensitive }) };
}

function sensitivity(before: string, after: string): SensitiveWords | undefined {
  if (before !== after) return 'contained';
  return asksForCardOrIdNumber(after) ? 'asked' : undefined;
}
