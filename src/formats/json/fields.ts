import type { Kept } from '../kept.ts';
import { keepJson } from './kept.ts';

/** The fields of an object, from which those are taken that a task has a place for. Null and undefined are nothing. */
export class JsonFields {
  readonly #left: Map<string, unknown>;

  constructor(fields: Iterable<readonly [name: string, value: unknown]>) {
    this.#left = new Map(Array.from(fields).filter(([, value]) => value !== null && value !== undefined));
  }

  /** What is made of a field, which is taken unless that is undefined. */
  take<T>(name: string, read: (value: unknown) => T | undefined): T | undefined {
    const value = this.#left.get(name);
    const taken = value === undefined ? undefined : read(value);
    if (taken !== undefined) this.#left.delete(name);
    return taken;
  }

  /** The same, and it stays. */
  peek<T>(name: string, read: (value: unknown) => T | undefined): T | undefined {
    return this.#left.has(name) ? read(this.#left.get(name)) : undefined;
  }

  drop(...names: readonly string[]): void {
    for (const name of names) this.#left.delete(name);
  }

  /** Takes all that have such a name, as they are. */
  takeNamed(isTaken: (name: string) => boolean): [name: string, value: unknown][] {
    const taken = [...this.#left].filter(([name]) => isTaken(name));
    this.drop(...taken.map(([name]) => name));
    return taken;
  }

  /** All that was not taken, for the note. */
  kept(): Kept[] {
    return Array.from(this.#left, ([name, value]) => keepJson(name, value));
  }

  /** Which that is, for a remark: those of the names that are known, and how many others. */
  describe(known: ReadonlySet<string>): string | undefined {
    const names = [...this.#left.keys()].filter((name) => known.has(name));
    const others = this.#left.size - names.length;
    const what =
      others === 0 ? names : [...names, others === 1 ? 'one other field' : `${others} other fields`];
    const last = what.pop();
    if (last === undefined) return undefined;
    return `kept in the note: ${what.length === 0 ? last : `${what.join(', ')} and ${last}`}`;
  }
}

/** A text; also a number that stands for one. */
export function asText(value: unknown): string | undefined {
  if (typeof value === 'string') return value;
  return typeof value === 'number' ? String(value) : undefined;
}
