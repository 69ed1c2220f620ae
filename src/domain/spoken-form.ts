/**
 * A phrase in lower case with single spaces, and with spaces for the hyphens that keep it together in a shell: `in-3-days`. Hyphens
 * in an ISO date, in front and at the end stay.
 */
export function spokenForm(text: string): string {
  return text
    .trim()
    .toLowerCase()
    .replace(/\s+/g, ' ')
    .replace(/(\d{4}-\d\d-\d\d)|(?<=[a-z\d])-(?=[a-z\d])/g, (_, date?: string) => date ?? ' ');
}

/** The way back: a phrase that can be typed without quotes. */
export function unquotedForm(phrase: string): string {
  return phrase.replaceAll(' ', '-');
}
