import type { TypedSearchAttributes } from '@temporalio/common';
import { SEARCH_ATTRIBUTES } from '../workflows/conversation/plumbing/search-attributes';
import { phoneNumberIdOf } from './identity';

const { BatonCustomerKeys: KEYS } = SEARCH_ATTRIBUTES;

const isLink = (value: string): boolean => phoneNumberIdOf(value) !== undefined;

/** The HMACs by which a conversation knows its customer. */
export const keysOf = (attributes: TypedSearchAttributes): string[] =>
  (attributes.get(KEYS) ?? []).filter((value) => !isLink(value));

/** The workflow ids of the conversations that its customer has come from and gone to with a change of number. */
export const linksOf = (attributes: TypedSearchAttributes): string[] => (attributes.get(KEYS) ?? []).filter(isLink);
