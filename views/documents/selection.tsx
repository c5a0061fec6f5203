import type { PropsWithChildren } from 'hono/jsx'
import { openToEdit } from '#src/documents/folders/rules.ts'
import { Button, HiddenFields } from '../ui/button.tsx'
import { Form } from '../ui/form.tsx'
import { FolderSelect } from './folder-select.tsx'
import type { ListProps } from './list.tsx'
import { words } from './list-words.ts'
import { pathOf } from './path.ts'

/** The form around a list in which documents are ticked, and what can be done with all of those. */
export function Selection({ children, ...props }: PropsWithChildren<ListProps>) {
  const { viewer, place, order, at } = props
  const w = words[viewer.language]
  return (
    <Form viewer={viewer} action={`${pathOf(place)}/selection`} hx={{ target: '#document-list' }}>
      <HiddenFields fields={{ order, at: at ?? '' }} />
      {children}
      <div class="toolbar document-acts">
        <span class="muted">{w.withTicked}</span>{' '}
        <Button name="act" value="share">
          {w.share}
        </Button>{' '}
        <Button name="act" value="private">
          {w.makePrivate}
        </Button>{' '}
        <Button name="act" value="trash" kind="danger">
          {w.toTrash}
        </Button>{' '}
        <div class="edit-row">
          <FolderSelect
            viewer={viewer}
            name="to"
            label={w.moveTo}
            folders={place.folders}
            open={openToEdit(viewer.staff!, place.folders)}
            value=""
            blank={w.chooseFolder}
          />
          <Button name="act" value="move">
            {w.move}
          </Button>
        </div>
      </div>
    </Form>
  )
}
