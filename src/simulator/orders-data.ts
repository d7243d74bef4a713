export type OrderStatus = 'placed' | 'packed' | 'on the way' | 'ready for collection' | 'delivered' | 'cancelled';

/** An order of the sample business; days count back from now, so that the demo never grows old. */
export interface SeededOrder {
  number: string;
  phone: string;
  status: OrderStatus;
  deliveredDaysAgo?: number;
  waybill?: string;
  items: { name: string; quantity: number }[];
}

export const SEEDED_ORDERS: readonly SeededOrder[] = [
  {
    number: '5544',
    phone: '27825551234',
    status: 'delivered',
    deliveredDaysAgo: 2,
    waybill: 'TCG5544018',
    items: [
      { name: 'Oak bookshelf, 5 tiers', quantity: 1 },
      { name: 'Wall bracket set', quantity: 2 },
      { name: 'Wood oil, 500 ml', quantity: 1 },
    ],
  },
  {
    number: '5561',
    phone: '27825551234',
    status: 'packed',
    items: [{ name: 'Desk lamp, brass', quantity: 1 }],
  },
  {
    number: '5547',
    phone: '27731234567',
    status: 'on the way',
    waybill: 'TCG5547722',
    items: [
      { name: 'Enamel mug', quantity: 4 },
      { name: 'Stoneware bowl', quantity: 4 },
    ],
  },
  {
    number: '5550',
    phone: '27605550199',
    status: 'placed',
    items: [{ name: 'Braai tongs, stainless steel', quantity: 1 }],
  },
  {
    number: '5552',
    phone: '27845556021',
    status: 'ready for collection',
    items: [{ name: 'Linen curtain, 230 cm', quantity: 2 }],
  },
  {
    number: '5538',
    phone: '27715550142',
    status: 'delivered',
    deliveredDaysAgo: 9,
    waybill: 'TCG5538006',
    items: [{ name: 'Cast-iron potjie, size 3', quantity: 1 }],
  },
  {
    number: '5541',
    phone: '27835557788',
    status: 'cancelled',
    items: [{ name: 'Scatter cushion, ochre', quantity: 2 }],
  },
];
