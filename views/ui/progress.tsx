/** How far something has come that goes on in the background. `said` is that in words. */
export const Progress = ({ label, said, done, of }: { label: string; said: string; done: number; of: number }) => (
  <p>
    <progress max={of} value={done} aria-label={label}>
      {said}
    </progress>
    <span class="muted small">{said}</span>
  </p>
)
