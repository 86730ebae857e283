/** Where the page lives: `app://digit-pad/index.html`, an origin of its own and no file on the disk. */
export const PAGE_SCHEME = 'app'
export const PAGE_HOST = 'digit-pad'
export const PAGE_ADDRESS = `${PAGE_SCHEME}://${PAGE_HOST}/index.html`
