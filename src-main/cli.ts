/** The app's services without a window: `npm run --silent digit-pad -- …`. */
import { runCommandLine } from './cli/command-line.ts'
import { builtPlaces } from './places.ts'

// npm runs its scripts in the project's folder; file names are meant from where the person stands.
const { INIT_CWD, npm_lifecycle_event } = process.env
if (INIT_CWD !== undefined && npm_lifecycle_event === 'digit-pad') process.chdir(INIT_CWD)

process.exitCode = await runCommandLine(process.argv.slice(2), builtPlaces(import.meta.url))
