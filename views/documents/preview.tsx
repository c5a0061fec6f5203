import type { Preview as Shown } from '#src/platform/files/preview.ts'
import type { Table } from '#src/platform/files/reading.ts'
import { formatsIn } from '#src/platform/language/format.ts'
import type { Viewer } from '../viewer.ts'
import { words } from './page-words.ts'

interface Props {
  viewer: Viewer
  document: { name: string; size: number }
  /** The address of the document. What is shown stands below it. */
  path: string
  preview: Shown
}

/** What can be shown of a file without opening it elsewhere. */
export function Preview({ viewer, document, path, preview }: Props) {
  const w = words[viewer.language]
  switch (preview.as) {
    case 'pdf':
      return (
        <>
          <div class="preview-frame" data-pdf={`${path}/content`} data-title={w.previewOf(document.name)}></div>
          <p>
            <a href={`${path}/content`} target="_blank" rel="noopener">
              {w.openWhole}
            </a>
          </p>
        </>
      )
    case 'picture':
      return (
        <p class="preview-picture">
          <a href={`${path}/picture/large`}>
            <img src={`${path}/picture/large`} alt={w.previewOf(document.name)} />
          </a>
        </p>
      )
    case 'text':
      return (
        <>
          <section class="preview-text" tabindex={0} aria-label={w.previewOf(document.name)}>
            <pre>{preview.text}</pre>
          </section>
          {preview.cut && <p class="muted small">{w.textCut}</p>}
        </>
      )
    case 'table':
      return (
        <>
          <TablePreview label={w.previewOf(document.name)} table={preview.table} />
          {preview.cut && <p class="muted small">{w.tableCut}</p>}
        </>
      )
    case 'bad picture':
      return <p class="notice">{w.badPicture}</p>
    case 'missing':
      return <p class="notice notice-bad">{w.missing}</p>
    case 'away':
      return <p class="notice notice-warn">{w.away}</p>
    case 'none':
      return <p class="empty">{w.noPreview(formatsIn(viewer.language).size(Number(document.size)))}</p>
  }
}

const TablePreview = ({ label, table }: { label: string; table: Table }) => (
  <section class="preview-table" tabindex={0} aria-label={label}>
    <table>
      <thead>
        <tr>
          {table.headings.map((heading) => (
            <th scope="col">{heading}</th>
          ))}
        </tr>
      </thead>
      <tbody>
        {table.rows.map((row) => (
          <tr>
            {row.map((cell) => (
              <td>{cell}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  </section>
)
