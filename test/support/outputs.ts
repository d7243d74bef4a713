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

/** So many letters of the beginning lead to all secrets that begin so: no secret is shorter. */
const LEAD = 7;

/** Each place of a line is looked up once, whatever the number of secrets: thousands are looked for in long logs. */
function leaksIn(file: string, text: string, secrets: ReadonlySet<string>): Leak[] {
  const byLead = new Map<string, [form: string, secret: string][]>();
  for (const secret of secrets) {
    for (const form of new Set([secret, JSON.stringify(secret).slice(1, -1)])) {
      const lead = form.slice(0, LEAD);
      const same = byLead.get(lead);
      if (same === undefined) byLead.set(lead, [[form, secret]]);
      else same.push([form, secret]);
    }
  }
  return text.split('\n').flatMap((line) => {
    const found = secretsIn(line, byLead);
    if (line.includes('wamid.')) found.add('wamid.');
    return [...found].map((secret) => ({ file, secret, line }));
  });
}

function secretsIn(line: string, byLead: ReadonlyMap<string, [form: string, secret: string][]>): Set<string> {
  const found = new Set<string>();
  for (let place = 0; place + LEAD <= line.length; place += 1) {
    for (const [form, secret] of byLead.get(line.slice(place, place + LEAD)) ?? [])
      if (line.startsWith(form, place)) found.add(secret);
  }
  return found;
}
