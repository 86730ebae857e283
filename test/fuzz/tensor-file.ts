/** A safetensors file taken apart, to be put together again with lies in it. */

export interface TensorParts {
  /** Without the checksum: with it, nothing would be looked at behind a lie. */
  readonly header: Readonly<Record<string, unknown>> & { readonly __metadata__: Record<string, string> }
  readonly data: Buffer
}

export function partsOf(file: Uint8Array): TensorParts {
  const bytes = Buffer.from(file)
  const headerLength = Number(bytes.readBigUInt64LE())
  const header = JSON.parse(bytes.toString('utf8', 8, 8 + headerLength)) as TensorParts['header']
  delete header.__metadata__['sha256']
  return { header, data: bytes.subarray(8 + headerLength) }
}

/** The file of a header's text and the numbers behind it, whatever the two say of each other. */
export function together(header: string, data: Buffer): Buffer {
  const json = Buffer.from(header)
  const length = Buffer.alloc(8)
  length.writeBigUInt64LE(BigInt(json.length))
  return Buffer.concat([length, json, data])
}
