import type { Connection } from '@temporalio/client';
import { temporal } from '@temporalio/proto';
import { SEARCH_ATTRIBUTES } from '../workflows/conversation/plumbing/search-attributes';

type Name = keyof typeof SEARCH_ATTRIBUTES;

const names = Object.keys(SEARCH_ATTRIBUTES) as Name[];

const indexedType = (name: Name): temporal.api.enums.v1.IndexedValueType =>
  temporal.api.enums.v1.IndexedValueType[`INDEXED_VALUE_TYPE_${SEARCH_ATTRIBUTES[name].type}`];

// As Temporal's command line and documentation write types: KEYWORD_LIST is KeywordList.
const typeName = (name: Name): string =>
  SEARCH_ATTRIBUTES[name].type
    .toLowerCase()
    .replace(/(^|_)([a-z])/g, (_match, _gap, letter: string) => letter.toUpperCase());

/** `<name>=<type>` for every search attribute, as `temporal server start-dev --search-attribute` takes them. */
export const searchAttributeFlags = (): string[] => names.map((name) => `${name}=${typeName(name)}`);

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

/** Registers the search attributes that are missing, and only those. Throws SetupError for one that has another type. */
export async function ensureSearchAttributes(connection: Connection, namespace: string): Promise<Registered> {
  const { customAttributes } = await connection.operatorService.listSearchAttributes({ namespace });
  for (const name of names) {
    const type = customAttributes?.[name];
    if (type != null && type !== indexedType(name)) {
      throw new SetupError(
        `The search attribute ${name} exists in the namespace ${namespace} with another type than ${typeName(name)}: remove it there (temporal operator search-attribute remove --name ${name}), then run this again.`,
      );
    }
  }
  const present = names.filter((name) => customAttributes?.[name] != null);
  const missing = names.filter((name) => !present.includes(name));
  if (missing.length > 0) await add(connection, namespace, missing);
  return { added: missing, present };
}

const ALREADY_EXISTS = 6;

async function add({ operatorService }: Connection, namespace: string, missing: Name[]): Promise<void> {
  const searchAttributes = Object.fromEntries(missing.map((name) => [name, indexedType(name)]));
  try {
    await operatorService.addSearchAttributes({ namespace, searchAttributes });
  } catch (error) {
    // Two setups side by side: the other one was quicker.
    if ((error as { code?: unknown }).code === ALREADY_EXISTS) return;
    const wanted = missing.map((name) => `${name} (${typeName(name)})`).join(', ');
    throw new SetupError(
      `The server did not add the search attributes to the namespace ${namespace}: add them by hand where namespaces are managed (in Temporal Cloud: Namespaces, Search Attributes): ${wanted}.`,
      error,
    );
  }
}
