const UNSAFE = /[\s\p{Cc}%:]/gu;
const ENCODED = /(?:%[\da-f]{2})+/gi;

/** The text as one word without colons, as far as possible as it is: `two%20words`. */
export function percentEncoded(text: string): string {
  return text.replaceAll(UNSAFE, (character) => encodeURIComponent(character).replace(':', '%3A'));
}

/** The way back; what was not encoded by anybody stays as it is. */
export function percentDecoded(text: string): string {
  return text.replaceAll(ENCODED, (run) => {
    try {
      return decodeURIComponent(run);
    } catch {
      return run;
    }
  });
}
