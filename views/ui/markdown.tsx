import type { Child } from 'hono/jsx'
import { type Inline, type List, readMarkdown } from '#src/platform/markdown/markdown.ts'

/** What somebody wrote, as they meant it to look. `names` are those whom it mentions. */
export const MarkdownText = ({ text, names }: { text: string; names?: readonly string[] | undefined }) => (
  <div class="note-text">
    {readMarkdown(text, names).map((block) =>
      block.kind === 'list' ? (
        <ListOf list={block} />
      ) : (
        <p dir="auto">
          <Inlines of={block.of} />
        </p>
      ),
    )}
  </div>
)

function ListOf({ list }: { list: List }): Child {
  const items = list.items.map((item) => (
    <li dir="auto">
      <Inlines of={item.of} />
      {item.lists.map((inner) => (
        <ListOf list={inner} />
      ))}
    </li>
  ))
  return list.ordered ? <ol start={list.start === 1 ? undefined : list.start}>{items}</ol> : <ul>{items}</ul>
}

const Inlines = ({ of }: { of: readonly Inline[] }) => (
  <>
    {of.map((node) => (
      <OneInline node={node} />
    ))}
  </>
)

function OneInline({ node }: { node: Inline }) {
  if (typeof node === 'string') return <>{node}</>
  switch (node.kind) {
    case 'break':
      return <br />
    case 'code':
      return <code>{node.text}</code>
    case 'mention':
      return <span class="mention">@{node.name}</span>
    case 'link':
      return (
        <a href={node.href} rel="noopener noreferrer">
          <Inlines of={node.of} />
        </a>
      )
    case 'bold':
      return (
        <strong>
          <Inlines of={node.of} />
        </strong>
      )
    case 'italic':
      return (
        <em>
          <Inlines of={node.of} />
        </em>
      )
  }
}
