import type { Flash } from '#src/platform/web/answer.tsx'
import { PostButton } from './button.tsx'

interface Props {
  flash: Flash | null
  formToken: string
}

/** What the last action had to say, with the way to take it back where there is one. */
export function FlashMessage({ flash, formToken }: Props) {
  if (!flash) return null
  const { kind, text, undo } = flash
  return (
    <div class={`notice ${kind === 'done' ? 'notice-good' : 'notice-bad'}`}>
      <p>{text}</p>
      {undo && <PostButton viewer={{ formToken }} {...undo} kind="quiet" />}
    </div>
  )
}

/** Always on the page, so that what appears in it is read out. */
export function FlashPlace({ viewer }: { viewer: { flash: Flash | null; formToken: string } }) {
  return (
    <div id="flash" role="status" aria-live="polite">
      <FlashMessage flash={viewer.flash} formToken={viewer.formToken} />
    </div>
  )
}
