/** gifenc brings no types; this is what is used of it. */
declare module 'gifenc' {
  export type Palette = number[][];

  interface FrameOptions {
    /** The first frame's is that of all. */
    palette?: Palette;
    transparent?: boolean;
    transparentIndex?: number;
    /** ms */
    delay?: number;
    /** 0: for ever. */
    repeat?: number;
    /** 1: the next frame is drawn over this one. */
    dispose?: number;
  }

  interface Encoder {
    writeFrame(index: Uint8Array, width: number, height: number, options: FrameOptions): void;
    finish(): void;
    bytes(): Uint8Array;
  }

  export function GIFEncoder(): Encoder;
  export function quantize(rgba: Uint8Array, maxColours: number): Palette;
  export function applyPalette(rgba: Uint8Array, palette: Palette): Uint8Array;
}
