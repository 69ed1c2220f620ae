import { fstatSync, openSync, readSync, type Stats } from 'node:fs';

/** Many small files in one, of which each is read when it is asked for: opening 40 of them would take 2 ms. */
export interface Pack {
  /** What it was made for. */
  readonly subject: string;
  /** Undefined if there is none of this name. Throws if it cannot be read. */
  read(name: string): Buffer | undefined;
  readonly names: readonly string[];
  stat(): Stats;
}

/** The beginning of the file: its own length in bytes, as many bytes of JSON, and what that names, in this order. */
interface Index {
  readonly subject: string;
  readonly sizes: readonly (readonly [name: string, bytes: number])[];
}

const LENGTH_BYTES = 4;

/** The file stays open, so that replacing it does no harm. Throws if there is none, or another kind of file. */
export function openPack(file: string): Pack {
  const descriptor = openSync(file, 'r');
  const read = (start: number, bytes: number): Buffer => {
    const buffer = Buffer.allocUnsafe(bytes);
    if (readSync(descriptor, buffer, 0, bytes, start) < bytes) {
      throw new Error(`${file} ends too early`);
    }
    return buffer;
  };
  const indexBytes = read(0, LENGTH_BYTES).readUInt32LE();
  const { subject, sizes }: Index = JSON.parse(read(LENGTH_BYTES, indexBytes).toString());
  const places = new Map<string, { readonly start: number; readonly bytes: number }>();
  let start = LENGTH_BYTES + indexBytes;
  for (const [name, bytes] of sizes) {
    places.set(name, { start, bytes });
    start += bytes;
  }
  return {
    subject,
    names: [...places.keys()],
    read: (name) => {
      const place = places.get(name);
      return place === undefined ? undefined : read(place.start, place.bytes);
    },
    stat: () => fstatSync(descriptor),
  };
}

export function formatPack(subject: string, files: ReadonlyMap<string, Buffer>): Buffer {
  const sizes = [...files].map(([name, { length }]) => [name, length] as const);
  const index = Buffer.from(JSON.stringify({ subject, sizes } satisfies Index));
  const length = Buffer.alloc(LENGTH_BYTES);
  length.writeUInt32LE(index.length);
  return Buffer.concat([length, index, ...files.values()]);
}
