import type { z } from 'zod';

/** Names of the environment. An empty value counts as not set. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** One name of the environment: how it is read, and every word that the documentation and the error messages need. */
export interface Variable<T> {
  name: string;
  parse: z.ZodType<T, string>;
  /** One line for the documentation. */
  about: string;
  /** Ends the sentence "… : set it to ". */
  expects: string;
  /** Never printed. */
  secret: boolean;
  /** What it is when it is not set, as somebody would write it. */
  default?: string;
  /** Words of the documentation for a default that depends on something. */
  defaultAbout?: string;
  /** May be missing, and is then `undefined`. */
  optional: boolean;
}

type Draft<T> = Omit<Variable<T>, 'secret' | 'optional'> & { secret?: boolean };

/** A variable without which the process cannot work. */
export const required = <T>(draft: Draft<T>): Variable<T> => ({ secret: false, ...draft, optional: false });

/** A variable that may be missing. */
export const optional = <T>(draft: Draft<T>): Variable<T | undefined> => ({
  secret: false,
  ...(draft as Draft<T | undefined>),
  optional: true,
});

export type Group = Record<string, Variable<unknown>>;
export type Values<G extends Group> = { [K in keyof G]: G[K] extends Variable<infer T> ? T : never };

/** The values of a group, and one sentence with its remedy for every value that cannot be used. */
export function readGroup<G extends Group>(group: G, environment: Environment): [Values<G>, string[]] {
  const values: Record<string, unknown> = {};
  const problems: string[] = [];
  for (const [key, variable] of Object.entries(group)) {
    const raw = environment[variable.name]?.trim() || variable.default;
    if (raw === undefined) {
      if (!variable.optional) problems.push(`${variable.name} is missing: set it to ${variable.expects}.`);
      continue;
    }
    const parsed = variable.parse.safeParse(raw);
    if (parsed.success) values[key] = parsed.data;
    else problems.push(`${variable.name} is ${quote(variable, raw)}: set it to ${variable.expects}.`);
  }
  return [values as Values<G>, problems];
}

const LONGEST_QUOTE = 60;

const quote = ({ secret }: Variable<unknown>, raw: string): string =>
  secret ? 'not usable' : `"${raw.slice(0, LONGEST_QUOTE)}"`;
