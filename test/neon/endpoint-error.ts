/** The fields of a Postgres error message, as both `pg` and PGlite name them. */
export interface PostgresFields {
  readonly code?: string | undefined;
  readonly severity?: string | undefined;
  readonly detail?: string | undefined;
  readonly hint?: string | undefined;
  readonly position?: string | undefined;
  readonly internalPosition?: string | undefined;
  readonly internalQuery?: string | undefined;
  readonly where?: string | undefined;
  readonly table?: string | undefined;
  readonly column?: string | undefined;
  readonly schema?: string | undefined;
  readonly dataType?: string | undefined;
  readonly constraint?: string | undefined;
  readonly file?: string | undefined;
  readonly line?: string | undefined;
  readonly routine?: string | undefined;
}

/** A request that ends in an error answer. Without `fields` it did not come from Postgres. */
export class EndpointError extends Error {
  override readonly name = 'EndpointError';
  readonly status: number;
  readonly fields: PostgresFields;

  constructor(status: number, message: string, fields: PostgresFields = {}) {
    super(message);
    this.status = status;
    this.fields = fields;
  }
}

/**
 * The answer's body: always these 17 keys in this order. What is absent is null, except `code` and `severity`, which
 * are empty (Neon's proxy, `sql_over_http.rs`).
 */
export function errorBody(error: EndpointError): string {
  const { fields } = error;
  return JSON.stringify({
    message: error.message,
    code: fields.code ?? '',
    detail: fields.detail ?? null,
    hint: fields.hint ?? null,
    position: fields.position ?? null,
    internalPosition: fields.internalPosition ?? null,
    internalQuery: fields.internalQuery ?? null,
    severity: fields.severity ?? '',
    where: fields.where ?? null,
    table: fields.table ?? null,
    column: fields.column ?? null,
    schema: fields.schema ?? null,
    dataType: fields.dataType ?? null,
    constraint: fields.constraint ?? null,
    file: fields.file ?? null,
    line: fields.line ?? null,
    routine: fields.routine ?? null,
  });
}
