import { appendFileSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** What nobody may read in the output of the product, and where it was found. */
export interface Leak {
  file: string;
  secret: string;
  line: string;
}

const SHORTEST_TEXT = 12;
const NUMBER = /^\d{7,15}$/;

/** Collects what passes between people and looks for it in what the product's processes have written. */
export function createOutputs(folder: string) {
  const secrets = new Set<string>();
  return {
    folder,
    /** Numbers, WhatsApp ids and texts; a text so short that it may be a word of a log line is left out. */
    remember(secret: string): void {
      if (NUMBER.test(secret) || secret.length >= SHORTEST_TEXT) secrets.add(secret);
    },
    /** Everything that one process has written so far. */
    read: (name: string): string => readFileSync(join(folder, `${name}.log`), 'utf8'),
    append: (name: string, text: string): void => appendFileSync(join(folder, `${name}.log`), text),
    /** What the simulator writes is not looked at: it is the outside world. */
    leaks(): Leak[] {
      const files = readdirSync(folder).filter((name) => name.endsWith('.log') && name !== 'simulator.log');
      return files.flatMap((file) => leaksIn(file, readFileSync(join(folder, file), 'utf8'), secrets));
    },
  };
}

export type Outputs = ReturnType<typeof createOutputs>;

function leaksIn(file: string, text: string, secrets: ReadonlySet<string>): Leak[] {
  const found: Leak[] = [];
  const forms = [...secrets].map((secret) => [secret, JSON.stringify(secret).slice(1, -1)] as const);
  for (const line of text.split('\n')) {
    for (const [secret, asJson] of forms) {
      if (line.includes(secret) || line.includes(asJson)) found.push({ file, secret, line });
    }
    if (line.includes('wamid.')) found.push({ file, secret: 'wamid.', line });
  }
  return found;
}
