/** An order of the sample business; days count back from now, so that the demo never grows old. */
export interface SeededOrder {
  number: string;
  phone: string;
  status: 'placed' | 'packed' | 'on the way' | 'ready for collection' | 'delivered' | 'cancelled';
  deliveredDaysAgo?: number;
  waybill?: string;
  items: string[];
}

export const SEEDED_ORDERS: readonly SeededOrder[] = [
  {
    number: '5544',
    phone: '27825551234',
    status: 'delivered',
    deliveredDaysAgo: 2,
    waybill: 'SB5544018',
    items: ['1 x stand mixer, 5 l, with dough hook', '1 x enamel mixing bowl, 28 cm', '2 x tea towel, linen'],
  },
  {
    number: '5561',
    phone: '27825551234',
    status: 'packed',
    items: ['1 x whistling kettle, 2.5 l'],
  },
  {
    number: '5547',
    phone: '27731234567',
    status: 'on the way',
    waybill: 'SB5547722',
    items: ['4 x enamel mug, white', '4 x enamel bowl, 16 cm'],
  },
  {
    number: '5550',
    phone: '27605550199',
    status: 'placed',
    items: ['1 x electric kettle, 1.7 l', '1 x toaster, two slices'],
  },
  {
    number: '5552',
    phone: '27845556021',
    status: 'ready for collection',
    items: ['2 x linen curtain, 230 cm'],
  },
  {
    number: '5538',
    phone: '27715550142',
    status: 'delivered',
    deliveredDaysAgo: 9,
    waybill: 'SB5538006',
    items: ['1 x cast-iron potjie, size 3'],
  },
  {
    number: '5541',
    phone: '27835557788',
    status: 'cancelled',
    items: ['1 x hand blender'],
  },
];
