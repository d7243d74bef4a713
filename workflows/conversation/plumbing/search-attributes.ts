import { defineSearchAttributeKey, type SearchAttributePair, type TypedSearchAttributes } from '@temporalio/common';
import type { SearchAttributeValues } from '../view';

/** The custom search attributes of a conversation; `baton setup` registers the same names and types. */
export const SEARCH_ATTRIBUTES = {
  BatonMode: defineSearchAttributeKey('BatonMode', 'KEYWORD'),
  BatonHandoff: defineSearchAttributeKey('BatonHandoff', 'KEYWORD'),
  BatonHandoffReason: defineSearchAttributeKey('BatonHandoffReason', 'KEYWORD'),
  BatonAgent: defineSearchAttributeKey('BatonAgent', 'KEYWORD'),
  BatonIntent: defineSearchAttributeKey('BatonIntent', 'KEYWORD'),
  BatonSentiment: defineSearchAttributeKey('BatonSentiment', 'KEYWORD'),
  BatonLanguage: defineSearchAttributeKey('BatonLanguage', 'KEYWORD'),
  BatonCustomerKeys: defineSearchAttributeKey('BatonCustomerKeys', 'KEYWORD_LIST'),
  BatonSlackThreads: defineSearchAttributeKey('BatonSlackThreads', 'KEYWORD_LIST'),
  BatonOwedSince: defineSearchAttributeKey('BatonOwedSince', 'DATETIME'),
  BatonLastCustomerMessageAt: defineSearchAttributeKey('BatonLastCustomerMessageAt', 'DATETIME'),
  BatonTurns: defineSearchAttributeKey('BatonTurns', 'INT'),
  BatonHandoffLog: defineSearchAttributeKey('BatonHandoffLog', 'KEYWORD_LIST'),
  BatonRules: defineSearchAttributeKey('BatonRules', 'INT'),
} as const;

type Name = keyof SearchAttributeValues;

/** Attributes whose change is worth an upsert; the others ride along. */
const WORTH_AN_UPSERT: Name[] = [
  'BatonMode',
  'BatonHandoff',
  'BatonHandoffReason',
  'BatonAgent',
  'BatonCustomerKeys',
  'BatonSlackThreads',
];

/** What the server shows now, read back at the start of a run. */
export function publishedAttributes(attributes: TypedSearchAttributes): Record<string, string> {
  return Object.fromEntries(
    Object.values(SEARCH_ATTRIBUTES).map((key) => [key.name, JSON.stringify(attributes.get(key as never) ?? null)]),
  );
}

/**
 * From rule set 2 on also who is owed an answer: it is what operators look for, and an agent's answer settles it. From rule
 * set 12 on what the report counts: handoffs, and in which hours a customer wrote.
 */
function isWorthAnUpsert(
  name: Name,
  rules: number,
  values: SearchAttributeValues,
  before: string | undefined,
): boolean {
  if (WORTH_AN_UPSERT.includes(name) || (rules >= 2 && name === 'BatonOwedSince')) return true;
  if (rules < 12) return false;
  if (name === 'BatonLastCustomerMessageAt') return hourOf(values[name]) !== hourOf(writtenIn(before));
  return name === 'BatonHandoffLog' || name === 'BatonRules';
}

const hourOf = (date: Date | undefined): string | undefined => date?.toISOString().slice(0, 13);
const writtenIn = (published: string | undefined): Date | undefined =>
  published === undefined || published === 'null' ? undefined : new Date(JSON.parse(published) as string);

/** The changed attributes when any of them is worth an upsert, else none; `published` is brought up to date. */
export function changedAttributes(
  values: SearchAttributeValues,
  published: Record<string, string>,
  rules: number,
): SearchAttributePair[] {
  const changed = (Object.keys(SEARCH_ATTRIBUTES) as Name[]).filter(
    (name) => published[name] !== JSON.stringify(present(values[name])),
  );
  if (!changed.some((name) => isWorthAnUpsert(name, rules, values, published[name]))) return [];
  for (const name of changed) published[name] = JSON.stringify(present(values[name]));
  return changed.map((name) => ({ key: SEARCH_ATTRIBUTES[name], value: present(values[name]) }) as SearchAttributePair);
}

/** An empty list and an absent value are both shown as unset. */
function present(value: SearchAttributeValues[Name]): SearchAttributeValues[Name] | null {
  return value === undefined || (Array.isArray(value) && value.length === 0) ? null : value;
}
