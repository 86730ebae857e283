/**
 * The pictures of README and docs, taken of the real app: `npm run pictures`, or `npm run pictures -- NAME…` for some of
 * them. What is drawn are pen digits and what is trained on is MNIST, with fixed seeds, so pictures change where the app
 * does. Only the speed of a run, its time left and the dates of models are those of the machine.
 */
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { launchApp } from '../host/launch.ts'
import { Camera, USUAL } from './camera.ts'
import { SCENES } from './scenes.ts'

const folder = fileURLToPath(new URL('../../docs/images/', import.meta.url))
const names = process.argv.slice(2)
const unknown = names.filter((name) => !(name in SCENES))
const missing = ['DIGIT_PAD_MNIST', 'DIGIT_PAD_PEN_DIGITS'].filter(
  (name) => !existsSync(process.env[name] ?? ''),
)

if (unknown.length > 0) {
  refuse(`There is no picture "${unknown.join('", "')}". There are: ${Object.keys(SCENES).join(', ')}.`)
} else if (missing.length > 0) {
  refuse(`The pictures show real digits: set ${missing.join(' and ')} (CONTRIBUTING.md says to what).`)
} else {
  for (const [name, scene] of Object.entries(SCENES)) {
    if (names.length > 0 && !names.includes(name)) continue
    // Each begins with an app that nobody has used yet.
    const app = await launchApp()
    try {
      await app.page.emulateMedia({ reducedMotion: 'reduce' })
      const camera = new Camera(app, folder)
      await camera.fit(USUAL)
      await scene(app, camera)
    } finally {
      await app.kill()
    }
  }
}

function refuse(message: string): void {
  console.error(message)
  process.exitCode = 1
}
