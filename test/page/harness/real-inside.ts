/** The inside of the model that ships, told by the real service in this process: pages ask it through a function of theirs. */
import { fileURLToPath } from 'node:url'
import type { Page } from 'playwright'
import { InsideService } from '../../../src-main/inside/inside-service.ts'
import { NO_MODULES } from '../../../src-main/kernels/engine.ts'
import { readModelFile } from '../../../src-main/recognizer/kept-models.ts'
import { summarize } from '../../../src-main/recognizer/model.ts'
import { createCodec } from '../../host/codec.ts'
import { SHIPPED } from '../samples.ts'

let opened: Promise<InsideService> | null = null

async function openShipped(): Promise<InsideService> {
  const file = new URL('../../../resources/model.safetensors', import.meta.url)
  const model = await readModelFile(fileURLToPath(file))
  const state = { inUse: summarize(model, SHIPPED.id), before: null, rotation: null }
  return new InsideService(NO_MODULES, { inUse: model, state })
}

/** Gives the page `askInside`: a request's name and its payload as text, for the answer as text. */
export async function exposeInside(page: Page): Promise<void> {
  const { encode, decode } = createCodec()
  await page.exposeFunction('askInside', async (name: string, text: string) => {
    const inside = await (opened ??= openShipped())
    const question = decode(text) as never
    switch (name) {
      case 'insideNetwork':
        return encode(inside.network)
      case 'insideForward':
        return encode(inside.forward(question))
      case 'insideWeights':
        return encode(inside.weights(question))
      case 'insideBackward':
        return encode(await inside.backward(question))
      case 'insideWhy':
        return encode(await inside.why(question))
    }
    throw new Error(`Nothing answers ${name}.`)
  })
}
