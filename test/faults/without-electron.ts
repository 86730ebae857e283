/**
 * For programs that run the app's services without Electron: `node --import ./test/faults/without-electron.ts …`.
 * electron-store asks for the package, which would download Electron, and does without what it exports.
 */
import { registerHooks } from 'node:module'

registerHooks({
  resolve: (specifier, context, next) =>
    specifier === 'electron'
      ? { url: 'data:text/javascript,export default {}', format: 'module', shortCircuit: true }
      : next(specifier, context),
})
