/** Line icons on a 20 × 20 grid, as SVG writes paths. */
export const ICONS = {
  undo: 'M7.5 4.5 3.5 8.5l4 4M4 8.5h8a4 4 0 0 1 0 8H9.5',
  redo: 'm12.5 4.5 4 4-4 4M16 8.5H8a4 4 0 0 0 0 8h2.5',
  clear: 'M3.5 5.5h13M8 5.5v-2h4v2M5.5 5.5l.7 11h7.6l.7-11M8.4 8.8l.2 4.6M11.6 8.8l-.2 4.6',
  eraser: 'm7.6 16-4.1-4.1 7.8-7.8 5 5L9.4 16zM7.4 8l5 5M7.6 16h8.9',
  replay: 'M6.5 4.2v11.6l9-5.8z',
  stop: 'M5.5 5.5h9v9h-9z',
  picture: 'M3.5 4.5h13v11h-13zM3.5 13l4-4 4 4 2-2 3 3M12.4 7.8h.01',
  rename: 'M4 16l.8-3.4L13 4.4l2.6 2.6-8.2 8.2zM11.2 6.2l2.6 2.6',
  save: 'M10 3v9M6.5 8.8 10 12.3l3.5-3.5M3.5 13.5v3h13v-3',
  appearance: 'M16.6 11.8A7 7 0 1 1 8.2 3.4a5.6 5.6 0 0 0 8.4 8.4z',
  chevron: 'm5.5 8 4.5 4.5L14.5 8',
  up: 'M10 16V4.5M5 9l5-5 5 5',
  down: 'M10 4v11.5M5 11l5 5 5-5',
  close: 'm5.5 5.5 9 9M14.5 5.5l-9 9',
  warning: 'M10 3.2 17.5 16.3h-15zM10 8.2v3.8M10 14.1v.01',
  check: 'm4.5 10.5 3.7 3.7 7.3-8',
  seed: 'M3.5 3.5h13v13h-13zM7 7v.01M13 7v.01M10 10v.01M7 13v.01M13 13v.01',
  folder: 'M2.8 5.2h5l1.6 2h7.8v8.6H2.8z',
} as const

export type IconName = keyof typeof ICONS

/** Whether an icon means back or on, and so points the other way where reading goes to the left. A film plays to the right everywhere. */
export const pointsAlong = (name: IconName): boolean => name === 'undo' || name === 'redo'
