/** The most that one core can compute: 128-bit multiply-adds in registers, which is what the kernels have. */
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** Twelve sums that do not wait for each other, as in the kernels. */
const SUMS = 12
const FLOPS_A_ROUND = SUMS * 4 * 2
const names = Array.from({ length: SUMS }, (_, i) => `s${i}`)

function source(relaxed: boolean): string {
  const multiplyAdd = (sum: string): string =>
    relaxed ? `f32x4.relaxed_madd(a, b, ${sum})` : `f32x4.add(f32x4.mul(a, b), ${sum})`
  return `
    export function spin(rounds: i32, factor: f32): f32 {
      const a = f32x4.splat(factor)
      const b = f32x4.splat(factor)
      ${names.map((name, i) => `let ${name} = f32x4.splat(${i})`).join('\n')}
      for (let i = 0; i < rounds; i++) {
        ${names.map((name) => `${name} = ${multiplyAdd(name)}`).join('\n')}
      }
      return f32x4.extract_lane(${names.reduce((sum, name) => `f32x4.add(${sum}, ${name})`)}, 0)
    }`
}

/** Gigaflops of one core, the best of several tries; with or without relaxed SIMD's multiply-add. */
export function peakGigaflops(relaxed: boolean): number {
  const spin = compile(relaxed)
  const rounds = 2_000_000
  let best = 0
  for (let attempt = 0; attempt < 12; attempt++) {
    const start = performance.now()
    spin(rounds, 1e-3)
    best = Math.max(best, (rounds * FLOPS_A_ROUND) / (performance.now() - start) / 1e6)
  }
  return best
}

function compile(relaxed: boolean): (rounds: number, factor: number) => number {
  const compiler = fileURLToPath(new URL('../bin/asc.js', import.meta.resolve('assemblyscript/asc')))
  const folder = mkdtempSync(join(tmpdir(), 'digit-pad-peak-'))
  try {
    writeFileSync(join(folder, 'peak.ts'), source(relaxed))
    const enable = relaxed ? '--enable=simd,relaxed-simd' : '--enable=simd'
    const options = [
      'peak.ts',
      '--baseDir',
      folder,
      '--outFile',
      'peak.wasm',
      '-O3',
      '--runtime=stub',
      enable,
    ]
    execFileSync(process.execPath, [compiler, ...options])
    const module = new WebAssembly.Module(readFileSync(join(folder, 'peak.wasm')))
    return new WebAssembly.Instance(module).exports['spin'] as (rounds: number, factor: number) => number
  } finally {
    rmSync(folder, { recursive: true })
  }
}
