import type { Child } from 'hono/jsx'
import { photoPath } from '#src/photos/rules.ts'
import type { Problem } from '#src/platform/web/problems.ts'
import type { ProfileHead } from '#src/profile/head.ts'
import { can } from '#src/staff/rights.ts'
import { ProfilePage } from '../profile/page.tsx'
import { Avatar } from '../ui/avatar.tsx'
import { LinkButton, PostButton } from '../ui/button.tsx'
import { FileField } from '../ui/field.tsx'
import { Form } from '../ui/form.tsx'
import { FormActions } from '../ui/form-actions.tsx'
import { problemText } from '../ui/problem-words.ts'
import { Section } from '../ui/section.tsx'
import type { Viewer } from '../viewer.ts'
import { words } from './words.ts'

interface Props {
  viewer: Viewer
  head: ProfileHead
}

const region = { target: '#photo', swap: 'outerHTML' } as const

/** An account's photo, large, or its initials; and the way to another one. */
export function Photo({ viewer, head, justEdited }: Props & { justEdited?: boolean }) {
  const w = words[viewer.language]
  return (
    <div id="photo" class="photo">
      <Avatar name={head.name} size="huge" photo={photoPath(head.id, 'large', head.photoLarge)} />
      {can(viewer.staff, 'manage accounts') && (
        <LinkButton href={`/accounts/${head.id}/photo/edit`} kind="link" hx={region} autofocus={justEdited}>
          {head.photoLarge ? w.change : w.add}
        </LinkButton>
      )}
    </div>
  )
}

/** The photo as the form that changes it. The script makes a preview in the empty place, and fills in the square's numbers. */
export function PhotoForm({ viewer, head, problem }: Props & { problem?: Problem | undefined }) {
  const w = words[viewer.language]
  const action = `/accounts/${head.id}/photo`
  return (
    <div id="photo" class="photo-form">
      <Form viewer={viewer} action={action} hx={region} multipart>
        <FileField
          name="photo"
          label={w.picture}
          accept="image/jpeg,image/png,image/webp,image/gif,image/avif"
          help={w.pictureHelp}
          error={problemText(viewer, { photo: problem }, 'photo')}
          required
          autofocus
        />
        {['crop_x', 'crop_y', 'crop_size'].map((name) => (
          <input type="hidden" name={name} value="" />
        ))}
        <div class="crop" data-move={w.move} data-zoom={w.zoom}></div>
        <FormActions viewer={viewer} label={w.save} cancel={action} hx={region} />
      </Form>
      {head.photoLarge && (
        <PostButton viewer={viewer} action={`${action}/removal`} label={w.remove} kind="quiet" hx={region} />
      )}
    </div>
  )
}

/** The same form on a page of its own. */
export function PhotoPage(props: Props & { actions: Child; problem?: Problem | undefined }) {
  const { viewer, head, actions } = props
  const w = words[viewer.language]
  return (
    <ProfilePage viewer={viewer} head={head} title={w.photo} actions={actions}>
      <div class="narrow">
        <Section id="photo-card" title={w.photo}>
          <PhotoForm {...props} />
        </Section>
      </div>
    </ProfilePage>
  )
}
