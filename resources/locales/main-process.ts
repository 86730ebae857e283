/** How wuchale takes texts from the sources of the main process: more than from others, and told where it loads them from. */
import { adapter as vanilla, Transformer } from 'wuchale/adapter-vanilla'

type Adapter = ReturnType<typeof vanilla>
type Options = NonNullable<Parameters<typeof vanilla>[0]>

/** What is thrown is read, too; wuchale's own transformer passes it over. And it tells the rule what is being made. */
class MainTransformer extends Transformer {
  // Its type says that it is given nothing; it is given the statement.
  override visitThrowStatement = (...statements: { readonly argument: never }[]) =>
    statements.flatMap(({ argument }) => this.visit(argument))

  override visitNewExpression: Transformer['visitNewExpression'] = (node) => {
    const before = this.heuristciDetails.call
    this.heuristciDetails.call = `new ${this.getCalleeName(node.callee)}`
    const messages = node.arguments.flatMap((argument) => this.visit(argument))
    this.heuristciDetails.call = before
    return messages
  }
}

export function mainProcess(options: Options): Adapter {
  const usual = vanilla({ ...options, loader: 'custom' })
  const { heuristic, patterns } = options
  return {
    ...usual,
    transform: ({ content, filename, index, expr, matchUrl }) =>
      new MainTransformer(
        content,
        filename,
        index,
        heuristic as never,
        patterns as never,
        expr,
        usual.runtime,
        matchUrl,
      ).transform(),
  }
}

/** English is there at once, which the command line needs; every other language is read when it is spoken. */
export const MAIN_LOADER = `
import { registerLoaders } from 'wuchale/load-utils'
import toRuntime from 'wuchale/runtime'
import * as english from './.wuchale/page.mainTexts.en.compiled.js'
import { loadCatalog } from './.wuchale/main.proxy.js'

let runtime = toRuntime(english, 'en')
const collection = {
  get: () => runtime,
  set: (_, loaded) => {
    if (loaded.l !== undefined) runtime = loaded
  },
}
export const getRuntime = registerLoaders('main', loadCatalog, ['mainTexts'], collection)
export const getRuntimeRx = getRuntime
`
