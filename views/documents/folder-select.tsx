import type { FolderRow } from '#src/documents/folders/folder.ts'
import { inOrder } from '#src/documents/folders/paths.ts'
import type { Open } from '#src/documents/folders/rules.ts'
import { top } from '#src/documents/form.ts'
import { type Option, Select } from '../ui/field.tsx'
import type { Viewer } from '../viewer.ts'
import { words } from './list-words.ts'

interface Props {
  viewer: Viewer
  name: string
  label: string
  folders: readonly FolderRow[]
  /** The folders that may be chosen. */
  open: Open
  /** What is chosen: a folder's number, or "top". */
  value: string
  error?: string | undefined
  /** What stands there before anything is chosen; without it what is no choice reads "Where it is". */
  blank?: string
}

/** The folders of an account to choose from, each set in as far as it is deep. */
export function FolderSelect({ viewer, folders, open, value, blank, ...rest }: Props) {
  const options = folderOptions(viewer, folders, open)
  const isKnown = options.some((option) => option.value === value)
  const otherwise = isKnown ? undefined : words[viewer.language].whereItIs
  return <Select {...rest} options={options} value={isKnown ? value : ''} blank={blank ?? otherwise} />
}

function folderOptions(viewer: Viewer, folders: readonly FolderRow[], open: Open): Option[] {
  const inside = inOrder(folders).filter(([folder]) => open.has(folder.id))
  return [
    ...(open.has(null) ? [{ value: top, label: words[viewer.language].top }] : []),
    ...inside.map(([{ id, name }, depth]) => ({
      value: String(id),
      label: `${'\u00a0\u00a0\u00a0'.repeat(depth + 1)}${name}`,
    })),
  ]
}
