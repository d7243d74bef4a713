import type { Language } from '../../../../workflows/conversation/words';

export type OrderStage =
  'placed' | 'packed' | 'on_the_way' | 'ready' | 'delivered' | 'delivered_on' | 'cancelled' | 'other';

/** How shop systems call the stages of an order; anything else is told as it stands. */
export const STAGE_OF_STATUS: Record<string, OrderStage> = {
  placed: 'placed',
  received: 'placed',
  paid: 'placed',
  pending: 'placed',
  processing: 'placed',
  confirmed: 'placed',
  packed: 'packed',
  packing: 'packed',
  'ready to ship': 'packed',
  'on the way': 'on_the_way',
  shipped: 'on_the_way',
  dispatched: 'on_the_way',
  'in transit': 'on_the_way',
  'out for delivery': 'on_the_way',
  'ready for collection': 'ready',
  'ready to collect': 'ready',
  delivered: 'delivered',
  completed: 'delivered',
  cancelled: 'cancelled',
  canceled: 'cancelled',
};

/** What the customer reads about an order, by stage. `{tracking}` follows on a line of its own where there is a link. */
export const ORDER_SENTENCES: Record<Language, Record<OrderStage | 'tracking', string>> = {
  en: {
    placed: 'We have received order {number} and are preparing it.',
    packed: 'Order {number} is packed and waiting for the courier.',
    on_the_way: 'Order {number} is on its way to you.',
    ready: 'Order {number} is ready for collection.',
    delivered: 'Order {number} was delivered.',
    delivered_on: 'Order {number} was delivered on {date}.',
    cancelled: 'Order {number} was cancelled.',
    other: 'Order {number} has this status: {status}.',
    tracking: 'You can track it here: {url}',
  },
  af: {
    placed: 'Ons het bestelling {number} ontvang en maak dit gereed.',
    packed: 'Bestelling {number} is gepak en wag vir die koerier.',
    on_the_way: 'Bestelling {number} is op pad na jou.',
    ready: 'Bestelling {number} is gereed om afgehaal te word.',
    delivered: 'Bestelling {number} is afgelewer.',
    delivered_on: 'Bestelling {number} is op {date} afgelewer.',
    cancelled: 'Bestelling {number} is gekanselleer.',
    other: 'Bestelling {number} het hierdie status: {status}.',
    tracking: 'Jy kan dit hier volg: {url}',
  },
  zu: {
    placed: 'I-oda {number} siyitholile futhi siyayilungisa.',
    packed: 'I-oda {number} isipakishiwe futhi ilinde ikhuriya.',
    on_the_way: 'I-oda {number} isendleleni eza kuwe.',
    ready: 'I-oda {number} isilungele ukulandwa.',
    delivered: 'I-oda {number} isilethiwe.',
    delivered_on: 'I-oda {number} ilethwe ngomhla ka-{date}.',
    cancelled: 'I-oda {number} ikhanseliwe.',
    other: 'Isimo se-oda {number} yilesi: {status}.',
    tracking: 'Ungayilandelela lapha: {url}',
  },
  xh: {
    placed: 'I-odolo {number} siyifumene kwaye siyayilungisa.',
    packed: 'I-odolo {number} ipakishiwe kwaye ilinde ikhuriya.',
    on_the_way: 'I-odolo {number} isendleleni eza kuwe.',
    ready: 'I-odolo {number} ikulungele ukuthathwa.',
    delivered: 'I-odolo {number} isiwe.',
    delivered_on: 'I-odolo {number} isiwe ngomhla we-{date}.',
    cancelled: 'I-odolo {number} irhoxisiwe.',
    other: 'Imeko ye-odolo {number} yile: {status}.',
    tracking: 'Ungayilandela apha: {url}',
  },
  st: {
    placed: 'Re amohetse odara {number} mme re a e lokisa.',
    packed: 'Odara {number} e se e pakilwe mme e emetse khuriya.',
    on_the_way: 'Odara {number} e tseleng e tla ho wena.',
    ready: 'Odara {number} e se e loketse ho latwa.',
    delivered: 'Odara {number} e se e fihlisitswe.',
    delivered_on: 'Odara {number} e fihlisitswe ka la {date}.',
    cancelled: 'Odara {number} e hlakotswe.',
    other: 'Boemo ba odara {number} ke bona: {status}.',
    tracking: 'O ka e latela mona: {url}',
  },
};
