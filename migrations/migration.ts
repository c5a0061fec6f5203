export interface Migration {
  name: string
  /** Statements in order. What the engines write differently comes from `column`. */
  up(column: Columns, engine: 'sqlite' | 'postgres'): string[]
}

export interface Columns {
  /** The definition of an integer primary key that is never given out twice. */
  id: string
  /** Text compared byte by byte, so that both engines sort and index it alike. */
  text: string
}
