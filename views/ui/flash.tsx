interface Props {
  flash: { kind: 'done' | 'problem'; text: string } | null
}

export function FlashMessage({ flash }: Props) {
  if (!flash) return null
  return <p class={`notice ${flash.kind === 'done' ? 'notice-good' : 'notice-bad'}`}>{flash.text}</p>
}

/** Always on the page, so that what appears in it is read out. */
export function FlashPlace({ flash }: Props) {
  return (
    <div id="flash" role="status" aria-live="polite">
      <FlashMessage flash={flash} />
    </div>
  )
}
