// English words that say how something is asked, not what about.

const stopWords = new Set(
  `a about after all also am an and any are as at be because been before being but by can could did do does
  doing for from get give had has have having he her here how i if in into is it its itself just may me might
  must my need no nor not of off on one only or other our out over own same shall she should so some such
  than that the their them then there these they this those to too under up us use used using very want was we
  were what when where which while who whom whose why will with would you your`.split(/\s+/),
);

export function isStopWord(word: string): boolean {
  return stopWords.has(word);
}
