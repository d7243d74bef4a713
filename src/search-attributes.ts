import type { Connection } from '@temporalio/client';
import { temporal } from '@temporalio/proto';

type Type = keyof typeof temporal.api.enums.v1.IndexedValueType;

const { IndexedValueType } = temporal.api.enums.v1;
const KEYWORD: Type = 'INDEXED_VALUE_TYPE_KEYWORD';
const KEYWORD_LIST: Type = 'INDEXED_VALUE_TYPE_KEYWORD_LIST';
const DATETIME: Type = 'INDEXED_VALUE_TYPE_DATETIME';
const INT: Type = 'INDEXED_VALUE_TYPE_INT';

/** What operators filter conversations by in Temporal UI. Search attributes are never encrypted. */
export const SEARCH_ATTRIBUTES = {
  BatonMode: KEYWORD,
  BatonHandoff: KEYWORD,
  BatonHandoffReason: KEYWORD,
  BatonAgent: KEYWORD,
  BatonIntent: KEYWORD,
  BatonSentiment: KEYWORD,
  BatonLanguage: KEYWORD,
  BatonCustomerKeys: KEYWORD_LIST,
  BatonSlackThreads: KEYWORD_LIST,
  BatonOwedSince: DATETIME,
  BatonLastCustomerMessageAt: DATETIME,
  BatonTurns: INT,
} as const satisfies Record<string, Type>;

/** The type as Temporal's command line and documentation write it. */
export const typeName = (type: Type): string =>
  type
    .replace('INDEXED_VALUE_TYPE_', '')
    .toLowerCase()
    .replace(/(^|_)([a-z])/g, (_match, _gap, letter: string) => letter.toUpperCase());

/** The namespace cannot be prepared; the message is one sentence with its remedy. */
export class SetupError extends Error {
  constructor(message: string, cause?: unknown) {
    super(message, { cause });
    this.name = 'SetupError';
  }
}

export interface Registered {
  added: string[];
  present: string[];
}

/** Registers what is missing of SEARCH_ATTRIBUTES, and only that. Throws SetupError for one that has another type. */
export async function ensureSearchAttributes(connection: Connection, namespace: string): Promise<Registered> {
  const { customAttributes } = await connection.operatorService.listSearchAttributes({ namespace });
  const names = Object.keys(SEARCH_ATTRIBUTES) as (keyof typeof SEARCH_ATTRIBUTES)[];
  for (const name of names) {
    const type = customAttributes?.[name];
    if (type != null && type !== IndexedValueType[SEARCH_ATTRIBUTES[name]]) {
      throw new SetupError(
        `The search attribute ${name} exists in the namespace ${namespace} with another type than ${typeName(SEARCH_ATTRIBUTES[name])}: remove it there (temporal operator search-attribute remove --name ${name}), then run this again.`,
      );
    }
  }
  const present = names.filter((name) => customAttributes?.[name] != null);
  const missing = names.filter((name) => !present.includes(name));
  if (missing.length > 0) await add(connection, namespace, missing);
  return { added: missing, present };
}

const ALREADY_EXISTS = 6;

async function add(
  { operatorService }: Connection,
  namespace: string,
  names: (keyof typeof SEARCH_ATTRIBUTES)[],
): Promise<void> {
  const searchAttributes = Object.fromEntries(names.map((name) => [name, IndexedValueType[SEARCH_ATTRIBUTES[name]]]));
  try {
    await operatorService.addSearchAttributes({ namespace, searchAttributes });
  } catch (error) {
    // Two setups side by side: the other one was quicker.
    if ((error as { code?: unknown }).code === ALREADY_EXISTS) return;
    const wanted = names.map((name) => `${name} (${typeName(SEARCH_ATTRIBUTES[name])})`).join(', ');
    throw new SetupError(
      `The server did not add the search attributes to the namespace ${namespace}: add them by hand where namespaces are managed (in Temporal Cloud: Namespaces, Search Attributes): ${wanted}.`,
      error,
    );
  }
}
