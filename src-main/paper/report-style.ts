/** The report's style sheet: light and dark as the reader's system is, and black on white on paper. */
export const REPORT_STYLE = `
:root {
  color-scheme: light dark;
  --page: light-dark(#ffffff, #191a1e);
  --text: light-dark(#1c1e26, #eceef4);
  --soft: light-dark(#575d6c, #a6acbb);
  --line: light-dark(#dcdfe6, #3a3c45);
  --upright: light-dark(#3d53d9, #8b9bff);
  --rotated: light-dark(#b0600a, #e9a65a);
  --right: light-dark(#3d53d9, #8b9bff);
  --wrong: light-dark(#b3261e, #ff9d94);
}
* { box-sizing: border-box }
body {
  max-width: 68rem; margin: 0 auto; padding: 2rem 1.25rem 4rem;
  background: var(--page); color: var(--text);
  font: 1rem/1.5 system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', 'Liberation Sans', sans-serif;
  font-variant-numeric: tabular-nums;
}
h1 { margin: 0 0 .25rem; font-size: 1.75rem; line-height: 1.25 }
h2 { margin: 2.75rem 0 .5rem; font-size: 1.25rem }
h3 { margin: 1.5rem 0 .25rem; font-size: 1rem }
p, ul { margin: .5rem 0; max-width: 48rem }
li { margin: .35rem 0 }
.soft, figcaption, caption { color: var(--soft); font-size: .875rem }
caption { padding: 0 0 .35rem; text-align: start }
.notice { padding: .5rem .75rem; border-inline-start: .25rem solid var(--rotated) }
.wide { overflow-x: auto; margin: .75rem 0 1.5rem }
table { border-collapse: collapse; font-size: .875rem }
th, td { padding: .25rem .6rem; border-bottom: 1px solid var(--line); text-align: end; white-space: nowrap }
thead th { color: var(--soft); font-weight: 500; vertical-align: bottom; white-space: normal }
tbody th { font-weight: 500; text-align: start }
th.text, td.text { text-align: start }
td.words { white-space: normal; min-width: 9rem }
td.command { white-space: normal; min-width: 24rem }
tr.total > * { border-top: 2px solid var(--line); font-weight: 600 }
td.mark { font-weight: 650 }
figure { margin: 1rem 0 }
svg { display: block; width: 100%; height: auto; font: inherit; overflow: visible }
svg text, svg text.soft { font-size: 12px }
svg text { fill: var(--text) }
svg .soft { fill: var(--soft); font-size: inherit }
svg .grid { stroke: var(--line); stroke-width: 1 }
svg .upright { fill: var(--upright); stroke: var(--upright) }
svg .rotated { fill: var(--rotated); stroke: var(--rotated) }
svg .goal { stroke: var(--wrong); stroke-dasharray: 4 3 }
.matrices { display: grid; grid-template-columns: repeat(auto-fit, minmax(24rem, 1fr)); gap: 1rem 2rem }
.matrix td, .matrix th { min-width: 2.1rem; padding: .2rem .3rem; border: 0; font-size: .8125rem }
.matrix tbody th { text-align: end; color: var(--soft) }
.matrix td.right { background: color-mix(in srgb, var(--right) var(--share), transparent) }
.matrix td.wrong { background: color-mix(in srgb, var(--wrong) var(--share), transparent) }
.matrix td.none { color: var(--soft) }
code { font: .8125rem/1.4 ui-monospace, 'SF Mono', Menlo, Consolas, 'Liberation Mono', monospace; overflow-wrap: anywhere }
.row { break-inside: avoid }
@media print {
  :root { color-scheme: light }
  body { max-width: none; padding: 0; font-size: 9.5pt }
  table { font-size: 8pt }
  th, td { padding: .12rem .35rem }
  td.words { min-width: 4rem }
  td.command { min-width: 12rem; font-size: 7pt }
  .soft, figcaption, caption { font-size: 8.5pt }
  code { font-size: inherit }
  .matrices { grid-template-columns: 1fr 1fr; gap: .5rem 1.5rem }
  .matrix td, .matrix th { min-width: 1.5rem; padding: .1rem .2rem; font-size: 7pt }
  figure, table, .row { break-inside: avoid }
  h2, h3 { break-after: avoid }
  .wide { overflow: visible }
  .matrix td { print-color-adjust: exact; -webkit-print-color-adjust: exact }
}
`
