import { writeDuration } from '#src/time/duration.ts'
import { Icon } from '../ui/icon.tsx'
import type { Viewer } from '../viewer.ts'
import { words } from './words.ts'

/** The timer that runs for the reader: in the frame of every page, swapped by itself when one is started. */
export function RunningTimer({ viewer }: { viewer: Viewer }) {
  const { timer } = viewer.waiting
  const w = words[viewer.language]
  return (
    <div id="running-timer">
      {timer && (
        <a class="running-timer" href="/time/timer" title={w.stop}>
          <Icon name="clock" />{' '}
          <span>
            <Elapsed seconds={timer.seconds} /> {timer.account === null ? w.hiddenAccount : w.on(timer.account)}
          </span>
        </a>
      )}
    </div>
  )
}

/** How long it was when the page was made; public/timer.js counts on from there. */
const Elapsed = ({ seconds }: { seconds: number }) => (
  <time datetime={`PT${Math.floor(seconds / 60)}M`} data-elapsed={seconds}>
    {writeDuration(Math.floor(seconds / 60))}
  </time>
)
