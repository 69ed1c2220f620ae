/** What a spreadsheet runs as a formula when it opens a table, and what formulaFree made of such a text. */
const FORMULA = /^'*[=+\-@\t\r]/;

/** With an apostrophe ahead of it, a spreadsheet takes it as text. */
export function formulaFree(text: string): string {
  return FORMULA.test(text) ? `'${text}` : text;
}

/** The way back. */
export function withoutApostrophe(text: string): string {
  return text.startsWith("'") && FORMULA.test(text) ? text.slice(1) : text;
}
