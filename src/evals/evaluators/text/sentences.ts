// Sentences of a text, well enough to ask which of them are supported. Not a linguist's segmentation.

/** Ends at `.`, `!`, `?` or their full-width forms before a space or the end, and at line ends; abbreviations may cut too early. */
export function sentences(text: string): readonly string[] {
  return text
    .split(/(?<=[.!?…]["'”’)\]]?)\s+(?=\S)|(?<=[。！？])|\n+/u)
    .map((sentence) => sentence.trim())
    .filter((sentence) => sentence !== '');
}
