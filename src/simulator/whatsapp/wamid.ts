import { randomBytes } from 'node:crypto';

const INBOUND = { marker: 0x12, idLength: 20 };
const OUTBOUND = { marker: 0x11, idLength: 18 };

/** A message id in WhatsApp's layout: it contains the customer's number, which is why nobody should log one. */
export function createMessageId(customer: string, direction: 'inbound' | 'outbound'): string {
  const { marker, idLength } = direction === 'inbound' ? INBOUND : OUTBOUND;
  const id = randomBytes(idLength / 2)
    .toString('hex')
    .toUpperCase();
  const bytes = Buffer.concat([
    Buffer.from([0x1c, 0x18, customer.length]),
    Buffer.from(customer, 'ascii'),
    Buffer.from([0x15, 0x02, 0x00, marker, 0x18, idLength]),
    Buffer.from(id, 'ascii'),
    Buffer.from([0x00]),
  ]);
  return `wamid.${bytes.toString('base64')}`;
}
