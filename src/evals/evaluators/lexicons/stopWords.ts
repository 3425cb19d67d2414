// Words that carry no claim by themselves, English and German. Used where claims are compared with passages.

/** Lower case. */
export const stopWords: ReadonlySet<string> = new Set(
  [
    'a an and are as at be been but by can could did do does for from had has have he her here him his how i if in into is it its',
    'just may me might more most must my no nor not of on only or our out over she should so some such than that the their them',
    'then there these they this those to too under up us very was we were what when where which while who will with would you your',
    'aber alle als also am an auch auf aus bei bin bis bist da damit dann das dass dem den der des die dies diese dieser dieses doch',
    'du durch ein eine einem einen einer eines er es für hat haben hier ich ihr ihre im in ist ja kann kein keine man mit muss nach',
    'nicht noch nun nur ob oder sein seine sich sie sind so soll über um und uns unter vom von vor war waren was wenn wer werden wie',
    'wir wird wo zu zum zur',
  ].flatMap((line) => line.split(' ')),
);
