import type { Kept } from '../kept.ts';
import type { Columns, CsvField } from './columns.ts';

const DATES: ReadonlySet<CsvField> = new Set(['due', 'completed', 'created', 'updated']);

/** A row of a table, from which one field after the other is taken. What nobody takes, or can read, is left over. */
export class Row {
  readonly #cells: readonly string[];
  readonly #columns: Columns;
  readonly #taken = new Set<number>();
  readonly #remarks = new Set<string>();

  constructor(cells: readonly string[], columns: Columns) {
    this.#cells = cells;
    this.#columns = columns;
  }

  get remarks(): readonly string[] {
    return [...this.#remarks];
  }

  remark(clause: string): void {
    this.#remarks.add(clause);
  }

  /** The text of a field as it stands there; empty if there is none. */
  peek(field: CsvField): string {
    return this.#cells[this.#columns.get(field) ?? -1] ?? '';
  }

  /** Takes it if something can be read from it; undefined for an empty one as well. */
  take<Value>(field: CsvField, read: (text: string) => Value | undefined): Value | undefined {
    const text = this.peek(field);
    const value = text.trim() === '' ? undefined : read(text);
    if (value !== undefined) this.#taken.add(this.#columns.get(field) ?? -1);
    return value;
  }

  /** @param names under which values are kept, one for each column */
  leftOver(names: readonly string[]): Kept[] {
    const fields = new Map(Array.from(this.#columns, ([field, index]) => [index, field]));
    const left: Kept[] = [];
    for (const [index, value] of this.#cells.entries()) {
      if (value.trim() === '' || this.#taken.has(index)) continue;
      left.push({ name: names[index] ?? `column-${index + 1}`, value });
      this.remark(remarkOn(fields.get(index)));
    }
    return left;
  }
}

function remarkOn(field: CsvField | undefined): string {
  if (field === undefined) return 'columns that are no field are in the note';
  return DATES.has(field)
    ? `a date of ${field} that cannot be read is in the note`
    : `what ${field} says is in the note`;
}
