import type { FolderRow } from '#src/documents/folders/folder.ts'
import type { PersonInFolder } from '#src/documents/folders/rights-list.ts'
import { levels } from '#src/documents/folders/rules.ts'
import type { ProfileHead } from '#src/profile/head.ts'
import { ProfilePage } from '../profile/page.tsx'
import { HiddenFields } from '../ui/button.tsx'
import { Form } from '../ui/form.tsx'
import { FormActions } from '../ui/form-actions.tsx'
import { Section } from '../ui/section.tsx'
import { TableBox } from '../ui/table-box.tsx'
import type { Viewer } from '../viewer.ts'
import { Crumbs } from './crumbs.tsx'
import { words } from './folder-words.ts'

interface Props {
  viewer: Viewer
  head: ProfileHead
  folder: FolderRow
  folders: readonly FolderRow[]
  people: readonly PersonInFolder[]
}

/** Who may do what in a folder, person by person. */
export function FolderRightsPage({ viewer, head, folder, folders, people }: Props) {
  const w = words[viewer.language]
  const path = `/accounts/${head.id}/documents/folders/${folder.id}`
  return (
    <ProfilePage viewer={viewer} head={head} title={w.rightsOf(folder.name)}>
      <Crumbs viewer={viewer} accountId={head.id} folders={folders} folderId={folder.id} beyond={w.rights} />
      <div class="narrow">
        <Section id="folder-rights" title={w.rightsOf(folder.name)}>
          <p class="muted">{w.rightsText}</p>
          <Form viewer={viewer} action={`${path}/rights`}>
            <TableBox label={w.rightsOf(folder.name)}>
              <table class="cards">
                <thead>
                  <tr>
                    <th scope="col">{w.person}</th>
                    <th scope="col">{w.here}</th>
                  </tr>
                </thead>
                <tbody>
                  {people.map((person) => (
                    <Row viewer={viewer} person={person} />
                  ))}
                </tbody>
              </table>
            </TableBox>
            <FormActions viewer={viewer} cancel={path} />
          </Form>
        </Section>
      </div>
    </ProfilePage>
  )
}

function Row({ viewer, person }: { viewer: Viewer; person: PersonInFolder }) {
  const w = words[viewer.language]
  const { id, name, isLimited, own, above } = person
  const options = [
    { value: '', label: w.asAbove(w.short[above]) },
    ...levels.map((level) => ({ value: level, label: w.levels[level] })),
  ]
  return (
    <tr>
      <th scope="row">{name}</th>
      <td>
        {isLimited ? (
          <>
            <HiddenFields fields={{ [`was_${id}`]: own ?? '' }} />
            <select name={`level_${id}`} id={`level-${id}`} aria-label={w.levelOf(name)}>
              {options.map((option) => (
                <option value={option.value} selected={option.value === (own ?? '')}>
                  {option.label}
                </option>
              ))}
            </select>
          </>
        ) : (
          <span class="muted">{w.always}</span>
        )}
      </td>
    </tr>
  )
}
