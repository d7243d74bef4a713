import type { Classification, Draft, Summary } from '../ports';
import { splitText } from '../split';
import { clipBytes, utf8Length } from './record';

const SENTENCE = 300;
const NAME = 200;
const SUMMARY_PART = 800;
const SUGGESTED_REPLY = 600;
const MAX_VIOLATIONS = 5;

/** What a model returns is kept in the state, so it is cut to what any sensible answer needs. */
export function boundClassification(result: Classification): Classification {
  const { issue, questionKey } = result;
  return {
    ...result,
    ...(issue !== undefined && { issue: clipBytes(issue, SENTENCE) }),
    ...(questionKey !== undefined && { questionKey: clipBytes(questionKey, NAME) }),
  };
}

/** An answer is one WhatsApp message. */
export function boundDraft(result: Draft): Draft {
  const { text, basis, violations, order } = result;
  return {
    ...result,
    text: splitText(text)[0] ?? '',
    basis: clipBytes(basis, NAME),
    violations: violations.slice(0, MAX_VIOLATIONS).map((violation) => clipBytes(violation, SENTENCE)),
    ...(order !== undefined && { order: boundOrder(order) }),
  };
}

function boundOrder(order: NonNullable<Draft['order']>): NonNullable<Draft['order']> {
  const { number, cardNote } = order;
  const bounded = { ...order, number: clipBytes(number, NAME) };
  return cardNote === undefined ? bounded : { ...bounded, cardNote: clipBytes(cardNote, SENTENCE) };
}

/** A reply that had to be cut would be none. */
export function boundSummary({ engine, askedFor, told, tried, wants, suggestedReply }: Summary): Summary {
  const part = (text: string): string => clipBytes(text, SUMMARY_PART);
  const fits = suggestedReply !== undefined && utf8Length(suggestedReply) <= SUGGESTED_REPLY;
  return {
    ...{ engine, askedFor: part(askedFor), told: part(told), tried: part(tried), wants: part(wants) },
    ...(fits && { suggestedReply }),
  };
}
