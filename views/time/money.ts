import { formatsIn } from '#src/platform/language/format.ts'
import { fromMinor } from '#src/platform/language/number.ts'
import type { Viewer } from '../viewer.ts'

/** An amount in the smallest units as the reader writes money. */
export const moneyText = (viewer: Viewer, minor: number, currency: string): string =>
  formatsIn(viewer.language).money(fromMinor(String(minor), currency), currency)
