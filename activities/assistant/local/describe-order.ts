import type { Language } from '../../../workflows/conversation/words';
import { ORDER_SENTENCES, STAGE_OF_STATUS, type OrderStage } from './data/order-sentences';
import type { OrderFacts } from './types';

/** The day of an ISO time in the business's time zone, as "5 November 2026"; isiZulu, isiXhosa and Sesotho as 2026-11-05. */
function dayOf(iso: string, language: Language, timeZone: string): string {
  const date = new Date(iso);
  if (language === 'zu' || language === 'xh' || language === 'st') {
    return new Intl.DateTimeFormat('sv-SE', { timeZone }).format(date);
  }
  const locale = language === 'af' ? 'af-ZA' : 'en-GB';
  return new Intl.DateTimeFormat(locale, { timeZone, day: 'numeric', month: 'long', year: 'numeric' }).format(date);
}

function stageOf({ status, deliveredAt }: OrderFacts): OrderStage {
  const stage = STAGE_OF_STATUS[status.trim().toLowerCase().replaceAll('_', ' ')] ?? 'other';
  const dated = stage === 'delivered' && deliveredAt !== undefined && !Number.isNaN(Date.parse(deliveredAt));
  return dated ? 'delivered_on' : stage;
}

/** What an order's state is, apart from the wording. */
export const orderBasis = ({ number, status }: { number: string; status: string }): string =>
  `order:${number}:${status}`;

/** The written sentences for an order's state. */
export function describeOrder(
  order: OrderFacts,
  language: Language,
  timeZone: string,
): { text: string; basis: string } {
  const sentences = ORDER_SENTENCES[language];
  const stage = stageOf(order);
  const values: Record<string, string> = {
    number: order.number,
    status: order.status,
    url: order.trackingUrl ?? '',
    date: stage === 'delivered_on' ? dayOf(order.deliveredAt!, language, timeZone) : '',
  };
  const fill = (sentence: string) => sentence.replace(/\{(\w+)\}/g, (whole, name: string) => values[name] ?? whole);
  const lines = [fill(sentences[stage]), ...(order.trackingUrl ? [fill(sentences.tracking)] : [])];
  return { text: lines.join('\n'), basis: orderBasis(order) };
}
