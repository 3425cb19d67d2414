// Reads a body of bounded size. Not what is in it.

export type BodyRead =
  | { readonly kind: 'whole'; readonly bytes: Buffer; readonly firstByteAt: number | null }
  | { readonly kind: 'too-large'; readonly atLeast: number };

/**
 * The whole body, or that it is larger than `mostBytes`, told without reading the rest.
 *
 * @throws what the connection throws when it breaks off
 */
export async function readBody(
  response: Response,
  mostBytes: number,
  elapsed: () => number,
): Promise<BodyRead> {
  const announced = Number(response.headers.get('content-length') ?? '0');
  if (announced > mostBytes) {
    await response.body?.cancel();
    return { kind: 'too-large', atLeast: announced };
  }
  const parts: Uint8Array[] = [];
  let size = 0;
  let firstByteAt: number | null = null;
  if (response.body !== null) {
    const body: AsyncIterable<Uint8Array> = response.body;
    for await (const part of body) {
      firstByteAt ??= elapsed();
      size += part.length;
      // Leaving the loop cancels the body.
      if (size > mostBytes) return { kind: 'too-large', atLeast: size };
      parts.push(part);
    }
  }
  return { kind: 'whole', bytes: Buffer.concat(parts), firstByteAt };
}
