// Cuts prose into sentences at a full stop before a capital. Good enough for documentation, not for novels.

export function sentencesOf(text: string): readonly string[] {
  return text.split(/(?<=[.!?:][)"]?)\s+(?=[\p{Lu}(])/u).filter((sentence) => sentence !== '');
}
