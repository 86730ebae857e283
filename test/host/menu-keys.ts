/**
 * What Electron's native menu does beside being looked at, done from the preload's world: its accelerators, and
 * a list of it to choose from with F10, for people who run the app in Chromium's window.
 */

/** The function in the preload's world that takes the path of labels to what was chosen, as JSON. */
export const MENU_BINDING = 'chooseFromMenu'
const MENU_RECEIVER = 'receiveMenu'

/** A line of the menu, ready to be shown. */
export interface MenuLine {
  readonly path: readonly string[]
  readonly accelerator: string | null
  readonly enabled: boolean
  readonly checked: boolean
}

/** The script to run in each new document. */
export function menuScript(): string {
  const mac = process.platform === 'darwin'
  return `if (window === window.top) (${menuKeys.toString()})(${JSON.stringify(MENU_BINDING)}, ${JSON.stringify(MENU_RECEIVER)}, ${String(mac)})`
}

/** An expression that tells the script what the menu holds now. */
export function menuExpression(lines: readonly MenuLine[]): string {
  return `${MENU_RECEIVER}(${JSON.stringify(lines)})`
}

function menuKeys(binding: string, receiver: string, mac: boolean): void {
  const world = window as unknown as Record<string, (value: never) => void>
  let lines: MenuLine[] = []
  world[receiver] = (now: MenuLine[]) => {
    lines = now
  }
  const choose = ({ path }: MenuLine) => {
    world[binding]?.(JSON.stringify(path) as never)
  }

  const pressed = (event: KeyboardEvent): string => {
    const primary = mac ? event.metaKey : event.ctrlKey
    const key = event.key === ' ' ? 'Space' : event.key
    const parts = [primary ? 'CmdOrCtrl' : '', event.altKey ? 'Alt' : '', event.shiftKey ? 'Shift' : '', key]
    return parts
      .filter((part) => part !== '')
      .join('+')
      .toLowerCase()
  }

  /** Keys that a field of text answers itself. */
  const editing = ['a', 'c', 'v', 'x', 'z', 'backspace', 'delete']
  const belongsToText = (event: KeyboardEvent): boolean => {
    const target = event.composedPath()[0]
    const text =
      target instanceof HTMLTextAreaElement ||
      (target instanceof HTMLInputElement && !['checkbox', 'radio', 'button', 'range'].includes(target.type))
    return text && editing.includes(event.key.toLowerCase())
  }

  addEventListener('keydown', (event) => {
    if (event.defaultPrevented || event.repeat || belongsToText(event)) return
    if (event.key === 'F10') {
      event.preventDefault()
      showList()
      return
    }
    const line = lines.find(({ accelerator }) => accelerator?.toLowerCase() === pressed(event))
    if (line?.enabled !== true) return
    event.preventDefault()
    choose(line)
  })

  const showList = () => {
    const list = document.createElement('div')
    list.popover = 'auto'
    Object.assign(list.style, { margin: '0', padding: '8px', maxHeight: '100%', overflow: 'auto' })
    const close = () => {
      list.remove()
    }
    list.addEventListener('toggle', ({ newState }) => {
      if (newState === 'closed') close()
    })
    list.addEventListener('click', close)
    for (const line of lines) {
      const entry = document.createElement('button')
      entry.textContent = [
        line.checked ? '✓ ' : '',
        line.path.join(' › '),
        line.accelerator === null ? '' : `   ${line.accelerator.replace('CmdOrCtrl', mac ? 'Cmd' : 'Ctrl')}`,
      ].join('')
      entry.disabled = !line.enabled
      Object.assign(entry.style, { display: 'block', width: '100%', padding: '2px 8px', border: '0' })
      Object.assign(entry.style, { background: 'none', color: 'inherit', textAlign: 'left', font: 'menu' })
      if (!line.enabled) entry.style.opacity = '0.5'
      entry.addEventListener('click', () => {
        choose(line)
      })
      list.append(entry)
    }
    document.body.append(list)
    list.showPopover()
    list.querySelector('button')?.focus()
  }
}
