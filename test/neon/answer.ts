import { EndpointError } from './endpoint-error.ts';
import type { Field, StatementResult } from './engine.ts';

/** Collects the JSON of a request's results and watches its size, which is counted over a whole batch. */
export class Answer {
  readonly #limit: number;
  readonly #results: string[] = [];
  #length = 0;

  constructor(limit: number) {
    this.#limit = limit;
  }

  /** Throws EndpointError 507 where a row follows more than the limit; like Neon, the last row may still overshoot. */
  add(result: StatementResult, arrayMode: boolean): void {
    const rows: string[] = [];
    for (const row of result.rows) {
      if (this.#length > this.#limit) {
        throw new EndpointError(507, `response is too large (max is ${this.#limit} bytes)`);
      }
      const text = arrayMode ? JSON.stringify(row) : rowObject(result.fields, row);
      this.#length += Buffer.byteLength(text) + 1;
      rows.push(text);
    }
    const { command, rowCount } = result;
    this.#results.push(
      `{"fields":${JSON.stringify(result.fields.map(describeField))},"rows":[${rows.join(',')}],` +
        `"command":${JSON.stringify(command)},"rowCount":${rowCount},"rowAsArray":${arrayMode}}`,
    );
  }

  toJson(batch: boolean): string {
    const results = this.#results.join(',');
    return batch ? `{"results":[${results}]}` : results;
  }
}

/** Written by hand because columns of the same name appear twice, which no JavaScript object can hold. */
function rowObject(fields: readonly Field[], row: readonly (string | null)[]): string {
  const members = fields.map(({ name }, i) => `${JSON.stringify(name)}:${JSON.stringify(row[i])}`);
  return `{${members.join(',')}}`;
}

function describeField(field: Field): Field & { readonly format: 'text' } {
  const { name, dataTypeID, tableID, columnID, dataTypeSize, dataTypeModifier } = field;
  return { name, dataTypeID, tableID, columnID, dataTypeSize, dataTypeModifier, format: 'text' };
}
