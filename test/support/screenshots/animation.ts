import { applyPalette, GIFEncoder, quantize, type Palette } from 'gifenc';
import { PNG } from 'pngjs';

export interface Animation {
  /** A picture of the whole, shown for that long (ms). One that looks like the last only prolongs it. */
  add(png: Buffer, holdMs: number): void;
  /** The whole as an animated GIF that begins again for ever. */
  encode(): Buffer;
}

interface Frame {
  width: number;
  height: number;
  data: Buffer;
  holdMs: number;
}

const COLOURS = 255;
// The last colour stands for "as before": what has not changed costs next to nothing.
const SAME = 255;

export function createAnimation(): Animation {
  const frames: Frame[] = [];
  return {
    add(png, holdMs) {
      const { width, height, data } = PNG.sync.read(png);
      const last = frames.at(-1);
      if (last?.data.equals(data)) last.holdMs += holdMs;
      else frames.push({ width, height, data, holdMs });
    },
    encode: () => encode(frames),
  };
}

function encode(frames: Frame[]): Buffer {
  const palette = commonPalette(frames);
  const gif = GIFEncoder();
  let before: Frame | undefined;
  for (const frame of frames) {
    const index = applyPalette(frame.data, palette);
    if (before) markSame(index, frame.data, before.data);
    gif.writeFrame(index, frame.width, frame.height, {
      ...(before ? { transparent: true, transparentIndex: SAME } : { palette, repeat: 0 }),
      delay: frame.holdMs,
      dispose: 1,
    });
    before = frame;
  }
  gif.finish();
  return Buffer.from(gif.bytes());
}

/** One palette for all, from every few pixels of each. */
function commonPalette(frames: Frame[]): Palette {
  const every = 4 * 7 * frames.length;
  const sample = frames.flatMap(({ data }) => {
    const pixels: number[] = [];
    for (let at = 0; at < data.length; at += every) pixels.push(...data.subarray(at, at + 4));
    return pixels;
  });
  const palette = quantize(Uint8Array.from(sample), COLOURS);
  while (palette.length <= SAME) palette.push([0, 0, 0]);
  return palette;
}

function markSame(index: Uint8Array, now: Buffer, before: Buffer): void {
  for (let pixel = 0; pixel < index.length; pixel += 1) {
    if (now.readUInt32LE(pixel * 4) === before.readUInt32LE(pixel * 4)) index[pixel] = SAME;
  }
}
