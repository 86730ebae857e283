/** The app's services without a window: `npm run --silent digit-pad -- …`. */
import { runCommandLine } from './cli/command-line.ts'
import { builtPlaces } from './places.ts'

process.exitCode = await runCommandLine(process.argv.slice(2), builtPlaces(import.meta.url))
