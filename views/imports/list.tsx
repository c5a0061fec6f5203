import type { Import } from '#src/imports/import.ts'
import { formatsIn } from '#src/platform/language/format.ts'
import { Page } from '../layout/page.tsx'
import { Badge } from '../ui/badge.tsx'
import { Button } from '../ui/button.tsx'
import { Form } from '../ui/form.tsx'
import { Empty, Section } from '../ui/section.tsx'
import { Moment } from '../ui/time.tsx'
import type { Viewer } from '../viewer.ts'
import { importTones } from './status.ts'
import { words } from './words.ts'

interface Props {
  viewer: Viewer
  imports: (Import & { name: string | null })[]
  /** Of an upload, in the reader's words. */
  most: string
  /** What is wrong with the file that was just sent. */
  problem?: string
}

export function ImportListPage({ viewer, imports, most, problem }: Props) {
  const w = words[viewer.language]
  const { count } = formatsIn(viewer.language)
  return (
    <Page viewer={viewer} title={w.title}>
      <div class="page-head">
        <h1>{w.title}</h1>
      </div>
      <div class="narrow">
        <Section id="upload" title={w.upload}>
          <p class="muted">{w.uploadText}</p>
          <Form viewer={viewer} action="/imports" creates multipart>
            <div class={problem ? 'field field-bad' : 'field'}>
              <label for="f-file">{w.file}</label>
              <input
                id="f-file"
                name="file"
                type="file"
                accept=".csv,.txt,.tsv,.vcf,.vcard,text/csv,text/vcard"
                required
                aria-describedby={problem ? 'f-file-error f-file-help' : 'f-file-help'}
                aria-invalid={problem ? 'true' : undefined}
              />
              {problem && (
                <p class="field-error" id="f-file-error" role="alert">
                  {problem}
                </p>
              )}
              <p class="field-help" id="f-file-help">
                {w.fileHelp(most)}
              </p>
            </div>
            <Button kind="primary">{w.send}</Button>
          </Form>
        </Section>
        <Section id="imports" title={w.earlier}>
          {imports.length === 0 && <Empty>{w.none}</Empty>}
          <ul class="rows">
            {imports.map((one) => (
              <li>
                <div class="row-head">
                  <a href={`/imports/${one.id}`}>{one.file_name}</a>
                  <Badge kind={importTones[one.status]}>{w.statuses[one.status]}</Badge>
                </div>
                <p class="muted small">
                  <bdi>{one.name}</bdi> · <Moment viewer={viewer} at={one.created_at} /> · {w.accountsCreated}:{' '}
                  {count(one.accounts_created)} · {w.rejected}: {count(one.rejected)}
                </p>
              </li>
            ))}
          </ul>
        </Section>
      </div>
    </Page>
  )
}
