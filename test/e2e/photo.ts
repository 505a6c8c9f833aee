/** Photos for the scenarios, drawn point by point: a cracked housing, and a page of a furnace log. */
import { crc32, deflateSync } from "node:zlib";

/** A file as a browser's file field takes it. */
export type Photo = { readonly name: string; readonly mimeType: string; readonly buffer: Buffer };

const width = 640;
const height = 400;

function chunk(type: string, bytes: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(type, "latin1"), bytes]);
  const out = Buffer.alloc(8 + named.length);
  out.writeUInt32BE(bytes.length, 0);
  named.copy(out, 4);
  out.writeUInt32BE(crc32(named), named.length + 4);
  return out;
}

function png(shade: (x: number, y: number) => number): Buffer {
  const rows = Buffer.alloc((width + 1) * height);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) rows[y * (width + 1) + x + 1] = Math.max(0, Math.min(255, Math.round(shade(x, y))));
  }
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head[8] = 8;
  const signature = Buffer.from([137, 80, 78, 71, 13, 10, 26, 10]);
  return Buffer.concat([signature, chunk("IHDR", head), chunk("IDAT", deflateSync(rows)), chunk("IEND", Buffer.alloc(0))]);
}

/** A round housing seen from above, with a crack across it unless it is `sound`; `turn` tells the photos apart. */
export function housing(name: string, turn: number, sound = false): Photo {
  const shade = (x: number, y: number): number => {
    const away = Math.hypot(x - width / 2, (y - height / 2) * 1.1);
    const around = Math.atan2(y - height / 2, x - width / 2) + turn;
    if (away > 178) return 206 - y / 12;
    const crack = Math.abs(Math.sin(around * 0.5) * away - 14 * Math.sin(away / 17) - 6 * Math.sin(away / 5));
    if (!sound && away > 58 && crack < 1.6 + away / 120 && Math.cos(around * 0.5) > 0) return 34;
    if (away < 58) return 52 + away / 3;
    return 118 + 34 * Math.cos(around * 2) + (Math.abs(away - 120) < 3 ? -30 : 0) + (Math.abs(away - 172) < 6 ? 26 : 0);
  };
  return { name, mimeType: "image/png", buffer: png(shade) };
}

/** A temperature line on ruled paper that falls below its limit. */
export function furnaceLog(name: string): Photo {
  const line = (x: number): number => 120 + 8 * Math.sin(x / 31) + (x > 330 ? Math.min(130, (x - 330) * 0.7) : 0);
  const shade = (x: number, y: number): number => {
    if (Math.abs(y - line(x)) < 2.5) return 40;
    if (Math.abs(y - 200) < 1.5 && x % 16 < 10) return 110;
    return x % 40 === 0 || y % 40 === 0 ? 214 : 246;
  };
  return { name, mimeType: "image/png", buffer: png(shade) };
}
