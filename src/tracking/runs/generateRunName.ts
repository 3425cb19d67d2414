// Names for runs that were given none: two words and a number, at most 20 characters, such as `patient-heron-407`.
import type { TrackingContext } from '../context.ts';

const adjectives = `
  able amber ample bold brave bright brisk calm candid careful clear clever cosmic crisp curious
  daring deep eager early exact fair famous fine firm fleet fond frank free fresh gentle glad golden
  grand happy hardy honest humble jolly keen kind lively loyal lucid lucky mellow merry mild modest
  neat nimble noble patient plain polite proud quick quiet rapid ready rosy rustic serene sharp silent
  silver simple sincere smart smooth snug solid spry steady stout sturdy subtle sunny sure swift
  tender tidy true upbeat vivid warm wise witty zesty`
  .trim()
  .split(/\s+/);

const nouns = `
  acorn alder ant ash aspen badger bat beech bee birch bison brook cedar clover cobalt comet condor
  copper coral crane cricket crow delta dove eagle elk elm ember falcon fern finch flint fox gecko
  glacier grove gull harbor hare hawk hazel heron ibis iris jasper juniper kestrel kite lark laurel
  lily linden lynx maple marten meadow mink mole moss newt oak opal orchid osprey otter owl pearl
  pebble pike pine plover poplar quail quartz raven reed robin rowan sable seal sparrow spruce stork
  swan thrush tiger topaz trout tulip walnut whale willow wren`
  .trim()
  .split(/\s+/);

export function generateRunName(context: TrackingContext): string {
  const [a = 0, b = 0, c = 0, d = 0] = context.randomBytes(4);
  const adjective = adjectives[a % adjectives.length] ?? 'plain';
  const noun = nouns[b % nouns.length] ?? 'pebble';
  return `${adjective}-${noun}-${(c * 256 + d) % 1000}`;
}
