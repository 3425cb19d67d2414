// Words of readers and the words that the documentation has for them. Kept by hand; one group of single words a line.
import { stem } from './stem.ts';

const groups = `
  add append attach new put
  alike equal identical same
  alter change edit modify
  attacker malicious outsider untrusted
  authenticate authentication credential login password secret token
  batch bulk
  begin launch run start
  better improvement progress winner
  big biggest bound huge large limit many maximum most size
  blank empty missing nothing space
  break broken corrupt corrupted damaged fault
  browser origin page
  bucket location s3
  building compile install
  button key
  cell column row table value
  collapse crash die failure kill killed
  column field key
  compressed small zstd
  computer host machine network
  continue further next resume
  convert migrate
  copy backup copying
  cost price
  cursor token
  database engine sqlite
  default absent otherwise unless
  delete erase purge remove wipe
  demonstrate proof prove show
  directory folder
  duplicate repeat repeated
  electricity outage power
  fast quick quickly rate slow speed
  file artifact
  first primary reference
  folder path
  form format kind notation
  full space
  gigabyte size
  half part partial partially
  hand manually self
  hash digest checksum
  identifier id name
  interrupt interrupted unfinished
  issue ticket tracker
  latest newest recent
  licence license apache
  link url
  load memory ram
  lookup find search
  lose lost miss
  media content type
  message note text
  meanwhile pause simultaneous simultaneously while
  mistake typo wrong
  network remote
  number step
  order sequence sort
  overwrite replace
  package dependency
  phone telemetry
  precision digit exact
  prefix beginning
  print list show
  program process script
  reject refusal refuse refused
  rename renamed title
  request call
  require need
  restore recover undelete undo
  retry retrying repeat again
  safe durable kept retained
  send deliver
  shell bash zsh terminal
  status code
  stack trace debug
  stop end finish
  store keep record
  thin sample sampled thinned
  throw exception error
  time duration moment
  trained training
  truncate truncated cut shortened
  upgrade version newer
  verbosity verbose log talkative quiet
  verify check prove compare
  wildcard pattern like
  write log
`
  .trim()
  .split('\n')
  .map((line) => [...new Set(line.trim().split(/\s+/).map(stem))]);

/** The other stems that may stand for this one, in a fixed order; none for most. */
export function synonymsOf(stemmed: string): readonly string[] {
  const others = groups.filter((group) => group.includes(stemmed)).flat();
  return [...new Set(others)].filter((other) => other !== stemmed);
}
