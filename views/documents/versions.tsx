import type { Document } from '#src/documents/document.ts'
import type { Version } from '#src/documents/versions.ts'
import { datesFor, formatsIn } from '#src/platform/language/format.ts'
import type { Problem } from '#src/platform/web/problems.ts'
import type { ProfileHead } from '#src/profile/head.ts'
import { ProfilePage } from '../profile/page.tsx'
import { Badge } from '../ui/badge.tsx'
import { Button, LinkButton, PostButton } from '../ui/button.tsx'
import { FileField } from '../ui/field.tsx'
import { Form } from '../ui/form.tsx'
import { Older } from '../ui/pager.tsx'
import { problemText } from '../ui/problem-words.ts'
import { Section } from '../ui/section.tsx'
import type { Viewer } from '../viewer.ts'
import { words } from './page-words.ts'
import { documentPath, region } from './path.ts'
import { versionTones } from './status.ts'

interface Props {
  viewer: Viewer
  document: Document
  versions: readonly Version[]
  /** The address of the versions before these; undefined where there are none. */
  older: string | undefined
  mayEdit: boolean
  justEdited?: boolean | undefined
  /** Not on the document's page: what an action changes is not here. */
  onOwnPage?: boolean
}

/** Every version with who brought it, to be had and to be made the current one again. */
export function Versions({ viewer, document, versions, older, mayEdit, justEdited, onOwnPage }: Props) {
  const w = words[viewer.language]
  const path = documentPath(document)
  const { time } = datesFor(viewer)
  const { size, count } = formatsIn(viewer.language)
  return (
    <>
      <ol class="rows">
        {versions.map((version) => {
          const at = time(version.added_at)
          const isCurrent = version.number === document.number
          return (
            <li>
              <div class="row-head">
                <span>
                  {w.version(count(version.number))}{' '}
                  {isCurrent && <Badge kind={versionTones.current}>{w.current}</Badge>}
                </span>{' '}
                <div class="actions">
                  {mayEdit && version.hash !== document.hash && (
                    <PostButton
                      viewer={viewer}
                      action={`${path}/versions/${version.number}/current`}
                      fields={{ version: document.version }}
                      kind="quiet"
                      hx={onOwnPage ? undefined : region}
                      label={w.bringBack}
                    />
                  )}
                  <LinkButton
                    href={`${path}/download?number=${version.number}`}
                    kind="link"
                    label={w.downloadVersion(count(version.number))}
                    autofocus={justEdited && isCurrent}
                  >
                    {w.download}
                  </LinkButton>
                </div>
              </div>
              <p class="muted small">
                {version.from_client === 1 ? w.byClient(at, version.added_by_name) : w.by(at, version.added_by_name)} ·{' '}
                {size(Number(version.size))}
                {version.name !== document.name && ` · ${w.named(version.name)}`}
              </p>
            </li>
          )
        })}
      </ol>
      <Older viewer={viewer} href={older} />
    </>
  )
}

/** A file as the document's next version. */
export function NewVersion({
  viewer,
  document,
  most,
  problem,
}: {
  viewer: Viewer
  document: Document
  /** In bytes. */
  most: number
  problem?: Problem | undefined
}) {
  const w = words[viewer.language]
  return (
    <details class="new-version" open={problem !== undefined}>
      <summary>{w.newVersion}</summary>
      <Form viewer={viewer} action={`${documentPath(document)}/versions`} hx={region} multipart>
        <FileField
          name="file"
          label={w.file}
          help={w.most(formatsIn(viewer.language).size(most))}
          error={problemText(viewer, { file: problem }, 'file')}
          required
        />
        <Button>{w.upload}</Button>
      </Form>
    </details>
  )
}

/** The versions alone, on a page of their own: for a document of very many. */
export function VersionsPage({ head, ...props }: Props & { head: ProfileHead }) {
  const { viewer, document } = props
  const w = words[viewer.language]
  return (
    <ProfilePage viewer={viewer} head={head} title={`${document.name} · ${w.versions}`}>
      <div class="narrow">
        <Section
          id="document-versions"
          title={w.versions}
          actions={
            <LinkButton href={documentPath(document)} kind="link">
              {document.name}
            </LinkButton>
          }
        >
          <Versions {...props} onOwnPage />
        </Section>
      </div>
    </ProfilePage>
  )
}
