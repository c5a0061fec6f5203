import type { FolderRow } from '#src/documents/folders/folder.ts'
import type { Open } from '#src/documents/folders/rules.ts'
import { top } from '#src/documents/form.ts'
import { longestName } from '#src/documents/rules.ts'
import type { FormState } from '#src/platform/web/form.ts'
import type { ProfileHead } from '#src/profile/head.ts'
import { ProfilePage } from '../profile/page.tsx'
import { PostButton } from '../ui/button.tsx'
import { ConflictForm } from '../ui/conflict.tsx'
import { Field } from '../ui/field.tsx'
import { Form, Summary } from '../ui/form.tsx'
import { FormActions } from '../ui/form-actions.tsx'
import { problemText } from '../ui/problem-words.ts'
import { Section } from '../ui/section.tsx'
import type { Viewer } from '../viewer.ts'
import { Crumbs, placeText } from './crumbs.tsx'
import { FolderSelect } from './folder-select.tsx'
import { words } from './folder-words.ts'

interface FieldsProps {
  viewer: Viewer
  form: FormState
  folders: readonly FolderRow[]
  open: Open
}

/** A folder's name, and the one that it stands in. */
function FolderFields({ viewer, form, folders, open }: FieldsProps) {
  const w = words[viewer.language]
  const { values, problems } = form
  return (
    <>
      <Summary viewer={viewer} problems={problems} labels={{ name: w.name, parent: w.parent }} />
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
        name="parent"
        label={w.parent}
        folders={folders}
        open={open}
        value={values.parent ?? top}
        error={problemText(viewer, problems, 'parent')}
      />
    </>
  )
}

export function NewFolderPage({ head, back, ...props }: FieldsProps & { head: ProfileHead; back: string }) {
  const { viewer } = props
  const w = words[viewer.language]
  return (
    <ProfilePage viewer={viewer} head={head} title={w.new}>
      <Crumbs viewer={viewer} accountId={head.id} folders={props.folders} folderId={null} beyond={w.new} />
      <div class="narrow">
        <Section id="new-folder" title={w.new}>
          <Form viewer={viewer} action={`/accounts/${head.id}/documents/folders`} creates>
            <FolderFields {...props} />
            <FormActions viewer={viewer} label={w.create} cancel={back} />
          </Form>
        </Section>
      </div>
    </ProfilePage>
  )
}

interface EditProps extends FieldsProps {
  head: ProfileHead
  /** As it is now. */
  folder: FolderRow
  /** Somebody has changed it meanwhile. */
  conflict: boolean
  mayTrash: boolean
}

export function EditFolderPage({ head, folder, conflict, mayTrash, ...props }: EditProps) {
  const { viewer, folders, form } = props
  const w = words[viewer.language]
  const path = `/accounts/${head.id}/documents/folders/${folder.id}`
  return (
    <ProfilePage viewer={viewer} head={head} title={w.edit}>
      <Crumbs viewer={viewer} accountId={head.id} folders={[...folders, folder]} folderId={folder.id} beyond={w.edit} />
      <div class="narrow">
        <Section id="folder" title={folder.name}>
          {conflict ? (
            <Disputed viewer={viewer} path={path} folder={folder} folders={folders} form={form} />
          ) : (
            <Form viewer={viewer} action={path} version={Number(form.values.version)}>
              <FolderFields {...props} />
              <FormActions viewer={viewer} cancel={path} />
            </Form>
          )}
        </Section>
        <Section id="folder-trash" title={w.trash}>
          <p>{mayTrash ? w.trashText : w.cannotTrash}</p>
          {mayTrash && <PostButton viewer={viewer} action={`${path}/removal`} label={w.trash} kind="danger" />}
        </Section>
      </div>
    </ProfilePage>
  )
}

interface DisputedProps {
  viewer: Viewer
  path: string
  folder: FolderRow
  folders: readonly FolderRow[]
  form: FormState
}

/** Both versions of a folder that two people changed at once. */
function Disputed({ viewer, path, folder, folders, form }: DisputedProps) {
  const w = words[viewer.language]
  const place = (value: string) => placeText(viewer, folders, value === top ? null : Number(value))
  const theirs = folder.parent_id === null ? top : String(folder.parent_id)
  return (
    <ConflictForm
      viewer={viewer}
      action={path}
      cancel={path}
      version={folder.version}
      fields={[
        { name: 'name', label: w.name, mine: form.values.name ?? '', theirs: folder.name },
        { name: 'parent', label: w.parent, mine: form.values.parent || theirs, theirs, shown: place },
      ]}
    />
  )
}
