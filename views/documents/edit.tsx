import type { Document } from '#src/documents/document.ts'
import type { FolderRow } from '#src/documents/folders/folder.ts'
import type { Open } from '#src/documents/folders/rules.ts'
import { top } from '#src/documents/form.ts'
import { longestName } from '#src/documents/rules.ts'
import type { FormState } from '#src/platform/web/form.ts'
import type { ProfileHead } from '#src/profile/head.ts'
import { ProfilePage } from '../profile/page.tsx'
import { HiddenFields, LinkButton, PostButton } from '../ui/button.tsx'
import { ConflictForm } from '../ui/conflict.tsx'
import { Field } from '../ui/field.tsx'
import { Form, Summary } from '../ui/form.tsx'
import { FormActions } from '../ui/form-actions.tsx'
import { problemText } from '../ui/problem-words.ts'
import { Section } from '../ui/section.tsx'
import { Switch } from '../ui/switch.tsx'
import type { Viewer } from '../viewer.ts'
import { Crumbs, placeText } from './crumbs.tsx'
import { FolderSelect } from './folder-select.tsx'
import { words } from './list-words.ts'
import { documentPath, region } from './path.ts'

interface Props {
  viewer: Viewer
  head: ProfileHead
  /** As it is now. */
  document: Document
  folders: readonly FolderRow[]
  open: Open
  form: FormState
  /** Where one came from. */
  back: string
  /** Somebody has changed it meanwhile. */
  conflict: boolean
}

/** A document's name and place as a form. */
export function EditDocumentPage({ head, conflict, ...props }: Props) {
  const { viewer, document, folders } = props
  const w = words[viewer.language]
  return (
    <ProfilePage viewer={viewer} head={head} title={w.editTitle}>
      <Crumbs
        viewer={viewer}
        accountId={head.id}
        folders={folders}
        folderId={document.folder_id}
        beyond={document.name}
      />
      <div class="narrow">
        <Section id="document" title={w.editTitle}>
          {conflict ? <Disputed {...props} /> : <EditForm {...props} />}
        </Section>
      </div>
    </ProfilePage>
  )
}

type FormProps = Omit<Props, 'head' | 'conflict'>

function EditForm({ viewer, document, folders, open, form, back }: FormProps) {
  const w = words[viewer.language]
  const { values, problems } = form
  return (
    <Form viewer={viewer} action={documentPath(document)} version={Number(values.version)}>
      <HiddenFields fields={{ back }} />
      <Summary viewer={viewer} problems={problems} labels={{ name: w.name, folder: w.folder }} />
      <Field
        name="name"
        label={w.name}
        value={values.name ?? ''}
        error={problemText(viewer, problems, 'name')}
        required
        maxlength={longestName}
        autofocus
      />
      <FolderSelect
        viewer={viewer}
        name="folder"
        label={w.folder}
        folders={folders}
        open={open}
        value={values.folder ?? top}
        error={problemText(viewer, problems, 'folder')}
      />
      <FormActions viewer={viewer} cancel={back} />
    </Form>
  )
}

/** Both versions of a document that two people changed at once. */
function Disputed({ viewer, document, folders, form, back }: FormProps) {
  const w = words[viewer.language]
  const place = (value: string) => placeText(viewer, folders, value === top ? null : Number(value))
  const theirs = document.folder_id === null ? top : String(document.folder_id)
  return (
    <ConflictForm
      viewer={viewer}
      action={documentPath(document)}
      cancel={back}
      version={document.version}
      lists={{ back: [back] }}
      fields={[
        { name: 'name', label: w.name, mine: form.values.name ?? '', theirs: document.name },
        { name: 'folder', label: w.folder, mine: form.values.folder || theirs, theirs, shown: place },
      ]}
    />
  )
}

/** On a document's page: whether the client sees it. */
export function SharingSwitch({ viewer, document }: { viewer: Viewer; document: Document }) {
  const w = words[viewer.language]
  return (
    <Switch
      viewer={viewer}
      action={`${documentPath(document)}/sharing`}
      on={document.is_shared === 1}
      label={w.sharing}
      says={[w.sharing, w.onlyTheFirm]}
      hx={region}
    />
  )
}

/** On a document's page: what one may do with it who may change it. */
export function DocumentActions({ viewer, document }: { viewer: Viewer; document: Document }) {
  const w = words[viewer.language]
  const path = documentPath(document)
  return (
    <>
      <LinkButton href={`${path}/edit`} kind="link">
        {w.rename}
      </LinkButton>
      <PostButton viewer={viewer} action={`${path}/removal`} label={w.toTrash} kind="quiet" />
    </>
  )
}
