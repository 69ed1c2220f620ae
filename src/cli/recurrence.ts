/** Recurrence rules take a library of their own, which is loaded for those who use them. */
export async function readRecurrence(text: string): Promise<string> {
  const { parseRecurrence } = await import('../domain/recurrence.ts');
  return parseRecurrence(text);
}
