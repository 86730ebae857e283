import { gzipSync } from 'node:zlib'

const MEMBER_BYTES = 16 * 2 ** 20

/** About a megabyte that unzips to `front` and then 1 GiB of zeros: 64 gzip files, one after the other. */
export function gzipBomb(front: Uint8Array): Uint8Array {
  const zeros = gzipSync(new Uint8Array(MEMBER_BYTES))
  return Buffer.concat([gzipSync(front), ...new Array<Uint8Array>(2 ** 30 / MEMBER_BYTES).fill(zeros)])
}

/** By how many bytes `action` raises the most memory that this process ever had. */
export function growth(action: () => void): number {
  const before = process.resourceUsage().maxRSS
  action()
  return (process.resourceUsage().maxRSS - before) * 1024
}
