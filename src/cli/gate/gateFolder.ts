// The working directory of gates of one component, beside a server: its name. Not where it lies.

/** A folder for any name of a component. */
export function gateFolder(component: string): string {
  return component.replace(/[^\w.-]/g, (character) => `%${character.codePointAt(0)?.toString(16) ?? ''}`);
}
