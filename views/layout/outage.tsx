import { languages } from '#src/platform/language/language.ts'
import { FlashMessage } from '../ui/flash.tsx'
import type { Viewer } from '../viewer.ts'
import { Document } from './document.tsx'
import { words } from './error-words.ts'

export type Outage = 'database away' | 'disk full' | 'failed'

interface Props {
  outage: Outage
  /** The number that the log has. */
  id: string
}

/** Whoever reads it: who that is would stand in the database. */
const somebody: Viewer = {
  language: 'en',
  timeZone: 'UTC',
  formToken: '',
  path: '',
  firmName: 'Ficha',
  dateOrder: 'dmy',
  modules: [],
  staff: null,
  waiting: {},
  flash: null,
}

/** What is wrong, in both languages: the page for when nothing can be read. `home` is where the reader starts from. */
export function OutagePage({ outage, id, status, home }: Props & { status: number; home: string }) {
  return (
    <Document
      viewer={somebody}
      title={languages.map((language) => words[language][outage].title).join(' · ')}
      class="plain"
    >
      <main id="main" tabindex={-1}>
        <p class="brand">Ficha</p>
        <p class="error-code">{status}</p>
        {languages.map((language) => (
          <section lang={language === 'pt' ? 'pt-PT' : language}>
            <h1>{words[language][outage].title}</h1>
            <p>{words[language][outage].text}</p>
            <p>{words[language].id(id)}</p>
            <p>
              <a href={home}>{words[language].home}</a>
            </p>
          </section>
        ))}
      </main>
    </Document>
  )
}

/** The same in short, in the place of the flash. */
export function OutagePart({ outage, id }: Props) {
  const titles = languages.map((language) => words[language][outage].title)
  return <FlashMessage flash={{ kind: 'problem', text: [...titles, id].join(' — ') }} formToken="" />
}
