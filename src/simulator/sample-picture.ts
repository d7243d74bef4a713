import { crc32, deflateSync } from 'node:zlib';

const WIDTH = 160;
const HEIGHT = 120;

function part(name: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(name, 'latin1'), data]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  const check = Buffer.alloc(4);
  check.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, check]);
}

/** A parcel with its tape, on a floor. */
function colourAt(x: number, y: number): [number, number, number] {
  const inside = x > 36 && x < 124 && y > 34 && y < 100;
  if (!inside) return y > 84 ? [176, 160, 140] : [222 - y / 3, 226 - y / 3, 230 - y / 4];
  if (x > 74 && x < 86) return [214, 188, 140];
  return y < 46 ? [190, 140, 88] : [168, 118, 70];
}

/** A small photo of a parcel, as a PNG. */
export function samplePicture(): Buffer {
  const rows = Array.from({ length: HEIGHT }, (_row, y) =>
    Buffer.from([0, ...Array.from({ length: WIDTH }, (_column, x) => colourAt(x, y)).flat()]),
  );
  const head = Buffer.alloc(13);
  head.writeUInt32BE(WIDTH, 0);
  head.writeUInt32BE(HEIGHT, 4);
  head.set([8, 2], 8);
  const signature = Buffer.from('89504e470d0a1a0a', 'hex');
  return Buffer.concat([
    signature,
    part('IHDR', head),
    part('IDAT', deflateSync(Buffer.concat(rows))),
    part('IEND', Buffer.alloc(0)),
  ]);
}
